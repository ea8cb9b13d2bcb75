"""Knowledge at hand: the law by what it makes possible, the professions, and titles to tap."""

import pytest
from django.test import Client

from tests.cast import Gathering
from tests.meetings.table import call
from tovholder.catalogue import catalogue

pytestmark = pytest.mark.django_db


PAGES = ("/knowledge/", "/knowledge/law/", "/knowledge/professions/")


@pytest.mark.parametrize("language", ["da", "nb", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_anyone_reads_them_in_their_language(client: Client, page: str, language: str) -> None:
    assert client.get(page, headers={"accept-language": language}).status_code == 200


def test_the_law_is_that_of_the_day(client: Client) -> None:
    told = client.get("/knowledge/law/?on=2020-01-01", headers={"accept-language": "en"})
    then = told.content.decode()
    assert "§ 49 a" in then
    assert "Barnets lov" not in then
    now = client.get("/knowledge/law/", headers={"accept-language": "en"}).content.decode()
    assert "§ 49 a" not in now
    assert "Barnets lov" in now


def test_every_rule_of_a_day_stands_there_once(client: Client) -> None:
    for country in ("dk", "no"):
        page = client.get(f"/knowledge/law/?country={country}&on=2026-11-22").content.decode()
        for rule in catalogue().legal_bases.values():
            led = page.count(f'/catalogue/legal-bases/{rule.reference}/"')
            here = rule.country == country and rule.reference.endswith(("2011", "2024")) is False
            assert led == (1 if here else 0), rule.reference


def test_an_unverified_rule_says_so_in_the_list(client: Client) -> None:
    page = client.get("/knowledge/law/", headers={"accept-language": "en"}).content.decode()
    assert "not looked up yet" in page
    assert "gives no access" in page


@pytest.mark.parametrize("asked", ["x", "2026-02-31", "", "0000-00-00"])
def test_a_day_that_is_none_is_today(client: Client, asked: str) -> None:
    assert client.get("/knowledge/law/", {"on": asked, "country": "xx"}).status_code == 200


def test_every_profession_stands_there(client: Client) -> None:
    page = client.get("/knowledge/professions/").content.decode()
    for profession in catalogue().professions:
        assert f'/catalogue/professions/{profession}/"' in page


def test_a_title_can_be_tapped_wherever_someone_stands(gathering: Gathering) -> None:
    client = Client()
    client.force_login(gathering.account("mother"))
    for page in (f"/cases/{gathering.case.pk}/", f"/cases/{gathering.case.pk}/people/"):
        told = client.get(page).content.decode()
        assert told.count("popovertarget=") == 6, page
        ids = [part.split('"')[0] for part in told.split('popovertarget="')[1:]]
        assert len(set(ids)) == len(ids)
        assert all(f'id="{one}"' in told for one in ids)


@pytest.mark.parametrize("ruler", ["wellbeing@1", "parents@1"])
def test_a_colour_leads_to_people(client: Client, ruler: str) -> None:
    page = client.get(f"/knowledge/signs/{ruler}/?age=8", headers={"accept-language": "en"})
    told = page.content.decode()
    assert told.index("Green") < told.index("Yellow") < told.index("Red")
    assert "Whom to invite" in told
    for one in catalogue().ruler(ruler).help:
        for name in one.invites:
            assert f"/catalogue/professions/{name}/" in told


@pytest.mark.parametrize("ruler", ["violence@1", "sexual-abuse@1"])
@pytest.mark.parametrize("age", ["0", "7", "15", "99", "x", ""])
def test_signs_of_harm_lead_to_the_duty_and_to_no_queue(
    client: Client, ruler: str, age: str
) -> None:
    told = client.get(f"/knowledge/signs/{ruler}/?age={age}").content.decode()
    main = told[told.index("<main") : told.index("</main>")]
    assert main.count("ds-button") == 1
    assert "/catalogue/legal-bases/duty-to-notify/" in main
    for queue in ("/triage/", "/concerns/", "/fora/", "/meetings/"):
        assert queue not in main


def test_an_unknown_ruler_is_not_found(client: Client) -> None:
    assert client.get("/knowledge/signs/no@1/").status_code == 404


def test_a_title_can_be_tapped_at_the_table(gathering: Gathering) -> None:
    table = call(gathering)
    table.begin()
    client = Client()
    client.force_login(gathering.account("mother"))
    told = client.get(f"/meetings/{table.meeting.pk}/").content.decode()
    for profession in ("social-worker", "teacher"):
        assert f'popovertarget="profession-{profession}-' in told
    ids = [part.split('"')[0] for part in told.split('popovertarget="')[1:]]
    assert len(set(ids)) == len(ids) >= 2

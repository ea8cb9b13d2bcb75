"""The administrator keeps units, teams and accounts in order, and sees no case."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Gathering
from tovholder.demo.town import Town
from tovholder.organisation.actions import add_forum, join
from tovholder.organisation.models import Account, Forum, Membership, Professional, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, town: Town) -> Client:
    client.force_login(town.accounts["admin"])
    return client


def test_nobody_else_finds_it(client: Client, town: Town) -> None:
    for name in ("leader", "school-leader", "mother"):
        client.force_login(town.accounts[name])
        assert client.get("/administration/").status_code == 404
        assert client.post("/administration/units/new/", {"name": "x"}).status_code == 404


def test_a_unit_a_team_and_a_member(admin: Client, town: Town) -> None:
    district = {"name": "Distrikt Syd", "kind": "district", "country": "dk"}
    assert admin.post("/administration/units/new/", district).status_code == 303
    south = Unit.objects.get(name="Distrikt Syd")
    unit = {"name": "Skovskolen", "kind": "school", "country": "dk", "parent": south.pk}
    assert admin.post("/administration/units/new/", unit).status_code == 303
    assert admin.post("/administration/units/new/", unit).status_code == 422
    made = Unit.objects.get(name="Skovskolen")
    assert made.parent == south
    forum = {"name": "TRIO, Skovskolen", "kind": "school-triage", "unit": made.pk, "weekday": "2"}
    assert admin.post("/administration/forums/new/", forum).status_code == 303
    team = Forum.objects.get(unit=made)
    member = {"forum": team.pk, "account": town.accounts["teacher"].pk, "chair": "on"}
    assert admin.post("/administration/members/new/", member).status_code == 303
    assert admin.post("/administration/members/new/", member).status_code == 422
    assert Membership.objects.get(forum=team).chair
    assert "Skovskolen" in admin.get("/administration/").content.decode()


def test_an_account_for_someone_at_work(admin: Client, town: Town) -> None:
    told = {
        "name": "Åse Ørn", "username": "aase", "password": "fire små ord her", "language": "nb",
        "unit": town.units["aaskolen"].pk, "profession": "teacher",
    }  # fmt: skip
    assert admin.post("/administration/accounts/new/", told).status_code == 303
    account = Account.objects.get(username="aase")
    assert account.is_professional
    assert account.check_password("fire små ord her")
    for wrong in ({"username": "AASE"}, {"username": "b", "password": "kort"}):
        assert admin.post("/administration/accounts/new/", told | wrong).status_code == 422
    without = told | {"username": "c", "profession": ""}
    assert admin.post("/administration/accounts/new/", without).status_code == 422


def test_names_are_found_as_people_write_them(admin: Client, town: Town) -> None:
    page = admin.get("/administration/", {"name": "ØSTERGAARD"}).content.decode()
    assert "Karen Østergaard" in page
    assert "Mette Lund" not in page
    assert admin.get("/administration/", {"name": "\0" + "x" * 300}).status_code == 200


def test_no_case_is_seen_from_here(client: Client, gathering: Gathering) -> None:
    client.force_login(gathering.account("admin"))
    assert client.get(f"/cases/{gathering.case.pk}/").status_code == 404
    assert "5.B" not in client.get("/administration/").content.decode()


def test_a_pair_of_two_professions_leads_a_network(admin: Client, town: Town) -> None:
    network = add_forum(
        kind="collaboration-network", name="Netværket", unit=town.units["aaskolen"], weekday=3
    )
    teachers = [town.accounts[name] for name in ("teacher", "teacher-2")]
    for account in teachers:
        join(forum=network, account=account)
    first, second = Membership.objects.filter(forum=network).order_by("turn")
    lead = {"leads": "yes"}
    assert admin.post(f"/administration/members/{first.pk}/leading/", lead).status_code == 303
    refused = admin.post(f"/administration/members/{second.pk}/leading/", lead)
    assert refused.status_code == 422
    assert "hver sit fag" in refused.content.decode()
    assert admin.post(f"/administration/members/{first.pk}/leading/").status_code == 303
    assert not Membership.objects.filter(forum=network, chair=True).exists()


def test_a_last_day_is_noted(admin: Client, town: Town) -> None:
    teacher = town.accounts["teacher"]
    today = timezone.localdate()
    page = "/administration/leaving/new/"
    assert admin.post(page, {"account": teacher.pk, "last_day": ""}).status_code == 422
    assert admin.post(page, {"account": teacher.pk, "last_day": today}).status_code == 303
    kept = Professional.objects.get(account=teacher)
    assert timezone.localdate(kept.works_to) == today + timedelta(days=1)
    assert not kept.has_left

"""A question without a name: who may ask, who reads, how long, and what is stopped (S-45, S-52)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Gathering as Around
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings.asking import advise, ask
from tovholder.gatherings.models import Contribution, Meeting
from tovholder.gatherings.panels import next_working_day, on_the_day_of, told
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Forum, Membership

pytestmark = pytest.mark.django_db

DOUBT = "En pige på ni år siger ikke noget i klassen. Hvad ville I lægge mærke til?"
ASKED = ("psychologist", "health-visitor")
OTHERS = ("school-leader", "leader", "admin", "outsider", "social-worker", "mother", "pedagogue")


@pytest.fixture
def panel(town: Town) -> Forum:
    admin = town.accounts["admin"]
    forum = organisation.add_forum(
        kind="sparring", name="Panelet", unit=town.units["ppr"], weekday=1, by=admin
    )
    for name in ASKED:
        organisation.join(forum=forum, account=town.accounts[name], by=admin)
    return forum


def asked_by(town: Town, panel: Forum, name: str = "teacher", text: str = DOUBT) -> Meeting:
    account = town.accounts[name]
    with acting(account):
        return ask(panel=panel, question=text, professions=ASKED, nobody=False, by=account)


def answered(town: Town, meeting: Meeting, text: str = "Se, hvem hun sidder ved.") -> None:
    account = town.accounts["psychologist"]
    with acting(account):
        opened = Meeting.objects.select_related("forum", "called_by").get(pk=meeting.pk)
        advise(meeting=opened, text=text, nobody=False, by=account)


def signed_in(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.accounts[name])
    return client


def address(meeting: Meeting) -> str:
    return reverse("gatherings:question", args=[meeting.pk])


def test_those_asked_and_the_one_who_asks_read_it_and_nobody_else(town: Town, panel: Forum) -> None:
    meeting = asked_by(town, panel)
    for name in ("teacher", *ASKED):
        assert DOUBT in signed_in(town, name).get(address(meeting)).content.decode()
    for name in OTHERS:
        assert signed_in(town, name).get(address(meeting)).status_code == 404, name
        with acting(town.accounts[name]):
            assert not Contribution.objects.exists(), name


def test_the_panel_sees_a_profession_and_no_name(town: Town, panel: Forum) -> None:
    meeting = asked_by(town, panel)
    client = signed_in(town, "psychologist")
    page = client.get(address(meeting), headers={"accept-language": "da"}).content.decode()
    assert "Lærer" in page
    assert town.accounts["teacher"].name not in page
    for elsewhere in (
        meeting.address("meeting"), meeting.address("invitation"), meeting.address("minutes"),
        reverse("gatherings:forum", args=[meeting.forum_id]),
    ):  # fmt: skip
        assert client.get(elsewhere).status_code == 404
    assert "Panelet" in client.get(reverse("gatherings:fora")).content.decode()
    assert client.get(reverse("gatherings:fora")).content.decode().count("Panelet") == 1


def test_only_the_professions_chosen_are_asked(town: Town, panel: Forum) -> None:
    teacher = town.accounts["teacher"]
    with acting(teacher):
        meeting = ask(
            panel=panel, question=DOUBT, professions=["psychologist"], nobody=False, by=teacher
        )
    assert signed_in(town, "health-visitor").get(address(meeting)).status_code == 404


def test_it_waits_in_the_panels_day_and_the_answer_in_the_askers(town: Town, panel: Forum) -> None:
    meeting = asked_by(town, panel)
    day = signed_in(town, "psychologist").get("/").content.decode()
    assert address(meeting) in day
    assert address(meeting) not in signed_in(town, "teacher").get("/").content.decode()
    answered(town, meeting)
    assert address(meeting) not in signed_in(town, "psychologist").get("/").content.decode()
    assert address(meeting) in signed_in(town, "teacher").get("/").content.decode()
    page = signed_in(town, "teacher").get(address(meeting)).content.decode()
    assert "Se, hvem hun sidder ved." in page


def test_whoever_asked_reads_the_answer_until_they_could_tell_what_came_of_it(
    town: Town, panel: Forum
) -> None:
    meeting = asked_by(town, panel)
    answered(town, meeting)
    place = Membership.objects.get(forum=meeting.forum_id, account=town.accounts["teacher"])
    assert place.ends is not None
    left = place.ends - timezone.now()
    assert timedelta(days=34, hours=23) < left <= timedelta(days=35)
    place.starts, place.ends = timezone.now() - timedelta(days=39), timezone.now()
    place.save()
    assert signed_in(town, "teacher").get(address(meeting)).status_code == 404
    with acting(town.accounts["teacher"]):
        assert not Contribution.objects.exists()
        assert on_the_day_of(town.accounts["teacher"]) == []


@pytest.mark.parametrize("text", ["Det er 010117-1234", "Cpr 0101171234 har det svært"])
def test_a_number_is_stopped_whatever_is_said(town: Town, panel: Forum, text: str) -> None:
    teacher = town.accounts["teacher"]
    with acting(teacher), pytest.raises(ValidationError):
        ask(panel=panel, question=text, professions=ASKED, nobody=True, by=teacher)
    assert not Forum.objects.filter(part_of=panel).exists()


def test_a_child_one_works_with_is_stopped_whatever_is_said(gathering: Around) -> None:
    town, admin = gathering.town, gathering.town.accounts["admin"]
    forum = organisation.add_forum(
        kind="sparring", name="Panelet", unit=town.units["ppr"], weekday=1, by=admin
    )
    organisation.join(forum=forum, account=town.accounts["health-visitor"], by=admin)
    teacher = town.accounts["teacher"]
    with acting(teacher), pytest.raises(ValidationError) as refused:
        ask(
            panel=forum, question="lars er stille", professions=["health-visitor"], nobody=True,
            by=teacher,
        )  # fmt: skip
    assert "lars" in str(refused.value)


def test_what_looks_like_a_name_is_asked_about_once(town: Town, panel: Forum) -> None:
    client = signed_in(town, "teacher")
    path = reverse("gatherings:ask", args=[panel.pk])
    said = {"question": "Hun går på Solhøj og er bange.", "professions": list(ASKED)}
    first = client.post(path, said)
    assert first.status_code == 422
    assert "Solhøj" in first.content.decode()
    assert 'name="nobody"' in first.content.decode()
    assert not Forum.objects.filter(part_of=panel).exists()
    assert client.post(path, said | {"nobody": "on"}).status_code == 303


def test_advice_names_nobody_either(town: Town, panel: Forum) -> None:
    meeting = asked_by(town, panel)
    client = signed_in(town, "psychologist")
    refused = client.post(address(meeting), {"text": "Er det mon Emma fra Solhøj?"})
    assert refused.status_code == 422
    with acting(town.accounts["psychologist"]):
        question = told(Meeting.objects.get(pk=meeting.pk), town.accounts["psychologist"])
        assert question.advice == []


def test_one_does_not_answer_oneself(town: Town, panel: Forum) -> None:
    meeting = asked_by(town, panel, name="psychologist")
    account = town.accounts["psychologist"]
    page = signed_in(town, "psychologist").get(address(meeting)).content.decode()
    assert "<textarea" not in page
    with acting(account):
        opened = Meeting.objects.select_related("forum", "called_by").get(pk=meeting.pk)
        with pytest.raises(ValidationError):
            advise(meeting=opened, text="Ja", nobody=False, by=account)


def test_the_answer_comes_by_the_next_working_day() -> None:
    assert next_working_day(date(2026, 11, 20), "dk") == date(2026, 11, 23)  # over a weekend
    assert next_working_day(date(2026, 12, 24), "dk") == date(2026, 12, 28)  # and Christmas
    assert next_working_day(date(2026, 11, 23), "no") == date(2026, 11, 24)


def test_the_page_of_questions_costs_the_same_for_many(town: Town, panel: Forum) -> None:
    def asked() -> int:
        client = signed_in(town, "psychologist")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("gatherings:sparring")).status_code == 200
        return len(queries)

    asked_by(town, panel)
    one = asked()
    for _more in range(2):
        asked_by(town, panel)
    assert asked() == one

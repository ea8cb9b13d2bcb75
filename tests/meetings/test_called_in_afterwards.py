"""Somebody from outside, once the yes has gone, the meeting is moved or over, or far ahead."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tests.meetings.test_calling_in import WHY, call_in, move, page, take_back
from tests.meetings.test_meeting_actions import close_well
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.linking import asked_by
from tovholder.meetings.models import Invitation, Meeting, PreparationLink

pytestmark = pytest.mark.django_db
LEADER = "social-worker"
NO_YES = "Ja’et gælder ikke mere"


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


def signed_in(table: Table, name: str = LEADER) -> Client:
    client = Client()
    client.force_login(table.account(name))
    return client


def give(table: Table, chair: Invitation) -> str:
    worker = table.account(LEADER)
    with acting(worker):
        return actions.give_link(invitation=chair, by=worker)


def ask(table: Table):
    mother = table.gathering.town.persons["mother"].pk
    asked = {
        "name": "Inger Vang", "title": "Børnelæge", "workplace": "Regionshospitalet",
        "because": WHY, "given_by": mother, "form": "written", "witness": "Sofie Holm",
    }  # fmt: skip
    return signed_in(table).post(f"/meetings/{table.meeting.pk}/called-in/", asked, follow=True)


@pytest.mark.parametrize("gone", ["taken back", "moved"])
def test_a_chair_without_its_yes_is_taken_away_and_its_words_stay(table: Table, gone: str) -> None:
    chair = call_in(table)
    Client().post(f"/prepare/{give(table, chair)}/", {"story.seen": "lægens-ord"})
    chairs, sent = table.meeting.address("chairs"), {"voice": chair.pk, "spare": "yes"}
    kept = signed_in(table).post(chairs, sent)
    assert (kept.status_code, "allerede ord på tavlen" in kept.content.decode()) == (422, True)
    if gone == "moved":
        move(table, 60)
    else:
        take_back(table, chair)
    begin = signed_in(table).post(table.meeting.address("begin"), follow=True).content.decode()
    assert "Det, der er skrevet, bliver stående" in begin
    invitation = page(table, LEADER)
    assert "Tag stolen væk" in invitation
    assert "Tag stolen væk" not in page(table, "mother")
    assert signed_in(table).post(chairs, sent).status_code == 303
    assert NO_YES not in page(table, LEADER)
    table.go_to("goals")
    assert "lægens-ord" in page(table, "mother", table.meeting.address("step", "story"))
    close_well(table)
    assert "lægens-ord" in page(table, "mother", table.meeting.address("minutes"))


def test_a_link_opens_nothing_where_the_yes_ends_before_the_meeting(table: Table) -> None:
    secret = give(table, call_in(table))
    move(table, 20)
    assert asked_by(secret) is not None
    with acting(table.account(LEADER)):
        later = timezone.now() + timedelta(days=90)
        Meeting.objects.update(starts_at=later, ends_at=later + timedelta(hours=1))
    assert asked_by(secret) is None
    assert Client().post(f"/prepare/{secret}/", {"story.seen": "for-sent"}).status_code == 404


@pytest.mark.parametrize("what", ["moved", "begun", "taken back"])
def test_a_link_that_was_given_can_always_be_taken_back(table: Table, what: str) -> None:
    chair = call_in(table)
    give(table, chair)
    if what == "begun":
        table.begin()
    elif what == "moved":
        move(table, 60)
    else:
        take_back(table, chair)
    address = f"/meetings/{table.meeting.pk}/links/"
    with acting(table.account(LEADER)):
        link = PreparationLink.objects.get()
    assert f'name="withdraw" value="{link.pk}"' in page(table, LEADER, address)
    assert signed_in(table).post(address, {"withdraw": link.pk}).status_code == 303
    assert "Tag linket tilbage" not in page(table, LEADER, address)


def test_the_yes_is_warned_of_only_while_the_meeting_is_open(table: Table) -> None:
    chair = call_in(table)
    table.go_to("goals")
    close_well(table)
    take_back(table, chair)
    told = page(table, "mother")
    assert "Derfor er Inger Vang med" in told
    assert NO_YES not in told
    assert "begynder ikke" not in told


def test_a_meeting_that_has_begun_is_not_said_not_to_begin(table: Table) -> None:
    chair = call_in(table)
    table.begin()
    take_back(table, chair)
    told = page(table, "mother")
    assert NO_YES in told
    assert "begynder ikke" not in told


@pytest.mark.parametrize(("days", "obstacle"), [(350, False), (400, True)])
def test_a_meeting_far_ahead_asks_nothing_the_form_cannot_answer(
    gathering: Gathering, days: int, *, obstacle: bool
) -> None:
    table = call(gathering, days=days)
    shown = page(table, LEADER, f"/meetings/{table.meeting.pk}/called-in/")
    assert ("Mødet ligger mere end et år frem" in shown) is obstacle
    answer = ask(table)
    assert (answer.status_code == 200) is not obstacle
    assert "højst et år. Det kan fornys" not in answer.content.decode()
    if obstacle:
        with pytest.raises(ValidationError, match="mere end et år frem"):
            call_in(table)
    else:
        assert NO_YES not in page(table, LEADER)


def test_nobody_is_said_to_be_asked_who_was_not(table: Table) -> None:
    answer = ask(table)
    told = answer.content.decode()
    assert answer.redirect_chain[-1][0] == table.meeting.address("links")
    assert "er bedt om at komme" not in told
    assert "Inger Vang har en stol" in told
    assert "Vi skriver ikke til nogen" in told


def test_at_a_meeting_that_has_begun_no_link_is_promised(table: Table) -> None:
    table.begin()
    answer = ask(table)
    assert answer.redirect_chain[-1][0] == table.meeting.address("invitation")
    told = answer.content.decode()
    assert "Inger Vang har en stol" in told
    assert "giv et link" not in told


@pytest.mark.parametrize(
    ("language", "said"), [("da", "kun bedes om at komme, når"), ("nb", "bare bes om å komme når")]
)
def test_nobody_is_asked_to_bring_the_familys_yes(table: Table, language: str, said: str) -> None:
    worker = table.account(LEADER)
    chair = actions.Chair(name="Inger Vang", side="professional", profession="Læge")
    with override(language), acting(worker), pytest.raises(ValidationError, match=said):
        actions.invite(meeting=table.meeting, chair=chair, by=worker)

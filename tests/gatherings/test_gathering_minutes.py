"""A team's own minutes: read and corrected by each, made final by who leads or hosts."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from tests.gatherings.team import LEADS, Team
from tovholder.audit.context import acting
from tovholder.gatherings.models import Contribution, Meeting, MeetingEnd, MinutesFinal
from tovholder.meetings import actions

pytestmark = pytest.mark.django_db
SAID, MEANT = "Klassen er min linse", "Klassens trivsel er min linse"


@pytest.fixture
def held(team: Team) -> Team:
    team.go_to("theme")
    team.say("teacher", SAID)
    lead = team.account(LEADS)
    with acting(lead):
        MeetingEnd.objects.create(forum=team.forum, meeting=team.meeting, by=lead)
    return team


def signed_in(team: Team, name: str) -> Client:
    client = Client()
    client.force_login(team.account(name))
    return client


def word_of(team: Team) -> Contribution:
    with acting(team.account("teacher")):
        word = Contribution.objects.select_related("voice").get()
        word.meeting = Meeting.objects.get(pk=team.meeting.pk)
    return word


def test_each_corrects_their_own_and_everybody_sees_it(held: Team) -> None:
    word = word_of(held)
    address, minutes = held.meeting.address("word", word.pk), held.meeting.address("minutes")
    asked = {"text": MEANT, "version": "1", "once": str(uuid.uuid4())}
    assert signed_in(held, LEADS).post(address, asked).status_code == 422
    assert signed_in(held, "teacher").post(address, asked).status_code == 303
    page = signed_in(held, "health-visitor").get(minutes).content.decode()
    assert f"<del>{SAID}</del>" in page
    assert MEANT in page


def test_it_is_due_in_ones_day_until_it_is_read(held: Team) -> None:
    told = f"Læs referatet fra {held.forum.name}"
    teacher = signed_in(held, "teacher")
    assert told in teacher.get("/").content.decode()
    posted = teacher.post(held.meeting.address("have_read"), {"once": str(uuid.uuid4())})
    assert posted.status_code == 303
    assert told not in teacher.get("/").content.decode()


def test_who_leads_makes_it_final_and_then_nothing_is_written(held: Team) -> None:
    lead, word = held.account(LEADS), word_of(held)
    final = held.meeting.address("make_final")
    assert signed_in(held, "health-visitor").get(final).status_code == 403
    page = signed_in(held, LEADS).get(final).content.decode().split("<main")[1]
    assert held.account("teacher").name in page
    answer = signed_in(held, LEADS).post(final, {"once": str(uuid.uuid4())})
    assert answer.status_code == 303
    with acting(lead):
        assert MinutesFinal.objects.get().by == lead
    with acting(held.account("teacher")):
        with pytest.raises(ValidationError, match=r"final|endelig"):
            actions.correct_word(
                contribution=word, version=1, text=MEANT, by=held.account("teacher")
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            Contribution.objects.filter(pk=word.pk).update(text=MEANT)


def test_a_number_of_a_person_is_not_corrected_into_the_minutes(held: Team) -> None:
    with acting(held.account("teacher")), pytest.raises(ValidationError, match="number"):
        actions.correct_word(
            contribution=word_of(held), version=1, text="Se 010190-1234",
            by=held.account("teacher"),
        )  # fmt: skip

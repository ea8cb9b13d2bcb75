"""The family group conference, through the actions: told before, sealed, signed by all (S-36)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.actions.preparing import Answer
from tovholder.meetings.engine.signing import fingerprint, standing_text
from tovholder.meetings.models import MeetingEnd

pytestmark = pytest.mark.django_db

PEOPLE = ("mother", "social-worker", "teacher")
AUNT = "Karen Holm"


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering, *PEOPLE, method="family-group-conference@1", companion=AUNT)


def chair(table: Table, name: str):
    return next(c for c in table.sitting().invitations if c.name == name)


def go_to_the_plan(table: Table) -> None:
    table.begin()
    for step in ("information", "alone", "plan"):
        table.move(step, over=True)


def test_the_family_reads_before_it_comes_what_will_be_told(table: Table):
    teacher = table.account("teacher")
    with acting(teacher):
        invitation = table.voice("teacher")
        answers = [Answer("information", "worries", "Han er alene i gården")]
        actions.be_ready(invitation=invitation, answers=answers, by=teacher)
    client = Client()
    client.force_login(table.account("mother"))
    page = reverse("meetings:invitation", args=[table.meeting.pk])
    assert "Han er alene i gården" in client.get(page).content.decode()


def test_nothing_is_written_while_the_family_is_alone(table: Table):
    table.begin()
    table.move("information", over=True)
    table.say("teacher", "Han tegner", step="information", column="strengths")
    table.move("alone")
    with pytest.raises(ValidationError, match="alone"):
        table.say("mother", "Vi vil selv", step="information", column="questions")
    table.move("plan")
    table.say("mother", "Vi vil selv", step="information", column="questions")


def test_one_list_and_everything_signed_by_all_who_are_here(table: Table):
    go_to_the_plan(table)
    worker = table.account("social-worker")
    with acting(worker):
        for voice, text in (
            (chair(table, AUNT), "Har Lars hver onsdag"),
            (table.voice("mother"), "Ringer til far om søndagen"),
            (table.voice("teacher"), "Tager imod om mandagen"),
        ):
            actions.promise(
                meeting=table.meeting, step="plan", text=text, voice=voice, due=in_days(9),
                by=worker,
            )  # fmt: skip
    for step in ("goals", "signing"):
        table.move(step, over=True)
    with pytest.raises(ValidationError, match="Not yet signed by"):
        table.move("closing", over=True)
    with acting(worker):
        content = fingerprint(standing_text(table.sitting(), "plan"))
    for name in PEOPLE:
        with acting(table.account(name)):
            actions.sign(
                meeting=table.meeting, step="signing", voice=table.voice(name), content=content,
                by=table.account(name),
            )  # fmt: skip
    with acting(worker):
        actions.sign(
            meeting=table.meeting, step="signing", voice=chair(table, AUNT), content=content,
            by=worker,
        )  # fmt: skip
    table.move("closing")
    end(table)


def later(table: Table):
    return table.meeting.starts_at + timedelta(days=60)


def end(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        with pytest.raises(ValidationError, match="next date"):
            actions.end_meeting(meeting=table.meeting, over=True, by=worker)
        actions.tell_child(
            meeting=table.meeting, step="closing", voice=table.voice("mother"), due=in_days(1),
            how="", by=worker,
        )  # fmt: skip
        actions.continue_or_end(
            meeting=table.meeting, step="closing", next_at=later(table),
            next_place="", ends_because="", by=worker,
        )  # fmt: skip
        following = actions.end_meeting(meeting=table.meeting, by=worker)
        assert following is not None
        assert following.method == "follow-up@1"
        assert MeetingEnd.objects.filter(meeting=table.meeting).exists()


def test_nobody_signs_a_plan_without_a_name_and_a_day(table: Table):
    go_to_the_plan(table)
    table.move("goals")
    with pytest.raises(ValidationError, match="Nobody has promised"):
        table.move("signing", over=True)

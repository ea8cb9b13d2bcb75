"""The coordination model, through the actions: family, workshop, family (S-32, S-34, S-64)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.consent import actions as consent
from tovholder.meetings import actions
from tovholder.meetings.models import Contribution, Meeting

pytestmark = pytest.mark.django_db

FAMILY = ("mother", "social-worker")
COLLEAGUES = ("social-worker", "teacher", "psychologist")
SOLUTION = "Han kan komme i tegneklubben"


def prepared(gathering: Gathering) -> Table:
    """The preparation with the family, held and ended with a date for the meeting."""
    table = call(gathering, *FAMILY, method="coordination-preparation@1")
    table.begin()
    table.move("matters", over=True)
    table.say("mother", "At vi ikke skal sige alting fem gange", step="matters", column="matters")
    for step in ("contact", "closing"):
        table.move(step, over=True)
    worker = table.account("social-worker")
    with acting(worker):
        actions.continue_or_end(
            meeting=table.meeting, step="closing", next_place="", ends_because="", by=worker,
            next_at=table.meeting.starts_at + timedelta(days=30),
        )  # fmt: skip
        actions.end_meeting(meeting=table.meeting, by=worker)
    return table


def test_the_workshop_waits_for_the_family_and_its_consent(gathering: Gathering):
    with pytest.raises(ValidationError):
        call(gathering, *COLLEAGUES, method="coordination-workshop@1")
    prepared(gathering)
    worker = gathering.account("social-worker")
    with acting(worker):
        consent.withdraw(basis=gathering.consent, by=worker, reason="Mor vil tænke over det")
    with pytest.raises(ValidationError, match="consent"):
        call(gathering, "social-worker", method="coordination-workshop@1")


def test_nobody_of_the_family_sits_at_the_workshop(gathering: Gathering):
    prepared(gathering)
    with pytest.raises(ValidationError, match="professionals"):
        call(gathering, *COLLEAGUES, "mother", method="coordination-workshop@1")


def test_a_solution_is_refused_and_kept_nowhere_and_the_mother_reads_the_rest(
    gathering: Gathering,
):
    prepared(gathering)
    table = call(gathering, *COLLEAGUES, method="coordination-workshop@1")
    table.begin()
    table.move("roles", over=True)
    with pytest.raises(ValidationError, match="with the family"):
        say(table, "teacher", SOLUTION, column="solution")
    say(table, "teacher", "Jeg ser ham hver dag", column="role")
    mother = gathering.account("mother")
    with acting(mother):
        assert not Contribution.objects.filter(text=SOLUTION).exists()
    client = Client()
    client.force_login(mother)
    minutes = client.get(reverse("meetings:minutes", args=[table.meeting.pk])).content.decode()
    assert "Jeg ser ham hver dag" in minutes
    assert SOLUTION not in minutes


def say(table: Table, who: str, text: str, *, column: str) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        voice = next(c for c in table.sitting().invitations if c.account == table.account(who))
        actions.add_word(
            meeting=table.meeting, step="roles", column=column, text=text, voice=voice, by=worker
        )


def test_the_meeting_that_was_agreed_makes_the_family_plan(gathering: Gathering):
    prepared(gathering)
    worker = gathering.account("social-worker")
    with acting(worker):
        meeting = Meeting.objects.upcoming().select_related("case", "pen_holder").get()
    assert meeting.method == "coordination-meeting@1"
    table = Table(gathering, meeting)
    table.begin()
    for step in ("earlier", "story"):
        table.move(step, over=True)
    table.say("mother", "Mandage er svære", step="story", column="everyday")
    for step in ("goals", "process"):
        table.move(step, over=True)
    table.say("mother", "Først søvnen, så skolen", step="process", column="way")
    table.move("agreements", over=True)
    with acting(worker):
        actions.promise(
            meeting=meeting, step="agreements", text="Ringer hver mandag",
            voice=table.voice("social-worker"), due=in_days(40), by=worker,
        )  # fmt: skip
    table.move("signing")
    with pytest.raises(ValidationError, match="Not yet signed"):
        table.move("closing", over=True)

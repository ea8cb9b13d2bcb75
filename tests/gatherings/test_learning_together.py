"""Teachers share what TRIO taught them, and adults look at their own part (S-80, S-93)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.gatherings.team import LEADS, MEMBERS, Team, call, in_days
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings.models import Contribution, Meeting, Task
from tovholder.meetings import actions

pytestmark = pytest.mark.django_db

SHARE = "teachers-share@1"
ADULTS = "mediated-learning@1"


def begun(town: Town, method: str) -> Team:
    team = call(town, method=method)
    with acting(team.account(LEADS)):
        actions.begin(meeting=team.meeting, by=team.account(LEADS))
    for who in MEMBERS:
        with acting(team.account(who)):
            actions.approve(
                meeting=team.meeting, step="framing", voice=team.voice(who), by=team.account(who)
            )
    return team


def move(team: Team, step: str, *, over: bool = False) -> None:
    lead = team.account(LEADS)
    with acting(lead):
        actions.move(meeting=team.meeting, to=step, over=over, by=lead)


def written_at(team: Team, step: str) -> int:
    """What the page answers to a sentence posted at a step."""
    client = Client()
    client.force_login(team.account("teacher"))
    said = {"text": "Han græd", "column": "met"}
    return client.post(team.meeting.address("act", step, "add"), said).status_code


def promise(team: Team, who: str, text: str) -> None:
    with acting(team.account(who)):
        actions.promise(
            meeting=team.meeting, step="efforts", text=text, voice=team.voice(who),
            due=in_days(14), by=team.account(who),
        )  # fmt: skip


def end(team: Team) -> Meeting:
    lead = team.account(LEADS)
    move(team, "closing")
    with acting(lead):
        actions.continue_or_end(
            meeting=team.meeting, step="closing", next_place="Lærerværelset", ends_because="",
            next_at=team.meeting.starts_at + timedelta(days=30), by=lead,
        )  # fmt: skip
        following = actions.end_meeting(meeting=team.meeting, by=lead)
    assert following is not None
    return following


def test_teachers_share_before_they_make_a_habit_of_it(town: Town) -> None:
    team = begun(town, SHARE)
    move(team, "earlier")
    move(team, "shared")
    with pytest.raises(ValidationError):
        move(team, "habits")
    early = team.say("teacher", "Vi ringer hjem først", step="habits", column="ourselves")
    assert early.parked_at is not None
    team.say("teacher", "At sætte sig ved siden af ham", step="shared", column="helped")
    team.say("health-visitor", "Om søvnen", step="shared", column="asked")
    move(team, "habits")
    with acting(team.account(LEADS)):
        actions.add_word(
            meeting=team.meeting, step="habits", column="beforehand", voice=None,
            text="Vi spørger barnet, før vi spørger TRIO", by=team.account(LEADS),
        )  # fmt: skip
        assert Contribution.objects.get(column="beforehand").voice is None
    move(team, "efforts")
    promise(team, "teacher", "Fortæller om den første uge")
    following = end(team)
    with acting(team.account("teacher")):
        assert following.method == SHARE
        assert [task.text for task in Task.objects.open()] == ["Fortæller om den første uge"]


def test_no_pupil_stands_in_what_the_teachers_share(town: Town) -> None:
    team = begun(town, SHARE)
    move(team, "earlier")
    move(team, "shared")
    with pytest.raises(ValidationError):
        team.say("teacher", "Det hjalp 010117-1234", step="shared", column="helped")
    with acting(team.account("teacher")):
        assert not Contribution.objects.exists()


def test_adults_look_at_themselves_and_nothing_is_written_of_the_moment(town: Town) -> None:
    team = begun(town, ADULTS)
    move(team, "earlier")
    move(team, "moment")
    assert written_at(team, "moment") == 404
    move(team, "noticed")
    team.say("teacher", "Jeg talte hurtigt", step="noticed", column="met")
    move(team, "ask")
    assert written_at(team, "ask") == 404
    move(team, "tried")
    team.say("teacher", "Jeg sætter mig ned først", step="tried", column="differently")
    move(team, "efforts")
    promise(team, "teacher", "Sætter mig ned, før jeg spørger")
    following = end(team)
    with acting(team.account("teacher")):
        assert following.method == ADULTS
        assert {word.step for word in Contribution.objects.all()} == {"noticed", "tried"}
    again = Team(team.town, team.forum, following)
    with acting(team.account(LEADS)):
        assert [task.text for task in again.sitting().earlier] == [
            "Sætter mig ned, før jeg spørger"
        ]


def test_adults_do_not_begin_before_all_have_said_yes_to_the_frame(town: Town) -> None:
    team = call(town, method=ADULTS)
    with acting(team.account(LEADS)):
        actions.begin(meeting=team.meeting, by=team.account(LEADS))
    with pytest.raises(ValidationError):
        move(team, "earlier", over=True)

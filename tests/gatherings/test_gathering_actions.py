"""A gathering from its call to its end: the same engine, the forum's own book."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tests.cast import Gathering
from tests.gatherings.team import LEADS, MEMBERS, Team, call, found, in_days
from tests.meetings.table import call as call_about_the_child
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings.models import Contribution, Meeting, Task
from tovholder.meetings import actions
from tovholder.organisation.models import Membership

pytestmark = pytest.mark.django_db


def run(team: Team) -> Meeting:
    """From the beginning to the next date."""
    lead = team.account(LEADS)
    team.go_to("theme")
    team.say("teacher", "Klassen er min linse")
    with acting(lead):
        actions.move(meeting=team.meeting, to="shared", by=lead, over=True)
        actions.add_word(
            meeting=team.meeting, step="shared", column="", text="Vi ringer før vi skriver",
            voice=None, by=lead,
        )  # fmt: skip
        actions.move(meeting=team.meeting, to="tasks", by=lead)
        actions.promise(
            meeting=team.meeting, step="tasks", text="Skriver en liste", voice=team.voice(LEADS),
            due=in_days(9), by=lead,
        )  # fmt: skip
        actions.move(meeting=team.meeting, to="home", by=lead, over=True)
        with pytest.raises(ValidationError, match="no next date"):
            actions.end_meeting(meeting=team.meeting, by=lead, over=True)
        actions.continue_or_end(
            meeting=team.meeting, step="home", next_at=team.meeting.starts_at + timedelta(days=14),
            next_place="", ends_because="", by=lead,
        )  # fmt: skip
        return actions.end_meeting(meeting=team.meeting, by=lead)


def test_it_runs_from_end_to_end_and_another_hosts_next(team: Team):
    following = run(team)
    with acting(team.account("teacher")):
        assert team.meeting.host == team.account(MEMBERS[0])
        assert following.host == team.account(MEMBERS[1])
        assert following.invitations.count() == len(MEMBERS)
        said = Contribution.objects.get(step="shared")
        assert said.voice is None
        assert said.text == "Vi ringer før vi skriver"


def test_the_next_gathering_answers_for_what_was_promised(team: Team):
    following = run(team)
    lead = team.account(LEADS)
    with acting(lead):
        actions.begin(meeting=following, by=lead)
        task = Task.objects.get()
        assert [each.pk for each in following.book.open_tasks(following)] == [task.pk]
        actions.review(
            meeting=following, step="since", task=task, outcome="kept", because="", by=lead
        )
        assert not Task.objects.open().exists()


def test_a_number_is_refused_in_words_before_the_database_does(team: Team):
    team.go_to("theme")
    for text in ("Han er 010203-1234", "010203 1234", "01 02 03 1234", "01.02.03-12345"):
        with pytest.raises(ValidationError, match="looks like a person's number"):
            team.say("teacher", text)
    assert team.say("teacher", "Vi ses 22.11.2026 kl. 14.00, ring 86 12 34 56").text


def test_the_database_takes_no_number_either(team: Team):
    team.go_to("theme")
    word = team.say("teacher", "Uden nummer")
    teacher = team.account("teacher")
    with acting(teacher), pytest.raises(DatabaseError), transaction.atomic():
        Contribution.objects.filter(pk=word.pk).update(text="Han er 010203-1234")


def test_a_way_to_meet_about_a_case_is_no_way_for_a_team(town: Town):
    with pytest.raises(ValidationError, match="about a case"):
        call(town, method="five-steps@1")


def test_a_way_for_teams_holds_no_case(gathering: Gathering):
    with pytest.raises(ValidationError, match="holds no case"):
        call_about_the_child(gathering, method="round@1")


def test_the_family_has_no_chair(team: Team):
    lead = team.account(LEADS)
    chair = actions.Chair(name="Sofie", side="family", relation="mother")
    with acting(lead), pytest.raises(ValidationError, match="professionals"):
        actions.invite(meeting=team.meeting, chair=chair, by=lead)


def test_a_closed_group_that_has_met_takes_nobody_new(town: Town):
    team = call(town, forum=found(town, closed=True))
    newcomer = town.accounts["therapist"]
    with acting(team.account(LEADS)):
        Membership.objects.create(forum=team.forum, account=town.accounts["pedagogue"])
    team.go_to("theme")
    with pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.create(forum=team.forum, account=newcomer)


def test_what_a_team_says_opens_to_whoever_joins_at_once(town: Town):
    team = call(town)
    newcomer = town.accounts["therapist"]
    with acting(newcomer):
        assert not Meeting.objects.exists()
        Membership.objects.create(forum=team.forum, account=newcomer)
        assert Meeting.objects.get() == team.meeting

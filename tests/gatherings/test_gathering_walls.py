"""Nobody reads a gathering but those who sit in its forum: no rank, no seat at a case."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.gatherings.team import LEADS, Team
from tovholder.audit.context import acting
from tovholder.gatherings import models
from tovholder.gatherings.models import Answered, Contribution, Mark, Meeting, Preparation
from tovholder.meetings import actions
from tovholder.meetings.actions.preparing import Answer
from tovholder.organisation.models import Membership

pytestmark = pytest.mark.django_db
TABLES = [getattr(models, name) for name in models.__all__ if name not in ("ForumRow", "ForumRows")]
OUTSIDE = ("leader", "admin", "outsider", "social-worker", "mother", "child", "school-leader")


@pytest.mark.parametrize("name", OUTSIDE)
def test_who_does_not_sit_there_sees_no_row(team: Team, name: str):
    team.go_to("theme")
    team.say("teacher", "Klassen er min linse")
    with acting(team.account(name)):
        for model in TABLES:
            assert not model.objects.exists(), model
            assert not model.objects.visible_to(team.account(name)).exists()


def test_who_leaves_the_team_reads_no_more(team: Team):
    teacher = team.account("teacher")
    with acting(teacher):
        assert Meeting.objects.exists()
        place = Membership.objects.filter(account=teacher, forum=team.forum)
        place.update(ends=timezone.now())
        assert not Meeting.objects.exists()


def test_nothing_said_can_be_removed(team: Team):
    team.go_to("theme")
    team.say("teacher", "Klassen er min linse")
    with acting(team.account(LEADS)):
        for model in TABLES:
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 our own table


def test_what_someone_prepares_is_theirs_alone(team: Team):
    teacher = team.account("teacher")
    with acting(teacher):
        answer = Answer("theme", "angle", "Kun min", held_back=True)
        actions.be_ready(invitation=team.voice("teacher"), answers=[answer], by=teacher)
        assert Preparation.objects.get().text == "Kun min"
    with acting(team.account(LEADS)):
        assert not Preparation.objects.exists()
        assert not Contribution.objects.exists()


def test_marks_are_hidden_until_all_are_in_and_then_only_the_middle_is_left(team: Team):
    for name, value in zip(("psychologist", "teacher", "health-visitor"), (3, 9, 5), strict=True):
        account = team.account(name)
        row = {**team.meeting.owner, "meeting": team.meeting, "step": "s", "by": account}
        with acting(account):
            Mark.objects.create(**row, item="x", voice=team.voice(name), value=value)
            assert Mark.objects.count() == 1
            with pytest.raises(DatabaseError), transaction.atomic():
                _ask("SELECT gatherings_reveal_marks(%s, 's')", team)
            Answered.objects.create(**row, voice=team.voice(name))
    with acting(team.account(LEADS)):
        assert _ask("SELECT gatherings_reveal_marks(%s, 's')", team) == 3
        assert Mark.objects.count() == 3
        assert _ask("SELECT gatherings_keep_summary(%s, 's')", team) == 1
        assert not Mark.objects.exists()
        kept = models.Summary.objects.get()
        assert (kept.median, kept.low, kept.high, kept.count) == (5, 3, 9, 3)


def test_nobody_outside_reveals_anything(team: Team):
    with acting(team.account("leader")), pytest.raises(DatabaseError), transaction.atomic():
        _ask("SELECT gatherings_reveal_marks(%s, 's')", team)


def _ask(sql: str, team: Team) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [team.meeting.pk])
        answer: int = cursor.fetchone()[0]
    return answer

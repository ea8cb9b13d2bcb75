"""At a team's meeting nobody simply stays away: one comes, or a colleague does (S-55)."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

from tests.gatherings.team import LEADS, Team, call, found
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings import actions
from tovholder.gatherings.models import Invitation, Meeting, Reply, ReplyWords
from tovholder.meetings import actions as meetings
from tovholder.organisation.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def say(team: Team, who: str, says: str, words: str = "") -> Reply:
    account = team.account(who)
    with acting(account):
        meeting = Meeting.objects.get()
        return meetings.reply(
            meeting=meeting, says=says, words=words, starts_at=meeting.starts_at, by=account
        )


def page(team: Team, name: str, path: str = "") -> str:
    client = Client()
    client.force_login(team.account(name))
    return client.get(path or team.meeting.address("invitation")).content.decode()


def test_one_comes_or_sends_a_colleague_until_it_is_over(team: Team) -> None:
    with pytest.raises(ValidationError, match="a colleague comes"):
        say(team, "teacher", "another-time")
    assert team.meeting.address("reply") in page(team, "teacher", "/")
    client = Client()
    client.force_login(team.account("teacher"))
    address = team.meeting.address("substitute")
    assert address in page(team, "teacher")
    told = {"account": team.account("teacher-2").pk}
    assert client.post(address, {}).status_code == 422
    assert client.post(address, told).status_code == 303
    with acting(team.account(LEADS)):
        chairs = Invitation.objects.standing().values_list("account__username", flat=True)
        assert set(chairs) == {LEADS, "health-visitor", "teacher-2"}
        place = Membership.objects.get(account=team.account("teacher-2"))
        assert place.ends == team.meeting.ends_at
    assert "Louise Krogh" in page(team, LEADS)
    assert say(team, "teacher-2", "comes").pk
    assert "1 af 2 har svaret" in page(team, LEADS)
    assert "1 af 2 har svaret" in page(team, LEADS, "/")


def test_a_closed_team_moves_its_meeting(town: Town) -> None:
    team = call(town, forum=found(town, closed=True))
    teacher = team.account("teacher")
    with acting(teacher), pytest.raises(ValidationError, match="closed"):
        actions.send_to(meeting=Meeting.objects.get(), account=team.account("teacher-2"),
                        by=teacher)  # fmt: skip
    assert 'value="another-time"' in page(team, "teacher")
    say(team, "teacher", "another-time", "Kun om fredagen")
    assert "Kun om fredagen" in page(team, LEADS)
    assert "Kun om fredagen" not in page(team, "health-visitor")
    assert "beder om et andet tidspunkt" in page(team, LEADS, "/")


def test_no_number_and_no_no_in_the_teams_book(team: Team) -> None:
    with pytest.raises(ValidationError, match="person's number"):
        say(team, "teacher", "comes", "Det er 010112-1234")
    teacher = team.account("teacher")
    row = Reply(
        **team.meeting.owner, invitation=team.voice("teacher"), by=teacher, says="cannot",
        starts_at=team.meeting.starts_at,
    )  # fmt: skip
    with acting(teacher), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)
    said = say(team, "teacher", "comes")
    words = ReplyWords(**team.meeting.owner, reply=said, text="010112-1234")
    with acting(teacher), pytest.raises(DatabaseError), transaction.atomic():
        words.save(force_insert=True)


def test_one_answers_for_oneself_and_the_answer_stays(team: Team) -> None:
    """In the team's book too: by key, and by what the application may do."""
    lead = team.account(LEADS)
    row = Reply(
        **team.meeting.owner, invitation=team.voice("teacher"), by=lead, says="comes",
        starts_at=team.meeting.starts_at,
    )  # fmt: skip
    with acting(lead), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)
    say(team, "teacher", "comes", "Jeg glæder mig")
    with acting(team.account("teacher")):
        for change in (
            lambda: Reply.objects.update(says="another-time"),
            lambda: ReplyWords.objects.update(text="x"),
            lambda: ReplyWords.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_what_is_said_with_an_answer_is_for_whoever_leads_and_hosts(town: Town) -> None:
    """By the database: members who neither lead nor host this time read the answer alone."""
    team = call(town, forum=found(town, closed=True))
    say(team, "teacher", "another-time", "Kun om fredagen")
    read = {}
    for name in (LEADS, "teacher", "health-visitor", "outsider"):
        with acting(team.account(name)):
            read[name] = (Reply.objects.count(), ReplyWords.objects.count())
    assert read == {LEADS: (1, 1), "teacher": (1, 1), "health-visitor": (1, 0), "outsider": (0, 0)}
    with acting(team.account(LEADS)):
        Meeting.objects.update(host=team.account("health-visitor"))
    with acting(team.account("health-visitor")):
        assert ReplyWords.objects.get().text == "Kun om fredagen"

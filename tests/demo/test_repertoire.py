"""Every way of meeting has a life in the demonstration, behind the walls it has at work."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.demo.afterwards import MEANT, WRITTEN
from tovholder.gatherings.models import Contribution, Mark, Task
from tovholder.gatherings.models import Meeting as Gathering
from tovholder.gatherings.panels import Waits, on_the_day_of
from tovholder.meetings.evaluating import over_time
from tovholder.meetings.models import Contribution as Said
from tovholder.meetings.models import Meeting, Wording
from tovholder.meetings.sitting import sit
from tovholder.organisation.models import Account, Forum
from tovholder.organisation.working_days import is_working_day

pytestmark = pytest.mark.demonstration

AT_WORK = ("teacher", "teacher-2", "social-worker", "psychologist", "health-visitor", "leader")
CLOSED = ("leader-talk@1", "supervision@1")


def account(name: str) -> Account:
    return Account.objects.get(username=name)


def held_by(kind: type[Gathering] | type[Meeting]) -> set[str]:
    """The methods of every meeting that was held and that one of the cast can read."""
    found: set[str] = set()
    for name in AT_WORK:
        with acting(account(name)):
            found |= set(kind.objects.ended().values_list("method", flat=True))
    return found


@pytest.fixture
def told(own_database: str) -> str:
    return own_database


def test_every_way_for_teams_to_meet_has_been_held(told: str) -> None:
    methods = catalogue().methods.values()
    gathered = {method.reference for method in methods if method.is_for_forum}
    gathered -= {method.reference for method in methods if method.open_days}
    assert gathered - held_by(Gathering) <= {"collaboration-agreement@1"}


def test_a_panel_was_asked_and_one_question_waits(told: str) -> None:
    asker, panel = account("teacher"), account("psychologist")
    with acting(asker):
        assert [len(one.advice) for one in on_the_day_of(asker)] == [2]
    with acting(panel):
        waiting, told_of = sorted(on_the_day_of(panel), key=lambda one: one.waits_for or "")
    assert waiting.waits_for == Waits.ANSWER
    assert is_working_day(waiting.due, "dk")
    assert waiting.due > timezone.localdate()
    assert told_of.waits_for == Waits.NEWS
    asked_before = account("outsider")
    with acting(asked_before):
        assert [one.waits_for for one in on_the_day_of(asked_before)] == [Waits.OUTCOME]


def test_every_way_to_meet_about_a_child_has_been_held(told: str) -> None:
    methods = {name for name, method in catalogue().methods.items() if method.is_for_case}
    assert methods - held_by(Meeting) == set()


def test_a_web_is_drawn_over_the_one_before_and_nobodys_numbers_are_left(told: str) -> None:
    with acting(account("teacher")):
        latest = Gathering.objects.ended().filter(method="spider-web@1").latest("starts_at")
        assert len({kept.meeting_id for kept in sit(latest).earlier_rounds}) == 1
        assert not Mark.objects.filter(meeting=latest).exists()
    client = Client()
    client.force_login(account("teacher"))
    page = client.get(latest.address("minutes"), headers={"accept-language": "da"})
    assert "Denne gang" in page.content.decode()


@pytest.mark.parametrize("method", CLOSED)
def test_what_is_said_in_confidence_is_read_by_those_who_sat_there_alone(
    told: str, method: str
) -> None:
    with acting(account("social-worker" if method == "leader-talk@1" else "psychologist")):
        meeting = Gathering.objects.ended().get(method=method)
        assert Contribution.objects.filter(meeting=meeting).exists()
    for name in ("admin", "school-leader", "teacher", "outsider"):
        client = Client()
        client.force_login(account(name))
        assert client.get(meeting.address("minutes")).status_code == 404
        with acting(account(name)):
            assert not Contribution.objects.filter(meeting=meeting).exists()


def test_a_team_has_answered_for_what_it_promised_before(told: str) -> None:
    with acting(account("teacher")):
        network = Forum.objects.get(name="Netværket i Distrikt Øst")
        late = timezone.localdate() - timedelta(days=30)
        assert not Task.objects.of(network).open().filter(due__lt=late).exists()
        assert Task.objects.of(network).filter(end__isnull=False).exists()
        assert Gathering.objects.of(network).upcoming().exists()


def test_a_plan_made_with_a_child_is_looked_at_again_by_all_who_made_it(told: str) -> None:
    teacher = account("teacher")
    with acting(teacher):
        held = Meeting.objects.ended().filter(case__person__given_name="Freja")
        methods = list(held.order_by("starts_at").values_list("method", flat=True))
        assert methods == ["child-interview@1", "child-plan-meeting@1", "follow-up@1"]
        made = held.get(method="child-plan-meeting@1")
        names = {chair.name.split()[0] for chair in made.invitations.all()}
        assert names == {"Freja", "Sanne", "Mette", "Sofie"}
        # What she lets all there know lies beside the board; what is for nobody does not.
        known = {statement.text for statement in sit(made).told_to_all}
        assert "Når jeg kommer for sent, kigger alle." in known
        assert not any("sover ikke" in text for text in known)


def test_lars_meetings_were_found_and_one_sentence_was_corrected(told: str) -> None:
    teacher = account("teacher")
    with acting(teacher):
        held = Meeting.objects.ended().filter(case__person__given_name="Lars")
        around = list(held.exclude(method="child-interview@1").order_by("starts_at"))
        drawn = over_time(around)
        assert drawn is not None
        assert len(drawn.lines[0].rows) == len(around) == 3
        corrected = Said.objects.filter(meeting=around[-1], version__gt=1)
        assert [word.text for word in corrected] == [MEANT]
        assert Wording.objects.filter(contribution__in=corrected, text=WRITTEN).exists()
        final = [one.minutes_are_final for one in around]
    assert final == [True, True, False]

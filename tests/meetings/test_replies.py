"""Whether one comes: one tap, as often as one likes; the family may say no, a colleague sends
another, and where the person matters the time is what is changed (S-55)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.access import Right, rights_of
from tovholder.catalogue import catalogue
from tovholder.meetings import actions
from tovholder.meetings.models import Invitation, Meeting, Reply, ReplyWords
from tovholder.meetings.replying import answers_at, answers_to, open_to
from tovholder.organisation.models import Account, Professional

pytestmark = pytest.mark.django_db
FAR = timedelta(days=9)


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


def say(table: Table, who: str, says: str, words: str = "") -> Reply:
    account = table.account(who)
    with acting(account):
        meeting = Meeting.objects.get()
        return actions.reply(
            meeting=meeting, says=says, words=words, starts_at=meeting.starts_at, by=account
        )


def trust(table: Table, who: str) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        actions.trust(invitation=table.voice(who), trusted=True, by=worker)


def signed_in(table: Table, name: str) -> Client:
    client = Client()
    client.force_login(table.account(name))
    return client


def page(table: Table, name: str, path: str = "") -> str:
    return signed_in(table, name).get(path or table.meeting.address("invitation")).content.decode()


def answered(table: Table) -> str:
    with acting(table.account("social-worker")):
        return str(answers_at([Meeting.objects.get()])[table.meeting.pk])


def test_the_family_may_say_no_and_nobody_asks_why(table: Table) -> None:
    client = signed_in(table, "mother")
    asked = client.get("/").content.decode()
    assert table.meeting.address("reply") in asked
    assert "Jeg kommer" in asked
    sent = {"says": "cannot", "starts_at": table.meeting.starts_at.isoformat()}
    answer = client.post(table.meeting.address("reply"), sent, follow=True).content.decode()
    assert "du behøver ikke sige hvorfor" in answer
    assert "Du har svaret: Jeg kan ikke komme" in answer
    assert table.meeting.address("reply") not in client.get("/").content.decode()


def test_whoever_called_sees_who_has_answered_and_the_others_only_who_comes(table: Table) -> None:
    assert answered(table) == "0 of 3 have answered."
    say(table, "mother", "another-time", "Helst om aftenen")
    say(table, "psychologist", "comes")
    assert answered(table) == "2 of 3 have answered."
    leads = page(table, "social-worker")
    assert "2 af 3 har svaret" in leads
    assert "Kirsten Test Berggren beder om et andet tidspunkt" in leads
    assert "Helst om aftenen" in leads
    assert table.meeting.address("reschedule") in leads
    day = page(table, "social-worker", "/")
    assert "2 af 3 har svaret" in day
    assert "beder om et andet tidspunkt" in day
    for name in ("teacher", "psychologist"):
        assert "Helst om aftenen" not in page(table, name)
        assert "beder om et andet tidspunkt" not in page(table, name)
        assert "Kommer" in page(table, name)
        assert "har svaret." not in page(table, name, "/")


def test_a_professional_has_no_no(table: Table) -> None:
    with pytest.raises(ValidationError, match="a colleague comes"):
        say(table, "teacher", "another-time")
    shown = page(table, "teacher")
    assert 'value="comes"' in shown
    assert 'value="cannot"' not in shown
    assert table.meeting.address("substitute") in shown
    sent = {"says": "cannot", "starts_at": table.meeting.starts_at.isoformat()}
    answer = signed_in(table, "teacher").post(table.meeting.address("reply"), sent)
    assert answer.status_code == 422
    with acting(table.account("social-worker")):
        assert not Reply.objects.exists()


def test_where_the_person_matters_the_time_is_moved_and_that_is_offered_first(table: Table) -> None:
    trust(table, "teacher")
    shown = page(table, "teacher")
    assert 'value="another-time"' in shown
    assert table.meeting.address("substitute") not in shown
    say(table, "mother", "another-time")
    say(table, "teacher", "another-time")
    leads = page(table, "social-worker")
    first, then = leads.index("som familien har tillid til, kan ikke"), leads.index("beder om et")
    assert first < then


def test_where_no_colleague_can_come_the_time_is_what_can_change(table: Table) -> None:
    with acting(table.account("teacher")):
        chair = table.voice("teacher")
        assert [str(one) for one in open_to(table.meeting, chair)] == ["comes"]
    teacher = table.account("teacher").professional
    elsewhere = table.account("psychologist").professional.unit
    here = Professional.objects.filter(unit=teacher.unit).exclude(pk=teacher.pk)
    here.update(unit=elsewhere)
    with acting(table.account("teacher")):
        chair = table.voice("teacher")
        assert [str(one) for one in open_to(table.meeting, chair)] == ["comes", "another-time"]


def test_a_meeting_that_is_moved_asks_again(table: Table) -> None:
    say(table, "mother", "comes")
    old = table.meeting.starts_at
    worker = table.account("social-worker")
    starts = timezone.now().replace(microsecond=0) + FAR
    with acting(worker):
        actions.reschedule(
            meeting=table.meeting, number=0, starts_at=starts, ends_at=starts + timedelta(hours=1),
            place="", because="Kursus", by=worker,
        )  # fmt: skip
    assert answered(table) == "0 of 3 have answered."
    mother = table.account("mother")
    with acting(mother), pytest.raises(ValidationError, match="has been moved to"):
        actions.reply(
            meeting=Meeting.objects.get(), says="comes", words="", starts_at=old, by=mother
        )
    assert table.meeting.address("reply") in page(table, "mother", "/")


def test_the_last_answer_counts_and_the_first_is_kept(table: Table) -> None:
    say(table, "mother", "cannot")
    say(table, "mother", "comes")
    with acting(table.account("social-worker")):
        chairs = list(Invitation.objects.standing().in_order())
        answers = answers_to(Meeting.objects.get(), chairs)
        assert Reply.objects.count() == 2
    assert answers.unsuited == []
    assert list(answers.given.values()) == ["comes"]


def test_nobody_answers_once_it_has_begun_nor_without_a_chair(table: Table) -> None:
    with pytest.raises(ValidationError, match="Those who are invited"):
        say(table, "therapist", "comes")
    table.begin()
    with pytest.raises(ValidationError, match="has begun"):
        say(table, "mother", "comes")
    assert table.meeting.address("reply") not in page(table, "mother")


def raw(table: Table, who: str, by: Account, **other: str) -> Reply:
    chair = table.voice(who)
    return Reply(
        case_id=table.meeting.case_id, invitation=chair, starts_at=table.meeting.starts_at, by=by,
        **({"says": "comes", "side": chair.side} | other),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "by", "other"),
    [
        ("mother", "social-worker", {}),
        ("teacher", "teacher", {"says": "cannot"}),
        ("teacher", "teacher", {"says": "cannot", "side": "family"}),
        ("mother", "mother", {"says": "perhaps"}),
    ],
)
def test_the_database_knows_who_answers_what(
    table: Table, who: str, by: str, other: dict[str, str]
) -> None:
    account = table.account(by)
    row = raw(table, who, account, **other)
    with acting(account), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_an_answer_is_never_changed_and_never_seen_from_outside(table: Table) -> None:
    say(table, "mother", "cannot", "hemmeligt")
    with acting(table.account("mother")):
        for change in (lambda: Reply.objects.update(says="comes"), Reply.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    with acting(table.account("outsider")):
        assert not Reply.objects.exists()


def words_read_by(table: Table, name: str) -> list[str]:
    with acting(table.account(name)):
        assert Reply.objects.exists() == (name not in {"father", "outsider", "leader"})
        return [said.text for said in ReplyWords.objects.all()]


def test_what_is_said_with_an_answer_is_for_whoever_leads(table: Table) -> None:
    """What leaks if a page forgot who leads: nothing, by the database."""
    say(table, "mother", "another-time", "Helst om aftenen")
    for name in ("mother", "social-worker"):
        assert words_read_by(table, name) == ["Helst om aftenen"]
    for name in ("teacher", "psychologist", "father", "outsider", "leader"):
        assert words_read_by(table, name) == []


def test_whoever_holds_the_rope_reads_what_is_said_and_lets_go_of_it_with_the_rope(
    table: Table,
) -> None:
    """Coordinating is no seat of its own: the last yes counts, as at the door."""
    say(table, "mother", "another-time", "Helst om aftenen")
    assert words_read_by(table, "teacher") == []
    hand_over(table, "teacher")
    assert words_read_by(table, "teacher") == ["Helst om aftenen"]
    assert "Helst om aftenen" in page(table, "teacher")
    hand_over(table, "psychologist")
    assert words_read_by(table, "teacher") == []
    assert words_read_by(table, "psychologist") == ["Helst om aftenen"]


def hand_over(table: Table, name: str) -> None:
    worker, one = table.account("social-worker"), table.account(name)
    with acting(worker):
        asked = cases.ask_to_coordinate(case=table.meeting.case, to=one, by=worker)
    with acting(one):
        cases.answer_handover(handover=asked, accepted=True, by=one)


def test_words_go_with_ones_own_answer_and_are_never_changed(table: Table) -> None:
    said = say(table, "mother", "cannot", "hemmeligt")
    mine = say(table, "teacher", "comes")
    for name, reply in (("teacher", said), ("social-worker", mine)):
        with acting(table.account(name)), pytest.raises(DatabaseError), transaction.atomic():
            ReplyWords.objects.create(case_id=table.meeting.case_id, reply=reply, text="Ikke sagt")
    with acting(table.account("mother")):
        for change in (
            lambda: ReplyWords.objects.update(text="x"),
            ReplyWords.objects.all().delete,
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_the_database_names_the_roles_that_lead() -> None:
    """The wall around the words of an answer knows two roles; the catalogue gives the right."""
    leads = {name for name in catalogue().roles if Right.MEET in rights_of([name])}
    assert leads == {"authority", "coordinator"}


def test_the_invitation_asks_as_often_for_many_as_for_one(gathering: Gathering) -> None:
    counted = []
    for names in (("mother", "social-worker"), ("mother", "social-worker", "psychologist")):
        table = call(gathering, *names)
        client = signed_in(table, "social-worker")
        client.get(table.meeting.address("invitation"))
        with CaptureQueriesContext(connection) as queries:
            client.get(table.meeting.address("invitation"))
        counted.append(len(queries))
    assert counted[0] == counted[1]

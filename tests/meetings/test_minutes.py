"""A draft that each reads and corrects, then final: both are facts of the database."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tests.meetings.test_meeting_actions import close_well
from tovholder.audit.context import acting
from tovholder.cases.actions import close
from tovholder.meetings import actions
from tovholder.meetings.actions.writing import Conflict
from tovholder.meetings.models import (
    Attendance,
    Contribution,
    Invitation,
    Meeting,
    MeetingEnd,
    MinutesFinal,
    MinutesRead,
    Passage,
    Removal,
    Wording,
)
from tovholder.plans import actions as plans
from tovholder.plans.models import Goal, Sign, Task

pytestmark = pytest.mark.django_db
SAID, MEANT = "Han er altid sur", "Han er træt, når han kommer hjem"


@pytest.fixture
def table(gathering: Gathering) -> Table:
    """A meeting that has ended, with a word of the mother's and one of the teacher's."""
    table = call(gathering, companion="Karen Holm")
    table.go_to("story")
    table.say("mother", SAID, step="story", column="seen")
    table.say("teacher", "Han går for sig selv", step="story", column="seen")
    end(table)
    return table


def end(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        MeetingEnd.objects.create(case_id=table.meeting.case_id, meeting=table.meeting, by=worker)


def signed_in(table: Table, name: str) -> Client:
    client = Client()
    client.force_login(table.account(name))
    return client


def url(table: Table, name: str, *more: object) -> str:
    return reverse(f"meetings:{name}", args=[table.meeting.pk, *more])


def word_of(table: Table, name: str) -> Contribution:
    with acting(table.account(name)):
        word = Contribution.objects.select_related("voice").get(
            meeting=table.meeting, voice__account=table.account(name)
        )
        word.meeting = Meeting.objects.get(pk=table.meeting.pk)
    return word


def correct(table: Table, whose: str, text: str = MEANT, *, by: str = "", version: int = 1):
    account = table.account(by or whose)
    word = word_of(table, whose)
    with acting(account):
        return actions.correct_word(contribution=word, version=version, text=text, by=account)


def finish(table: Table) -> MinutesFinal:
    worker = table.account("social-worker")
    with acting(worker):
        return actions.make_final(meeting=Meeting.objects.get(pk=table.meeting.pk), by=worker)


def sent(text: str, version: int = 1) -> dict[str, str]:
    return {"text": text, "version": str(version), "once": str(uuid.uuid4())}


def test_a_correction_shows_what_stood_there_with_who_and_when(table: Table) -> None:
    mother = signed_in(table, "mother")
    word = word_of(table, "mother")
    assert url(table, "word", word.pk) in mother.get(url(table, "minutes")).content.decode()
    answer = mother.post(url(table, "word", word.pk), sent(MEANT))
    assert answer.status_code == 303
    assert answer["Location"] == f"{url(table, 'minutes')}#word-{word.pk}"
    for name in ("mother", "teacher", "social-worker"):
        page = signed_in(table, name).get(url(table, "minutes")).content.decode()
        assert f"<del>{SAID}</del>" in page
        assert MEANT in page
        assert f"rettet af {table.account('mother').name}" in page


def test_nobody_corrects_anothers_words_not_even_who_leads(table: Table) -> None:
    word = word_of(table, "mother")
    for name in ("social-worker", "teacher"):
        client = signed_in(table, name)
        assert url(table, "word", word.pk) not in client.get(url(table, "minutes")).content.decode()
        answer = client.post(url(table, "word", word.pk), sent("Vi var enige"))
        assert answer.status_code == 422
        assert "Kun" in answer.content.decode()
    with pytest.raises(ValidationError, match=r"Only|Kun"):
        correct(table, "mother", by="social-worker")
    assert word_of(table, "mother").text == SAID


def test_the_database_itself_keeps_anothers_words(table: Table) -> None:
    word, worker = word_of(table, "mother"), table.account("social-worker")
    own = table.voice("social-worker")
    wording = {"case_id": word.case_id, "contribution": word, "version": 1}
    for change in (
        lambda: Contribution.objects.filter(pk=word.pk).update(text="Vi var enige"),
        lambda: Contribution.objects.filter(pk=word.pk).update(voice=own),
        lambda: Wording.objects.create(**wording, text=SAID, by=worker),
        lambda: Wording.objects.create(**wording, text="Jeg er uenig", by=table.account("mother")),
        lambda: Removal.objects.create(case_id=word.case_id, contribution=word, by=worker),
        lambda: table.say("social-worker", "Noget nyt", step="story", column="seen"),
        lambda: Contribution.objects.create(
            case_id=word.case_id, meeting=word.meeting, step="story", column="seen", text="Nyt",
            voice=own, written_by=worker,
        ),
    ):  # fmt: skip
        with acting(worker), pytest.raises((DatabaseError, ValidationError)), transaction.atomic():
            change()


def test_no_correction_is_silent(table: Table) -> None:
    """One's own words are not changed either without what stood there before."""
    word, mother = word_of(table, "mother"), table.account("mother")
    with acting(mother):
        for change in (
            lambda: Contribution.objects.filter(pk=word.pk).update(text=MEANT, version=2),
            lambda: Contribution.objects.filter(pk=word.pk).update(step="meaning"),
            lambda: Wording.objects.create(
                case_id=word.case_id, contribution=word, version=1, text="Noget helt andet",
                by=mother,
            ),
        ):  # fmt: skip
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_who_held_the_pen_corrects_for_one_who_cannot_sign_in(gathering: Gathering) -> None:
    table = call(gathering, companion="Karen Holm")
    table.go_to("story")
    with acting(table.account("social-worker")):
        voice = Invitation.objects.get(meeting=table.meeting, side="companion")
        voice.meeting = table.meeting
        word = actions.add_word(
            meeting=table.meeting, step="story", column="seen", text="Kun glad", voice=voice,
            by=table.account("social-worker"),
        )  # fmt: skip
    end(table)
    word.meeting = Meeting(pk=table.meeting.pk)
    with acting(table.account("social-worker")):
        word.meeting = Meeting.objects.get(pk=table.meeting.pk)
        corrected = actions.correct_word(
            contribution=word, version=1, text="Glad", by=table.account("social-worker")
        )
        assert corrected.text == "Glad"
    with acting(table.account("mother")), pytest.raises(ValidationError, match=r"Only|Kun"):
        actions.correct_word(contribution=word, version=2, text="Vred", by=table.account("mother"))


def test_a_changed_word_at_the_board_is_no_correction(gathering: Gathering) -> None:
    table = call(gathering)
    table.go_to("story")
    word = table.say("mother", SAID, step="story", column="seen")
    worker = table.account("social-worker")
    word.meeting = table.meeting
    with acting(worker):
        actions.change_word(contribution=word, version=1, text=MEANT, by=worker)
    end(table)
    page = signed_in(table, "mother").get(url(table, "minutes")).content.decode()
    assert MEANT in page
    assert "<del>" not in page


def test_of_two_windows_the_second_gets_both_texts(table: Table) -> None:
    mother, word = signed_in(table, "mother"), word_of(table, "mother")
    assert mother.post(url(table, "word", word.pk), sent(MEANT)).status_code == 303
    second = mother.post(url(table, "word", word.pk), sent("Han er ked af det"))
    page = second.content.decode()
    assert second.status_code == 409
    assert MEANT in page
    assert "Han er ked af det" in page
    with pytest.raises(Conflict):
        correct(table, "mother", "Noget tredje")
    assert mother.post(url(table, "word", word.pk), sent(MEANT, 1)).status_code == 303
    with acting(table.account("mother")):
        assert Wording.objects.filter(contribution=word).count() == 1


def test_each_says_for_themselves_that_they_have_read_it(table: Table) -> None:
    mother, teacher = table.account("mother"), table.voice("teacher")
    client = signed_in(table, "mother")
    assert "Jeg har læst det" in client.get(url(table, "minutes")).content.decode()
    for _ in range(2):
        posted = client.post(url(table, "have_read"), {"once": str(uuid.uuid4())})
        assert posted.status_code == 303
    assert "Jeg har læst det" not in client.get(url(table, "minutes")).content.decode()
    with acting(mother):
        assert MinutesRead.objects.get().by == mother
        with pytest.raises(ValidationError, match=r"themselves|for sig selv"):
            actions.have_read(invitation=teacher, by=mother)
        for by in (mother, table.account("teacher")):
            with pytest.raises(DatabaseError), transaction.atomic():
                MinutesRead.objects.create(case_id=teacher.case_id, invitation=teacher, by=by)


def test_what_is_to_be_read_stands_in_ones_day_until_it_is(table: Table) -> None:
    told = "Læs referatet af mødet om"
    teacher = signed_in(table, "teacher")
    assert told in teacher.get("/").content.decode()
    assert told not in signed_in(table, "health-visitor").get("/").content.decode()
    teacher.post(url(table, "have_read"), {"once": str(uuid.uuid4())})
    assert told not in teacher.get("/").content.decode()
    mother = signed_in(table, "mother")
    assert "ret dine egne ord" in mother.get("/").content.decode()
    mother.post(url(table, "have_read"), {"once": str(uuid.uuid4())})
    assert "ret dine egne ord" not in mother.get("/").content.decode()


def test_who_was_not_there_is_not_asked(table: Table) -> None:
    with acting(table.account("social-worker")):
        Attendance.objects.create(
            case_id=table.meeting.case_id, invitation=table.voice("teacher"), here=False,
            by=table.account("social-worker"),
        )  # fmt: skip
    teacher = signed_in(table, "teacher")
    assert "Læs referatet af mødet om" not in teacher.get("/").content.decode()
    assert teacher.post(url(table, "have_read"), {}).status_code == 404
    page = signed_in(table, "social-worker").get(url(table, "make_final")).content.decode()
    assert table.account("teacher").name not in page.split("<main")[1]


def test_after_a_month_nobody_is_asked_any_more(table: Table) -> None:
    with acting(table.account("teacher")):
        unread = Meeting.objects.with_reading_of(table.account("teacher").pk)
        assert unread.get().unread
    other = call(table.gathering, days=3)
    other.begin()
    with acting(table.account("social-worker")):
        MeetingEnd.objects.create(
            case_id=other.meeting.case_id, meeting=other.meeting,
            by=table.account("social-worker"), at=timezone.now() - timedelta(days=31),
        )  # fmt: skip
    with acting(table.account("teacher")):
        found = Meeting.objects.with_reading_of(table.account("teacher").pk)
        assert [one.pk for one in found if one.unread] == [table.meeting.pk]


def test_who_leads_makes_it_final_and_is_told_who_has_not_read(table: Table) -> None:
    signed_in(table, "mother").post(url(table, "have_read"), {"once": str(uuid.uuid4())})
    worker = signed_in(table, "social-worker")
    page = worker.get(url(table, "make_final")).content.decode().split("<main")[1]
    assert table.account("teacher").name in page
    assert table.account("mother").name not in page
    first = worker.post(url(table, "make_final"), {"once": str(uuid.uuid4())})
    assert first.status_code == 303
    again = worker.post(url(table, "make_final"), {"once": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "endelig" in again.content.decode()
    read = signed_in(table, "teacher").get(url(table, "minutes")).content.decode()
    assert "gjorde referatet endeligt" in read
    for name in ("teacher", "mother"):
        assert signed_in(table, name).get(url(table, "make_final")).status_code == 403


def test_final_is_final_whoever_writes_whatever_the_page(table: Table) -> None:
    word, mother = word_of(table, "mother"), table.account("mother")
    finish(table)
    with pytest.raises(ValidationError, match=r"final|endelig"):
        correct(table, "mother")
    answer = signed_in(table, "mother").post(url(table, "word", word.pk), sent(MEANT))
    assert answer.status_code == 422
    rows = {"case_id": word.case_id}
    with acting(mother):
        for write in (
            lambda: Contribution.objects.filter(pk=word.pk).update(text=MEANT),
            lambda: Wording.objects.create(
                **rows, contribution=word, version=1, text=SAID, by=mother
            ),
            lambda: Attendance.objects.create(**rows, invitation=word.voice, here=False, by=mother),
            lambda: Passage.objects.create(
                **rows, meeting=word.meeting, step="story", opened=True, by=mother, order=99
            ),
            lambda: Meeting.objects.filter(pk=word.meeting_id).update(purpose="Et andet"),
            lambda: Invitation.objects.filter(pk=word.voice_id).update(name="En anden"),
            lambda: MinutesFinal.objects.all().delete(),
            lambda: MinutesFinal.objects.update(at=timezone.now()),
            lambda: MinutesFinal.objects.create(**rows, meeting=word.meeting, by=mother),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()


def test_every_table_of_the_minutes_is_locked() -> None:
    """A new table of a meeting is locked with the others, or it is said here why not."""
    open_after = {
        "meetingend", "minutesread", "minutesfinal",
        "maybetold",  # the child decides at any time who may know
        "outcome",  # whether a panel's advice was of use, told after the answer
        "seen",  # how adults see the child's week, on any day; no part of a meeting's minutes
        "place",  # never changed; which place a meeting has is locked with the meeting
        "replywords",  # written with an answer, which is locked, for whoever leads; in no minutes
        "signature",  # in force by everyone's, and whoever came since gives theirs on any day
        "agreement", "agreementpoint",  # in force by everyone's signature, and never changed then
    }  # fmt: skip
    for book in ("meetings", "gatherings"):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'refuse_when_final'"
            )
            locked = {name for (name,) in cursor.fetchall()}
        tables = {name for name in connection.introspection.table_names() if name.startswith(book)}
        free = {name.partition("_")[2] for name in tables - locked}
        assert free - {"task", "taskend"} <= open_after, book


def test_what_has_not_ended_is_not_made_final(gathering: Gathering) -> None:
    table = call(gathering)
    table.begin()
    worker = table.account("social-worker")
    with pytest.raises(ValidationError, match="not ended"):
        finish(table)
    with acting(worker), pytest.raises(DatabaseError), transaction.atomic():
        MinutesFinal.objects.create(case_id=table.meeting.case_id, meeting=table.meeting, by=worker)


def test_it_is_still_read_when_it_is_final(table: Table) -> None:
    finish(table)
    teacher = signed_in(table, "teacher")
    assert teacher.post(url(table, "have_read"), {"once": str(uuid.uuid4())}).status_code == 303


def test_in_a_closed_case_nothing_is_offered(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        close(case=table.gathering.case, kind="reached", reason="Det går godt", by=worker)
    for name in ("mother", "social-worker"):
        page = signed_in(table, name).get(url(table, "minutes"))
        assert page.status_code == 200
        for offer in ("/words/", "/minutes/read/", "/minutes/final/"):
            assert offer not in page.content.decode()


@pytest.mark.parametrize("model", [MinutesRead, MinutesFinal])
def test_nobody_outside_sees_who_has_read_or_finished(
    table: Table, model: type[MinutesRead] | type[MinutesFinal]
) -> None:
    signed_in(table, "mother").post(url(table, "have_read"), {"once": str(uuid.uuid4())})
    finish(table)
    with acting(table.account("teacher")):
        assert model.objects.exists()
    for name in ("outsider", "leader", "admin", "father"):
        with acting(table.account(name)):
            assert not model.objects.exists()
            assert not model.objects.visible_to(table.account(name)).exists()


def test_the_minutes_cost_the_same_however_much_was_corrected(table: Table) -> None:
    def cost() -> int:
        client = signed_in(table, "social-worker")
        client.get(url(table, "minutes"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url(table, "minutes"))
        return len(asked)

    before = cost()
    for version in range(1, 6):
        correct(table, "mother", f"{MEANT} {version}", version=version)
    for name in ("mother", "teacher", "psychologist"):
        signed_in(table, name).post(url(table, "have_read"), {"once": str(uuid.uuid4())})
    assert cost() == before


def test_what_was_agreed_reads_as_it_was_agreed_whatever_the_plan_says_later(
    gathering: Gathering,
) -> None:
    table = call(gathering)
    table.go_to("goals")
    close_well(table)
    worker = table.account("social-worker")
    with acting(worker):
        goal, task = Goal.objects.get(), Task.objects.get()
        plans.edit_goal(goal=goal, version=1, text="Noget helt andet", by=worker)
        plans.add_sign(goal=goal, text="Et nyt tegn", by=worker)
        sign = Sign.objects.get(text="Tegn child")
        plans.drop_sign(sign=sign, because="Ikke mere", by=worker)
        plans.edit_task(task=task, version=1, text="Spiser aftensmad", due=in_days(9), by=worker)
    page = signed_in(table, "mother").get(url(table, "minutes")).content.decode()
    for kept in ("Lars er med i legen", "Tegn child", "Spiser morgenmad sammen"):
        assert kept in page
    for later in ("Noget helt andet", "Et nyt tegn", "Spiser aftensmad"):
        assert later not in page

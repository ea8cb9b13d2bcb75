"""A meeting from the first word to the last, through the actions alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.cases.actions import close
from tovholder.meetings import actions
from tovholder.meetings.actions.preparing import Answer
from tovholder.meetings.actions.writing import Conflict
from tovholder.meetings.engine.kinds.close import left_open
from tovholder.meetings.engine.kinds.kind import AtStep
from tovholder.meetings.models import (
    CallingOff,
    Contribution,
    Meeting,
    Passage,
    Preparation,
    Wording,
)
from tovholder.meetings.questions import questions_of
from tovholder.meetings.sitting import sit
from tovholder.plans.models import Goal, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


def said_by_all(table: Table, step: str) -> None:
    for who in ("mother", "teacher", "psychologist"):
        table.say(who, f"{who} siger noget", step=step)


def test_calling_sets_chairs_and_gives_the_pen(table: Table):
    with acting(table.account("mother")):
        names = {chair.title for chair in table.sitting().invitations}
        assert table.meeting.pen_holder == table.account("social-worker")
        assert len(names) == 4


def test_a_meeting_that_ends_before_it_begins_is_refused(gathering: Gathering):
    worker = gathering.account("social-worker")
    now = timezone.now()
    with acting(worker), pytest.raises(ValidationError, match="ends before"):
        actions.call(
            case=gathering.case, method="five-steps@1", purpose="x", starts_at=now,
            ends_at=now - timedelta(hours=1), place="", chairs=[], by=worker,
        )  # fmt: skip


def test_a_companion_has_a_chair_and_no_account(gathering: Gathering):
    table = call(gathering, companion="Karen Bisidder")
    with acting(table.account("mother")):
        companion = next(c for c in table.sitting().invitations if c.side == "companion")
        assert companion.account is None


def test_what_is_prepared_is_theirs_alone_until_they_are_ready(table: Table):
    mother, worker = table.account("mother"), table.account("social-worker")
    answers = [
        Answer("story", "seen", "Han er træt om morgenen"),
        Answer("story", "strengths", "Det siger jeg selv", held_back=True),
    ]
    with acting(mother):
        actions.save_answers(invitation=table.voice("mother"), answers=answers, by=mother)
        assert Preparation.objects.count() == 2
    with acting(worker):
        assert Preparation.objects.count() == 0
        assert Contribution.objects.count() == 0
    with acting(mother):
        actions.be_ready(invitation=table.voice("mother"), answers=answers, by=mother)
    with acting(worker):
        assert Preparation.objects.count() == 0
        board = table.sitting()
        assert [w.text for w in board.words_in("story")["seen"]] == ["Han er træt om morgenen"]
        assert [w.voice.name for w in board.contributions] == [mother.name]


def test_preparing_again_brings_the_board_up_to_date(table: Table):
    mother = table.account("mother")
    with acting(mother):
        for answer in (
            Answer("story", "seen", "Første"),
            Answer("story", "seen", "Anden"),
            Answer("story", "seen", "Anden", held_back=True),
        ):
            actions.be_ready(invitation=table.voice("mother"), answers=[answer], by=mother)
        assert Contribution.objects.standing().count() == 0
        assert [wording.text for wording in Wording.objects.all()] == ["Første"]


def test_every_question_has_words(table: Table):
    method = table.sitting().method
    ours, theirs = questions_of(method, "professional"), questions_of(method, "family")
    assert all(question.title and question.text for question in ours)
    assert [question.key for question in ours] == [question.key for question in theirs]
    assert all(one.text != other.text for one, other in zip(ours, theirs, strict=True))


def test_a_solution_offered_early_is_parked_until_efforts_open(table: Table):
    table.go_to("story")
    early = table.say("teacher", "Han skal have en støttepædagog", step="efforts")
    assert early.parked_at
    with acting(table.account("mother")):
        assert table.sitting().parked_for("efforts") == [early]
    said_by_all(table, "story")
    for step in ("meaning",):
        table.move(step)
        said_by_all(table, step)
    table.move("goals")
    table.move("efforts")
    assert table.say("teacher", "Senere", step="efforts").parked_at is None
    with acting(table.account("mother")):
        assert not Passage.objects.exclude(stepped_over=[]).filter(step="efforts").exists()


def test_efforts_wait_for_the_family_and_two_professions_and_one_tap_goes_on(table: Table):
    table.go_to("goals")
    with pytest.raises(ValidationError) as refused:
        table.move("efforts")
    assert len(refused.value.messages) == 2
    table.move("efforts", over=True)
    with acting(table.account("mother")):
        passage = Passage.objects.get(step="efforts")
        assert passage.stepped_over == ["steps-have-words"]


def test_steps_come_in_their_order_and_one_may_go_back(table: Table):
    table.go_to("story")
    with pytest.raises(ValidationError, match="order"):
        table.move("goals")
    table.move("framing")
    assert table.where() == "framing"


def test_a_step_the_table_has_not_come_to_takes_no_words(table: Table):
    table.begin()
    with pytest.raises(ValidationError, match="has not come"):
        table.say("mother", "For tidligt", step="story")


def test_only_the_pen_writes_and_the_pen_can_be_taken(table: Table):
    table.go_to("story")
    with pytest.raises(ValidationError, match="holds the pen"):
        table.say("teacher", "Mit", step="story", by="teacher")
    teacher = table.account("teacher")
    with acting(teacher):
        actions.take_pen(meeting=table.meeting, by=teacher)
    assert table.say("mother", "Hendes ord", step="story", by="teacher")


def test_together_each_writes_in_their_own_voice(gathering: Gathering):
    table = call(gathering, writing="together", companion="Karen")
    table.go_to("story")
    assert table.say("mother", "Mit eget", step="story", by="mother")
    with pytest.raises(ValidationError, match="own voice"):
        table.say("mother", "Hendes", step="story", by="teacher")
    with pytest.raises(ValidationError, match="own voice"):
        table.say("teacher", "Hans", step="story")


def test_two_who_change_one_sentence_both_keep_their_words(table: Table):
    table.go_to("story")
    word = table.say("mother", "Han sover dårligt", step="story")
    worker = table.account("social-worker")
    with acting(worker):
        word.meeting = table.meeting
        actions.change_word(contribution=word, version=1, text="Han sover lidt", by=worker)
        with pytest.raises(Conflict) as conflict:
            actions.change_word(contribution=word, version=1, text="Han sover ikke", by=worker)
        assert conflict.value.theirs == "Han sover lidt"
        assert Wording.objects.get().text == "Han sover dårligt"


def test_everyone_stays_in_their_own_half_and_only_the_family_wishes(table: Table):
    table.go_to("efforts")
    worker = table.account("social-worker")
    with acting(worker):
        task = actions.promise(
            meeting=table.meeting, step="efforts", text="Ringer hver fredag",
            voice=table.voice("teacher"), due=in_days(7), by=worker,
        )  # fmt: skip
        assert task.owner_name == table.account("teacher").name
        with pytest.raises(ValidationError, match="Only the family"):
            actions.wish(
                meeting=table.meeting, step="efforts", text="Mer hjælp",
                voice=table.voice("teacher"), of=table.voice("psychologist"), by=worker,
            )  # fmt: skip
        wish = actions.wish(
            meeting=table.meeting, step="efforts", text="En fast voksen",
            voice=table.voice("mother"), of=table.voice("teacher"), by=worker,
        )  # fmt: skip
    teacher = table.account("teacher")
    with acting(teacher):
        actions.accept_wish(
            meeting=table.meeting, task=wish, of=table.voice("teacher"), due=in_days(14),
            by=teacher,
        )  # fmt: skip
        assert [t.text for t in table.sitting().promises()] == [
            "Ringer hver fredag", "En fast voksen",
        ]  # fmt: skip


def test_a_parked_proposal_is_taken_up_or_let_go_once(table: Table):
    table.go_to("story")
    parked = table.say("teacher", "Lektiecafé", step="efforts")
    table.move("meaning")
    table.move("goals")
    table.move("efforts", over=True)
    worker = table.account("social-worker")
    with acting(worker):
        parked.meeting = table.meeting
        actions.settle(contribution=parked, task=None, by=worker)
        with pytest.raises(ValidationError, match="settled"):
            actions.settle(contribution=parked, task=None, by=worker)
        assert table.sitting().parked_for("efforts") == []


def test_an_earlier_promise_is_answered_for(table: Table):
    worker = table.account("social-worker")
    with acting(worker):
        from tovholder.plans import actions as plans

        task = plans.promise(
            case=table.meeting.case, text="Søge fritidspas", owner=worker, due=in_days(1), by=worker
        )
        with pytest.raises(ValidationError, match="why"):
            actions.review(
                meeting=table.meeting, step="earlier", task=task, outcome="not_yet", because="",
                by=worker,
            )  # fmt: skip
        actions.review(
            meeting=table.meeting, step="earlier", task=task, outcome="kept", because="", by=worker
        )
        assert not Task.objects.open().filter(pk=task.pk).exists()


def close_well(table: Table, *, ends_because: str = "") -> Meeting | None:
    worker, meeting = table.account("social-worker"), table.meeting
    with acting(worker):
        goal = actions.add_goal(
            meeting=meeting, step="goals", text="Lars er med i legen", need="En ven", by=worker
        )
        for about in ("child", "surroundings"):
            actions.add_sign(
                meeting=meeting, step="goals", goal=goal, text=f"Tegn {about}", watchers="Læreren",
                about=about, by=worker,
            )  # fmt: skip
    table.move("efforts", over=True)
    with acting(worker):
        actions.promise(
            meeting=meeting, step="efforts", text="Spiser morgenmad sammen",
            voice=table.voice("mother"), due=in_days(3), by=worker,
        )  # fmt: skip
    table.move("closing")
    with acting(worker), pytest.raises(ValidationError) as refused:
        actions.end_meeting(meeting=meeting, over=True, by=worker)
    assert len(refused.value.messages) == 2
    with acting(worker):
        actions.tell_child(
            meeting=meeting, step="closing", voice=table.voice("mother"), due=in_days(2), how="",
            by=worker,
        )  # fmt: skip
        actions.check_coherence(meeting=meeting, step="closing", hangs="yes", words="", by=worker)
        actions.continue_or_end(
            meeting=meeting, step="closing",
            next_at=None if ends_because else meeting.starts_at + timedelta(days=56),
            next_place="", ends_because=ends_because, by=worker,
        )  # fmt: skip
        return actions.end_meeting(meeting=meeting, by=worker)


def test_a_meeting_ends_with_a_plan_and_the_next_meeting_called(table: Table):
    table.go_to("goals")
    following = close_well(table)
    assert following is not None
    with acting(table.account("mother")):
        assert following.method == "follow-up@1"
        assert following.follows == table.meeting
        assert following.invitations.count() == 4
        assert Goal.objects.of(table.meeting.case).current().count() == 1
        assert Meeting.objects.upcoming().for_account(table.account("mother")).get() == following
    with pytest.raises(ValidationError, match="has ended"):
        table.say("mother", "Og en ting til", step="story")


def test_cooperation_can_end_instead(table: Table):
    table.go_to("goals")
    assert close_well(table, ends_because="Det går godt nu") is None
    with acting(table.account("mother")):
        assert not Meeting.objects.upcoming().exists()


def test_the_close_says_what_still_waits(table: Table):
    table.go_to("story")
    parked = table.say("teacher", "Lektiecafé", step="efforts")
    for step in ("meaning", "goals", "efforts"):
        table.move(step, over=True)
    worker = table.account("social-worker")
    with acting(worker):
        wish = actions.wish(
            meeting=table.meeting, step="efforts", text="En fast voksen",
            voice=table.voice("mother"), of=table.voice("teacher"), by=worker,
        )  # fmt: skip
    table.move("closing", over=True)
    assert waits(table) == ["En fast voksen", "Lektiecafé"]
    with acting(worker):
        parked.meeting = table.meeting
        actions.settle(contribution=parked, task=None, by=worker)
        actions.decline_wish(
            meeting=table.meeting, task=wish, of=table.voice("teacher"), words="Ikke nu", by=worker
        )
    assert waits(table) == []


def waits(table: Table) -> list[str]:
    with acting(table.account("mother")):
        sitting = sit(Meeting.objects.get(pk=table.meeting.pk))
        at = AtStep(sitting, sitting.method.step("closing"), table.account("mother"))
        return [one.text for one in left_open(at)]


def test_a_closed_case_calls_its_coming_meetings_off(table: Table, gathering: Gathering):
    worker = table.account("social-worker")
    begun = call(gathering, days=1)
    begun.begin()
    with acting(worker):
        close(case=gathering.case, kind="reached", reason="Lars trives", by=worker)
        off = CallingOff.objects.get()
        assert off.meeting_id == table.meeting.pk
        assert "Lars trives" in off.because
    client = Client()
    for name in ("mother", "teacher"):
        client.force_login(table.account(name))
        told = client.get("/").content.decode()
        assert "er aflyst" in told
        assert "Lars trives" in told
        assert "lokale 12" not in told

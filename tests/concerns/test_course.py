"""The course of a concern: from sent to answered, and back into the queue."""

import uuid
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tests.concerns.letters import ANSWERS, agree, hide, match_lars, try_locally, write
from tovholder.audit.context import acting
from tovholder.cases.models import Case, Seat
from tovholder.catalogue import catalogue
from tovholder.concerns import actions
from tovholder.concerns.actions.deciding import FirstQuestion, Words
from tovholder.concerns.instrument import CONCERN
from tovholder.concerns.models import Concern, Decision, Draft, Ground, Question
from tovholder.concerns.queue import next_after, queue
from tovholder.concerns.rules import next_sitting
from tovholder.concerns.standing import course_of, standing
from tovholder.consent.actions import use_exchange
from tovholder.demo.town import Town
from tovholder.organisation.models import Membership
from tovholder.people.actions import Pupil

pytestmark = pytest.mark.django_db


def memberships(town: Town, name: str) -> list[Membership]:
    return list(Membership.objects.current().filter(account=town.accounts[name]))


def waiting_ids(town: Town, name: str = "school-leader") -> list[object]:
    with acting(town.accounts[name]):
        return [row.id for row in queue(memberships(town, name))]


def sentence(town: Town, concern: Concern) -> str:
    with acting(town.accounts["teacher"]):
        fresh = Concern.objects.get(pk=concern.pk)
        return standing(fresh, course_of(fresh), timezone.localdate()).sentence


def test_sending_deletes_the_draft_and_happens_once(town: Town) -> None:
    teacher, draft = town.accounts["teacher"], uuid.uuid4()
    with acting(teacher):
        actions.save_draft(draft_id=draft, instrument=CONCERN, answers={"name": "Z"}, by=teacher)
        sent = {"draft_id": draft, "instrument": CONCERN, "answers": ANSWERS, "by": teacher}
        actions.send(**sent)
        assert not Draft.objects.exists()
        with pytest.raises(ValidationError):
            actions.send(**sent)
        with pytest.raises(ValidationError):
            actions.save_draft(draft_id=draft, instrument=CONCERN, answers={}, by=teacher)


def test_a_draft_is_its_writers_alone(town: Town) -> None:
    teacher, other = town.accounts["teacher"], town.accounts["teacher-2"]
    draft = uuid.uuid4()
    with acting(teacher):
        actions.save_draft(draft_id=draft, instrument=CONCERN, answers={"name": "Z"}, by=teacher)
    with acting(other):
        assert not Draft.objects.exists()
        actions.discard_draft(draft_id=draft, by=other)
    with acting(teacher):
        assert Draft.objects.filter(pk=draft).exists()


def test_a_workplace_without_a_triage_is_told_so(town: Town) -> None:
    visitor = town.accounts["health-visitor"]
    with acting(visitor), pytest.raises(ValidationError):
        actions.send(draft_id=uuid.uuid4(), instrument=CONCERN, answers=ANSWERS, by=visitor)


def test_the_queue_is_by_worry_and_then_by_wait(town: Town) -> None:
    green = write(town, worry="green")
    first, second = write(town), write(town)
    red = write(town, worry="red")
    with acting(town.accounts["school-leader"]):
        ordered = waiting_ids(town)
    assert ordered[0] == red.pk
    assert ordered[-1] == green.pk
    assert set(ordered[1:3]) == {first.pk, second.pk}


def test_the_next_concern_is_the_one_below_and_the_last_leads_to_the_first(town: Town) -> None:
    for worry in ("red", "yellow", "green"):
        write(town, worry=worry)
    leader = town.accounts["school-leader"]
    with acting(leader):
        mine = memberships(town, "school-leader")
        rows = [row.concern for row in queue(mine)]
        assert [next_after(each, mine) for each in rows] == [rows[1].pk, rows[2].pk, rows[0].pk]


def test_sides_that_are_missing_are_marked(town: Town) -> None:
    concern = write(town, child="", parents="")
    assert (concern.child_heard, concern.parents_heard) == (False, False)


def test_a_question_takes_it_out_of_the_queue_and_the_reply_brings_it_back(town: Town) -> None:
    concern = write(town)
    agree(town, concern)
    member, teacher = town.accounts["social-worker"], town.accounts["teacher"]
    with acting(member):
        actions.ask_for_more(concern=concern, text="Hvornår?", after=0, by=member)
    assert waiting_ids(town) == []
    with acting(teacher):
        question = Question.objects.get(concern=concern)
        assert concern in Concern.objects.waiting_for(teacher)
        actions.reply(question=question, text="Efter frokost", by=teacher)
        assert concern not in Concern.objects.waiting_for(teacher)
        with pytest.raises(ValidationError):
            actions.reply(question=question, text="Igen", by=teacher)
    assert waiting_ids(town) == [concern.pk]


def test_a_local_effort_comes_back_on_the_day_it_is_looked_at_again(town: Town) -> None:
    concern = write(town)
    agree(town, concern)
    try_locally(town, concern)
    assert waiting_ids(town) == []
    with acting(town.accounts["school-leader"]):
        Concern.objects.filter(pk=concern.pk).update(due_at=timezone.now() - timedelta(days=1))
    assert waiting_ids(town) == [concern.pk]
    with acting(town.accounts["school-leader"]):
        [row] = queue(memberships(town, "school-leader"))
    assert row.again


def test_the_leader_may_decide_locally_before_others_read(town: Town) -> None:
    concern = write(town)
    try_locally(town, concern)
    with acting(town.accounts["psychologist"]):
        assert not Concern.objects.exists()


def test_two_who_decide_at_once_do_not_overwrite_each_other(town: Town) -> None:
    concern = write(town)
    agree(town, concern)
    try_locally(town, concern)
    with pytest.raises(ValidationError):
        try_locally(town, concern, after=0)


def send_on(town: Town, concern: Concern, taken_by: str = "social-worker") -> Decision:
    leader = town.accounts["school-leader"]
    with acting(leader):
        return actions.send_on(
            concern=concern,
            reason="Flere skal hjælpes ad",
            taken_by=town.accounts[taken_by],
            taken_home=True,
            answer=Words("Vi går videre."),
            after=0,
            by=leader,
        )


def test_sending_on_opens_a_case_for_the_one_who_takes_it_home(town: Town) -> None:
    concern = write(town)
    agree(town, concern)
    match_lars(town, concern)
    decision = send_on(town, concern)
    worker = town.accounts["social-worker"]
    with acting(worker):
        case = Case.objects.visible_to(worker).get(pk=decision.case_id)
        assert case.person_id == town.persons["child"].pk
    with acting(town.accounts["psychologist"]):
        assert not Case.objects.filter(pk=decision.case_id).exists()
    assert waiting_ids(town) == []


@pytest.mark.parametrize(
    ("taken_by", "kind"), [("social-worker", "authority-work"), ("psychologist", "own-work")]
)
def test_whoever_takes_it_home_stands_on_their_own_fields_law(
    town: Town, taken_by: str, kind: str
) -> None:
    concern = write(town)
    agree(town, concern)
    match_lars(town, concern)
    decision = send_on(town, concern, taken_by=taken_by)
    with acting(town.accounts[taken_by]):
        assert Seat.objects.get(case=decision.case_id).basis.kind == kind


def test_nothing_is_sent_on_without_name_or_pupil_or_a_member(town: Town) -> None:
    anonymous, unmatched, stranger = write(town), write(town), write(town)
    hide(town, anonymous)
    match_lars(town, anonymous)
    agree(town, unmatched)
    agree(town, stranger)
    match_lars(town, stranger)
    for concern in (anonymous, unmatched):
        with pytest.raises(ValidationError):
            send_on(town, concern)
    with pytest.raises(ValidationError):
        send_on(town, stranger, taken_by="health-visitor")


def test_the_author_hears_where_it_stands(town: Town) -> None:
    concern = write(town)
    before = sentence(town, concern)
    agree(town, concern)
    match_lars(town, concern)
    send_on(town, concern)
    after = sentence(town, concern)
    assert town.accounts["social-worker"].name in after
    assert before != after


def test_reading_the_answer_takes_it_off_her_day(town: Town) -> None:
    concern, teacher = write(town), town.accounts["teacher"]
    try_locally(town, concern)
    with acting(teacher):
        [waiting] = Concern.objects.waiting_for(teacher)
        answer = waiting.decisions.get().answer
        actions.acknowledge(answer=answer, by=teacher)
        actions.acknowledge(answer=answer, by=teacher)
        assert not Concern.objects.waiting_for(teacher).exists()


def test_a_one_time_exchange_is_used_once_and_on_a_law_that_holds(town: Town) -> None:
    concern, leader = write(town), town.accounts["school-leader"]
    another = write(town)
    said = {
        "why_not": {"anonymous": "a", "with_parents": "b", "consent": "c"},
        "necessary": "Barnet er i fare for at falde fra",
        "parties": ["school"],
        "by": leader,
    }
    from tovholder.concerns.legal import bases_for_exchange

    with acting(leader):
        [basis, *_more] = bases_for_exchange("dk")
        with pytest.raises(ValidationError):
            actions.exchange_once(concern=concern, legal_basis="a-law-of-1890", **said)
        with pytest.raises(ValidationError, match=r"hvilken elev|which pupil"):
            actions.exchange_once(concern=concern, legal_basis=basis.id, **said)
    for one in (concern, another):
        match_lars(town, one)
    with acting(leader):
        actions.exchange_once(concern=concern, legal_basis=basis.id, **said)
        # It is the child that is counted: another concern about it is no new beginning.
        for one in (concern, another):
            with pytest.raises(ValidationError), transaction.atomic():
                actions.exchange_once(concern=one, legal_basis=basis.id, **said)
        assert Ground.objects.get().kind == "exchange"
        actions.exchange_once(concern=another, legal_basis=basis.id, again="Nyt er sket", **said)
        third = write(town)
    match_lars(town, third)
    with acting(leader), pytest.raises(ValidationError):
        actions.exchange_once(concern=third, legal_basis=basis.id, again="Mere", **said)


def test_a_case_after_an_exchange_has_an_end(town: Town) -> None:
    concern, leader = write(town), town.accounts["school-leader"]
    match_lars(town, concern)
    with acting(leader):
        actions.exchange_once(
            concern=concern, legal_basis="one-time-exchange", necessary="Nu", parties=["school"],
            why_not={"anonymous": "a", "with_parents": "b", "consent": "c"}, by=leader,
        )  # fmt: skip
        actions.send_on(
            concern=concern, reason="Flere må hjælpe", taken_by=leader, taken_home=True,
            answer=Words("Tak"), after=0, by=leader,
        )  # fmt: skip
        assert Seat.objects.get(account=leader).ends is not None


def test_an_exchange_is_between_those_whom_the_law_of_today_lists(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    concern, leader = write(town), town.accounts["school-leader"]
    match_lars(town, concern)
    said = {
        "why_not": {"anonymous": "a", "with_parents": "b", "consent": "c"}, "by": leader,
        "concern": concern, "necessary": "Nu", "legal_basis": "one-time-exchange",
    }  # fmt: skip
    with acting(leader):
        for parties in ([], ["psychology"], ["school", "the-press"]):
            with pytest.raises(ValidationError), transaction.atomic():
                actions.exchange_once(parties=parties, **said)
        rule = catalogue().legal_basis("one-time-exchange")
        narrow = replace(rule, parameters=MappingProxyType({"parties": ["school"]}))
        with monkeypatch.context() as narrowed:
            narrowed.setitem(catalogue().legal_bases, rule.id, narrow)
            with pytest.raises(ValidationError), transaction.atomic():
                actions.exchange_once(parties=["school", "health"], **said)
        actions.exchange_once(parties=["school", "health"], **said)


def test_only_a_party_of_the_exchange_takes_the_concern_home(town: Town) -> None:
    concern, leader = write(town), town.accounts["school-leader"]
    match_lars(town, concern)
    with acting(leader):
        actions.exchange_once(
            concern=concern, legal_basis="one-time-exchange", necessary="Nu", parties=["school"],
            why_not={"anonymous": "a", "with_parents": "b", "consent": "c"}, by=leader,
        )  # fmt: skip
    for taker in ("social-worker", "psychologist"):
        with pytest.raises(ValidationError), transaction.atomic():
            send_on(town, concern, taken_by=taker)
    assert send_on(town, concern, taken_by="school-leader").case_id


def test_an_exchange_for_the_wrong_child_counts_for_the_right_one(town: Town) -> None:
    concern, leader = write(town), town.accounts["school-leader"]
    match_lars(town, concern)
    with acting(leader):
        actions.exchange_once(
            concern=concern, legal_basis="one-time-exchange", necessary="Nu", parties=["school"],
            why_not={"anonymous": "a", "with_parents": "b", "consent": "c"}, by=leader,
        )  # fmt: skip
        other = town.persons["father"]
        pupil = Pupil(other.pk, other.name, None, "")
        actions.match(concern=concern, pupil=pupil, by=leader)
        with pytest.raises(ValidationError):
            use_exchange(person_id=other.pk, kind="one-time-exchange", by=leader)


def test_ending_keeps_the_first_question(town: Town) -> None:
    concern, leader = write(town), town.accounts["school-leader"]
    with acting(leader):
        decision = actions.end(
            concern=concern,
            first=FirstQuestion(one_person=True, reason="Løst hjemme"),
            answer=Words("Godt gået."),
            after=0,
            by=leader,
        )
    assert (decision.one_person, decision.reason) == (True, "Løst hjemme")


def test_the_next_sitting_is_the_forums_own_weekday(town: Town) -> None:
    forum, today = town.forums["triage"], timezone.localdate()
    sitting = next_sitting(forum, today)
    assert sitting.weekday() == forum.weekday
    assert 0 <= (sitting - today).days < 7

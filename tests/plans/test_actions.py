"""What is written in a plan: never overwritten in silence, never gone, refused in words."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.cast import Gathering
from tests.plans.agreed import Agreed, agree, in_days
from tovholder.audit.context import acting
from tovholder.organisation.models import Account
from tovholder.plans import actions as plans
from tovholder.plans.conflict import Conflict
from tovholder.plans.models import (
    Comment,
    Goal,
    GoalEnd,
    Observation,
    Revision,
    Sign,
    Task,
    TaskEnd,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(gathering: Gathering) -> Account:
    return gathering.account("social-worker")


@pytest.fixture
def agreed(gathering: Gathering, worker: Account) -> Iterator[Agreed]:
    """The plan, seen with the social worker's eyes."""
    made = agree(gathering)
    with acting(worker), translation.override("en"):
        yield made


def test_every_version_of_a_text_stays(agreed: Agreed, worker: Account) -> None:
    plans.edit_goal(goal=agreed.goal, version=1, text="Lars har en ven", by=worker)
    plans.edit_goal(goal=agreed.goal, version=2, text="Lars har to venner", by=worker)
    kept = Revision.objects.filter(goal=agreed.goal).order_by("version")
    assert [(one.version, one.words["text"]) for one in kept] == [
        (1, "Lars er med i legen"),
        (2, "Lars har en ven"),
        (3, "Lars har to venner"),
    ]
    assert Goal.objects.get(pk=agreed.goal.pk).version == 3


def test_the_slower_of_two_sees_both_texts(agreed: Agreed, worker: Account) -> None:
    plans.edit_goal(goal=agreed.goal, version=1, text="Først", need="Ro", by=worker)
    with pytest.raises(Conflict) as conflict:
        plans.edit_goal(goal=agreed.goal, version=1, text="Sidst", by=worker)
    assert conflict.value.theirs == {"text": "Først", "need": "Ro"}
    assert conflict.value.version == 2
    assert conflict.value.by == worker.name
    assert Goal.objects.get(pk=agreed.goal.pk).text == "Først"


def test_signs_and_promises_are_versioned_too(agreed: Agreed, worker: Account) -> None:
    plans.edit_sign(sign=agreed.child_sign, version=1, text="Han spørger", by=worker)
    task = agreed.teachers_task
    plans.edit_task(task=task, version=1, text="Laver grupper", due=in_days(9), by=worker)
    with pytest.raises(Conflict):
        plans.edit_sign(sign=agreed.child_sign, version=1, text="Nej", by=worker)
    with pytest.raises(Conflict) as conflict:
        plans.edit_task(task=task, version=1, text="Nej", due=in_days(1), by=worker)
    assert conflict.value.theirs["due"] == in_days(9).isoformat()


def test_an_observation_keeps_the_wording_it_answered(agreed: Agreed, worker: Account) -> None:
    before = plans.observe(sign=agreed.child_sign, seen="seen", by=worker)
    plans.edit_sign(sign=agreed.child_sign, version=1, text="Noget andet", by=worker)
    sign = Sign.objects.get(pk=agreed.child_sign.pk)
    after = plans.observe(sign=sign, seen="partly", by=worker)
    assert (before.sign_version, after.sign_version) == (1, 2)


@pytest.mark.parametrize(
    ("seen", "days", "words"),
    [
        ("blue", 0, "Choose seen"),
        ("seen", 1, "has not been yet"),
        ("seen", -400, "more than a year"),
    ],
)
def test_what_cannot_be_observed_is_refused(
    agreed: Agreed, worker: Account, seen: str, days: int, words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        plans.observe(sign=agreed.child_sign, seen=seen, on=in_days(days), by=worker)
    assert not Observation.objects.exists()


def test_a_goal_ends_once(agreed: Agreed, worker: Account) -> None:
    plans.reach_goal(goal=agreed.goal, text="Han leger hver dag", by=worker)
    with pytest.raises(ValidationError, match="ended already"):
        plans.let_go(goal=agreed.goal, because="Tvivl", by=worker)
    assert GoalEnd.objects.get(goal=agreed.goal).outcome == "reached"
    assert not Goal.objects.of(agreed.goal.case).current().exists()
    with pytest.raises(ValidationError, match="has ended"):
        plans.add_sign(goal=agreed.goal, text="Endnu et", by=worker)


def test_letting_go_needs_a_reason(agreed: Agreed, worker: Account) -> None:
    with pytest.raises(ValidationError, match="why the goal is let go"):
        plans.let_go(goal=agreed.goal, because="  ", by=worker)


def test_a_dropped_sign_is_no_longer_looked_for(agreed: Agreed, worker: Account) -> None:
    plans.observe(sign=agreed.child_sign, seen="seen", by=worker)
    plans.drop_sign(sign=agreed.child_sign, because="Vi ser det altid", by=worker)
    (goal,) = Goal.objects.of(agreed.goal.case).current().with_signs()
    assert [sign.text for sign in goal.watched] == ["De andre henter ham"]
    assert Observation.objects.filter(sign=agreed.child_sign).count() == 1
    with pytest.raises(ValidationError, match="any more"):
        plans.observe(sign=agreed.child_sign, seen="seen", by=worker)


def test_a_promise_is_kept_once(agreed: Agreed, worker: Account) -> None:
    plans.keep(task=agreed.teachers_task, by=worker)
    with pytest.raises(ValidationError, match="answered for already"):
        plans.could_not(task=agreed.teachers_task, because="Syg", by=worker)
    with pytest.raises(ValidationError, match="answered for already"):
        plans.edit_task(
            task=agreed.teachers_task, version=1, text="Andet", due=in_days(3), by=worker
        )


def test_what_could_not_be_done_says_why(agreed: Agreed, worker: Account) -> None:
    with pytest.raises(ValidationError, match="stood in the way"):
        plans.could_not(task=agreed.teachers_task, because="", by=worker)
    plans.could_not(task=agreed.teachers_task, because="Læreren var syg", by=worker)
    assert TaskEnd.objects.get(task=agreed.teachers_task).outcome == "could_not"


def test_a_promise_for_1890_or_2190_is_refused(gathering: Gathering, worker: Account) -> None:
    with acting(worker), translation.override("en"):
        for years in (-136, 164):
            with pytest.raises(ValidationError, match="Check the year"):
                plans.promise(
                    case=gathering.case,
                    text="Ringer",
                    owner="Farmor",
                    due=in_days(365 * years),
                    by=worker,
                )


def test_a_promise_can_be_anybodys(gathering: Gathering, worker: Account) -> None:
    with acting(worker):
        for owner in (worker, gathering.case.person, "Fodboldtræneren"):
            plans.promise(
                case=gathering.case, text="Ringer", owner=owner, due=in_days(1), by=worker
            )
        names = set(Task.objects.of(gathering.case).values_list("owner_name", flat=True))
    assert names == {worker.name, gathering.case.person.name, "Fodboldtræneren"}


def test_a_goal_of_another_case_is_no_goal_here(agreed: Agreed, worker: Account) -> None:
    elsewhere = type(agreed.goal.case)(id="00000000-0000-4000-8000-000000000000")
    with pytest.raises(ValueError, match="another case"):
        plans.promise(
            case=elsewhere, text="x", owner=worker, due=in_days(1), goal=agreed.goal, by=worker
        )


def test_only_the_family_wishes_and_only_the_asked_answers(
    gathering: Gathering, agreed: Agreed
) -> None:
    mother, teacher = gathering.account("mother"), gathering.account("teacher")
    psychologist = gathering.account("psychologist")
    with acting(teacher), pytest.raises(ValidationError, match="Only the family"):
        plans.wish(case=gathering.case, text="Test ham", of=psychologist, by=teacher)
    with acting(mother):
        wished = plans.wish(case=gathering.case, text="Ring om fredagen", of=teacher, by=mother)
        with pytest.raises(ValidationError, match="Only the one who was asked"):
            plans.answer_wish(task=wished, accepted=True, due=in_days(5), by=mother)
    with acting(teacher):
        mine = Task.objects.of(gathering.case).of_account(teacher)
        assert list(mine.wishes()) == [wished]
        assert wished not in mine.open()
        plans.answer_wish(task=wished, accepted=True, due=in_days(5), by=teacher)
        assert wished in mine.open().due_by(in_days(5))
        with pytest.raises(ValidationError, match="has been answered"):
            plans.answer_wish(task=wished, accepted=False, text="Nej", by=teacher)


def test_a_no_says_why_and_is_not_a_promise(gathering: Gathering, agreed: Agreed) -> None:
    mother, teacher = gathering.account("mother"), gathering.account("teacher")
    with acting(mother):
        wished = plans.wish(case=gathering.case, text="Ring hver dag", of=teacher, by=mother)
    with acting(teacher):
        with pytest.raises(ValidationError, match="why not"):
            plans.answer_wish(task=wished, accepted=False, by=teacher)
        plans.answer_wish(task=wished, accepted=False, text="Jeg kan fredag", by=teacher)
        assert wished not in Task.objects.of(gathering.case).open()
        assert list(Task.objects.of(gathering.case).declined()) == [wished]


def test_a_wish_is_neither_dropped_unanswered_nor_answered_when_taken_back(
    gathering: Gathering, agreed: Agreed
) -> None:
    mother, teacher = gathering.account("mother"), gathering.account("teacher")
    with acting(mother):
        wished = plans.wish(case=gathering.case, text="Ring hver dag", of=teacher, by=mother)
    with acting(teacher):
        for end in (plans.no_longer_needed, plans.could_not):
            with pytest.raises(ValidationError, match="A wish is answered first"):
                end(task=wished, because="Det når vi ikke", by=teacher)
        with pytest.raises(ValidationError, match="A wish is answered first"):
            plans.keep(task=wished, by=teacher)
        assert list(Task.objects.of(gathering.case).wishes()) == [wished]
    with acting(mother):
        plans.take_back(task=wished, because="Vi ses om morgenen", by=mother)
    with acting(teacher), pytest.raises(ValidationError, match="answered for already"):
        plans.answer_wish(task=wished, accepted=True, due=in_days(5), by=teacher)


def test_a_wish_is_of_a_professional_at_the_case(gathering: Gathering, agreed: Agreed) -> None:
    mother = gathering.account("mother")
    for other in ("mother", "outsider"):
        with acting(mother), pytest.raises(ValidationError, match="professional"):
            plans.wish(case=gathering.case, text="Hjælp", of=gathering.account(other), by=mother)


def test_a_wish_said_at_a_table_is_written_by_the_pen(
    gathering: Gathering, agreed: Agreed, worker: Account
) -> None:
    teacher = gathering.account("teacher")
    wished = plans.wish(case=gathering.case, text="Ring", of=teacher, spoken=True, by=worker)
    plans.answer_wish(task=wished, accepted=True, due=in_days(2), spoken=True, by=worker)
    assert wished in Task.objects.of(gathering.case).open()


def test_comments_stand_beside(agreed: Agreed, gathering: Gathering, worker: Account) -> None:
    plans.comment(case=gathering.case, text="Godt set\nalle", goal=agreed.goal, by=worker)
    plans.comment(case=gathering.case, text="Husk ferien", by=worker)
    assert [one.text for one in Comment.objects.of(gathering.case).in_order()] == [
        "Godt set\nalle",
        "Husk ferien",
    ]


def test_my_day_sees_what_is_mine_and_late(gathering: Gathering, agreed: Agreed) -> None:
    mother = gathering.account("mother")
    with acting(mother):
        mine = Task.objects.visible_to(mother).of_account(mother).open()
        assert list(mine.due_by(in_days(7))) == [agreed.mothers_task]
        assert not mine.due_by(in_days(6))
        assert list(mine.overdue(in_days(8))) == [agreed.mothers_task]


def test_signs_wait_for_those_who_have_not_looked(gathering: Gathering, agreed: Agreed) -> None:
    teacher, mother = gathering.account("teacher"), gathering.account("mother")
    week_ago = in_days(-7)
    with acting(teacher):
        plans.observe(sign=agreed.child_sign, seen="seen", by=teacher)
        waiting = Sign.objects.visible_to(teacher).to_look_for(teacher, week_ago)
        assert list(waiting) == [agreed.around_sign]
    with acting(mother):
        waiting = Sign.objects.visible_to(mother).to_look_for(mother, week_ago)
        assert set(waiting) == {agreed.child_sign, agreed.around_sign}

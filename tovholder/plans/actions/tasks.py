"""Writing who does what, what the family wishes, what became of it, and words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.models import Case, Seat
from tovholder.organisation.models import Account
from tovholder.people.models import Person
from tovholder.ui.dates import day_text

from ..models import Comment, Goal, Task, TaskEnd, WishAnswer
from ..models.goals import NOTE_LENGTH, TEXT_LENGTH
from ..models.tasks import NAME_LENGTH
from ..rules import FURTHEST_PROMISE, is_family, obstacle_to_due, obstacle_to_wish
from ..wording import no_words, words
from .versions import change, keep_wording, refuse_resting

Owner = Account | Person | str


@transaction.atomic
def promise(
    *,
    case: Case,
    text: str,
    owner: Owner,
    due: date,
    together_with: str = "",
    goal: Goal | None = None,
    contact: bool = False,
    by: Account,
) -> Task:
    """Write down who does what, by when, and with whom.

    Of the family's `contact` the day is the last one (S-35).

    The day may lie behind us, since an agreement is sometimes written down later; the form asks
    for one ahead.
    """
    refuse_resting(case.pk)
    task = Task(
        case_id=case.pk,
        goal=_goal_of(case, goal),
        text=words(text, limit=TEXT_LENGTH, missing=no_words()),
        due=_reachable(due),
        together_with=words(together_with, limit=NAME_LENGTH),
        contact=contact,
        set_by=by,
        **_owner(owner),
    )
    task.save()
    keep_wording(task, wording_of(task), by)
    trace("plans.promise", by=by, case_id=case.pk, about=task)
    return task


@transaction.atomic
def wish(
    *,
    case: Case,
    text: str,
    of: Account,
    goal: Goal | None = None,
    spoken: bool = False,
    by: Account,
) -> Task:
    """The family wishes something of a professional, who answers (S-26, step four).

    `spoken` where the family said it at a table and another holds the pen; the caller then
    answers for whose voice it was.
    """
    refuse_resting(case.pk)
    obstacle = obstacle_to_wish(_roles(case.pk, by))
    if obstacle and not spoken:
        raise ValidationError(obstacle)
    if not Seat.objects.standing().of_professionals().filter(case=case, account=of).exists():
        raise ValidationError(_("A wish is for a professional who works with you."))
    task = Task(
        case_id=case.pk,
        goal=_goal_of(case, goal),
        text=words(text, limit=TEXT_LENGTH, missing=no_words()),
        wish=True,
        set_by=by,
        **_owner(of),
    )
    task.save()
    keep_wording(task, wording_of(task), by)
    trace("plans.wish", by=by, case_id=case.pk, about=task, detail={"of": of.pk})
    return task


@transaction.atomic
def answer_wish(
    *,
    task: Task,
    accepted: bool,
    due: date | None = None,
    text: str = "",
    spoken: bool = False,
    by: Account,
) -> WishAnswer:
    """The professional says yes and by when, or no and why.

    `spoken` where they said it at a table and another holds the pen.
    """
    refuse_resting(task.case_id)
    if not task.wish or not (spoken or task.owner_account_id == by.pk):
        raise ValidationError(_("Only the one who was asked can answer."))
    _refuse_ended(task)
    if accepted and due is None:
        raise ValidationError(_("Say by which day."))
    missing = "" if accepted else _("Say in a few words why not, so that the family understands.")
    said = words(text, limit=NOTE_LENGTH, lines=True, missing=missing)
    if accepted and (obstacle := obstacle_to_due(due or _today(), _today())):
        raise ValidationError(obstacle)
    try:
        with transaction.atomic():
            answer = WishAnswer.objects.create(
                case_id=task.case_id, task=task, accepted=accepted, words=said, by=by
            )
    except IntegrityError:
        raise ValidationError(_("This wish has been answered.")) from None
    if accepted:
        task.due = due
        change(task, version=task.version, fields={"due": due}, wording=wording_of(task), by=by)
    trace(
        "plans.answer_wish", by=by, case_id=task.case_id, about=task, detail={"accepted": accepted}
    )
    return answer


@transaction.atomic
def take_back(*, task: Task, because: str, by: Account) -> TaskEnd:
    """The family takes a wish back, before or after it was answered; it stays readable."""
    refuse_resting(task.case_id)
    if not task.wish or not is_family(_roles(task.case_id, by)):
        raise ValidationError(_("Only the family can take a wish back."))
    missing = _("Say in a few words why it is no longer needed.")
    why = words(because, limit=NOTE_LENGTH, lines=True, missing=missing)
    return _end(task, TaskEnd.Outcome.NOT_NEEDED, why, by)


@transaction.atomic
def edit_task(
    *,
    task: Task,
    version: int,
    text: str,
    due: date,
    together_with: str = "",
    by: Account,
) -> Task:
    """Agree on other words, another day or other company; the owner stays.

    Raises Conflict when someone else has changed it since.
    """
    refuse_resting(task.case_id)
    _refuse_ended(task)
    fields: dict[str, Any] = {
        "text": words(text, limit=TEXT_LENGTH, missing=no_words()),
        "due": _reachable(due),
        "together_with": words(together_with, limit=NAME_LENGTH),
    }
    wording = {**fields, "due": due.isoformat(), "owner": task.owner_name}
    change(task, version=version, fields=fields, wording=wording, by=by)
    trace(
        "plans.edit_task", by=by, case_id=task.case_id, about=task, detail={"version": task.version}
    )
    return task


@transaction.atomic
def keep(*, task: Task, note: str = "", by: Account) -> TaskEnd:
    """Say that a promise was kept."""
    refuse_resting(task.case_id)
    _refuse_without_answer(task)
    return _end(task, TaskEnd.Outcome.KEPT, words(note, limit=NOTE_LENGTH, lines=True), by)


@transaction.atomic
def could_not(*, task: Task, because: str, by: Account) -> TaskEnd:
    """Say that a promise could not be kept, and what stood in the way."""
    refuse_resting(task.case_id)
    _refuse_without_answer(task)
    missing = _("Say in a few words what stood in the way.")
    why = words(because, limit=NOTE_LENGTH, lines=True, missing=missing)
    return _end(task, TaskEnd.Outcome.COULD_NOT, why, by)


@transaction.atomic
def no_longer_needed(*, task: Task, because: str, by: Account) -> TaskEnd:
    """Take a promise out of the plan, and say why; it stays readable."""
    refuse_resting(task.case_id)
    _refuse_without_answer(task)
    missing = _("Say in a few words why it is no longer needed.")
    why = words(because, limit=NOTE_LENGTH, lines=True, missing=missing)
    return _end(task, TaskEnd.Outcome.NOT_NEEDED, why, by)


@transaction.atomic
def comment(
    *, case: Case, text: str, goal: Goal | None = None, task: Task | None = None, by: Account
) -> Comment:
    """Write a word beside a goal, a task, or the plan as a whole."""
    refuse_resting(case.pk)
    beside = Comment.objects.create(
        case_id=case.pk,
        goal=goal,
        task=task,
        text=words(text, limit=NOTE_LENGTH, lines=True, missing=no_words()),
        by=by,
    )
    trace("plans.comment", by=by, case_id=case.pk, about=beside)
    return beside


def wording_of(task: Task) -> Mapping[str, str]:
    """A task's words as its history keeps them."""
    return {
        "text": task.text,
        "owner": task.owner_name,
        "due": task.due.isoformat() if task.due else "",
        "together_with": task.together_with,
    }


def _refuse_ended(task: Task) -> None:
    if TaskEnd.objects.filter(task=task).exists():
        raise ValidationError(_("This has been answered for already."))


def _refuse_without_answer(task: Task) -> None:
    """A wish is answered to the family before anything can be said of how it went."""
    if task.wish and not WishAnswer.objects.filter(task=task, accepted=True).exists():
        raise ValidationError(
            _(
                "A wish is answered first: yes and by which day, or no and why. Only the family"
                " takes it back."
            )
        )


def _end(task: Task, outcome: str, because: str, by: Account) -> TaskEnd:
    try:
        with transaction.atomic():
            end = TaskEnd.objects.create(
                case_id=task.case_id, task=task, outcome=outcome, because=because, by=by
            )
    except IntegrityError:
        raise ValidationError(_("This has been answered for already.")) from None
    trace("plans.end_task", by=by, case_id=task.case_id, about=task, detail={"outcome": outcome})
    return end


def _roles(case_id: UUID, account: Account) -> set[str]:
    seats = Seat.objects.standing().held_by(account).filter(case=case_id)
    return set(seats.values_list("role", flat=True))


def _owner(owner: Owner) -> dict[str, Any]:
    if isinstance(owner, Account):
        return {"owner_account": owner, "owner_name": owner.name}
    if isinstance(owner, Person):
        return {"owner_person": owner, "owner_name": owner.name}
    return {"owner_name": words(owner, limit=NAME_LENGTH, missing=_("Say who does it."))}


def _goal_of(case: Case, goal: Goal | None) -> Goal | None:
    if goal is not None and goal.case_id != case.pk:
        raise ValueError("The goal belongs to another case.")
    return goal


def _today() -> date:
    return timezone.localdate()


def _reachable(due: date) -> date:
    """A day near enough to mean something, behind us or ahead."""
    today = _today()
    if not today - FURTHEST_PROMISE <= due <= today + FURTHEST_PROMISE:
        raise ValidationError(
            _("%(day)s is more than two years away. Check the year.") % {"day": day_text(due)}
        )
    return due

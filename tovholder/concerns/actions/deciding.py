"""What a triage decides about one concern; every decision answers the one who wrote it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.actions import open_for
from tovholder.organisation.models import Account, Forum, Membership

from ..legal import basis_of_case
from ..models import Answer, Concern, Decision, Ground, Question, Referral
from ..rules import (
    asks_parents,
    decisions_about,
    forums_further_on,
    obstacles_to_referring,
    obstacles_to_sending_on,
    refusal_to_take,
    sits_in_forum,
)
from .sharing import as_said


@dataclass(frozen=True)
class FirstQuestion:
    """Can one person solve this (S-97)? The answer and why."""

    one_person: bool
    reason: str


@dataclass(frozen=True)
class Words:
    """What the author is told, and what she is asked to do herself."""

    text: str
    part: str = ""


@transaction.atomic
def decide_locally(
    *,
    concern: Concern,
    first: FirstQuestion,
    effort: str,
    responsible: str,
    look_again_on: date,
    answer: Words,
    after: int,
    by: Account,
) -> Decision:
    """Something is done where the child is: what, by whom, and when the triage looks again.

    `after` is the number of decisions the writer had seen.
    """
    if look_again_on <= timezone.localdate():
        raise ValidationError({"look_again_on": _("Choose a day after today.")})
    decision = Decision(
        kind=Decision.Kind.LOCAL,
        one_person=first.one_person,
        reason=as_said(concern, first.reason),
        effort=as_said(concern, effort),
        responsible=as_said(concern, responsible),
        look_again_on=look_again_on,
    )
    midnight = timezone.make_aware(datetime.combine(look_again_on, time.min))
    return _decide(concern, decision, due_at=midnight, answer=answer, after=after, by=by)


@transaction.atomic
def ask_for_more(*, concern: Concern, text: str, after: int, by: Account) -> Decision:
    """Ask the author something; the concern leaves the queue until she has answered."""
    decision = _decide(
        concern, Decision(kind=Decision.Kind.MORE), due_at=None, answer=None, after=after, by=by
    )
    Question.objects.create(concern=concern, decision=decision, text=as_said(concern, text))
    return decision


@transaction.atomic
def send_on(
    *,
    concern: Concern,
    reason: str,
    taken_by: Account,
    taken_home: bool,
    answer: Words,
    after: int,
    by: Account,
) -> Decision:
    """Send a concern on: a case is opened for the member who takes it home.

    `reason` says why one person cannot solve it. Raises ValidationError in words while the child
    is not known, or the ground does not let the others know.
    """
    decision = Decision(
        kind=Decision.Kind.SENT_ON,
        one_person=False,
        reason=as_said(concern, reason),
        taken_by=taken_by,
        taken_home=taken_home,
        case_id=_open_case(concern, taken_by, by),
    )
    return _decide(concern, decision, due_at=None, answer=answer, after=after, by=by)


def _open_case(concern: Concern, taken_by: Account, by: Account) -> UUID:
    """A case for the member who takes the concern home, on the ground that stands."""
    if obstacles := obstacles_to_sending_on(concern):
        raise ValidationError(obstacles)
    members = Membership.objects.current().filter(forum=concern.forum_id, account=taken_by)
    if not members.exists():
        raise ValidationError({"taken_by": _("Choose someone who sits in the team.")})
    ground = Ground.objects.standing().get(concern=concern)
    if refusal := refusal_to_take(ground, taken_by):
        raise ValidationError({"taken_by": refusal})
    return open_for(
        person_id=concern.matches.order_by("-number").values_list("person_id", flat=True)[0],
        holder=taken_by,
        basis_kind=basis_of_case(ground, taken_by),
        # Read by the family: it names no school, which may be what a relative must not know (37).
        purpose=_("Help after a concern"),
        by=by,
    )


@transaction.atomic
def refer(
    *,
    concern: Concern,
    to: Forum,
    reason: str,
    parents_know: bool,
    answer: Words,
    after: int,
    by: Account,
) -> Decision:
    """Send a concern on to another forum, with all that was written and decided (S-20, S-21).

    `reason` says what more is needed there. Raises ValidationError in words where no way leads
    there, where the ground does not reach so far, and where the parents do not know of it.
    """
    _check_referral(concern, to, parents_know=parents_know)
    decision = Decision(
        kind=Decision.Kind.REFERRED, one_person=False, reason=as_said(concern, reason)
    )
    here = concern.forum
    decided = _decide(concern, decision, due_at=timezone.now(), answer=answer, after=after, by=by)
    # The row moves the concern: from here on only the other forum reads it.
    Referral.objects.create(decision=decided, concern=concern, from_forum=here, to_forum=to, by=by)
    return decided


def _check_referral(concern: Concern, to: Forum, *, parents_know: bool) -> None:
    if obstacles := obstacles_to_referring(concern, to):
        raise ValidationError(obstacles)
    if to not in forums_further_on(concern):
        raise ValidationError({"to": _("No way leads there from this team.")})
    if asks_parents(concern) and to.pk != concern.sent_to_id and not parents_know:
        raise ValidationError(
            {"parents_know": _("Tell the parents first, or let the other team read anonymously.")}
        )


@transaction.atomic
def end(
    *, concern: Concern, first: FirstQuestion, answer: Words, after: int, by: Account
) -> Decision:
    """Nothing more is needed; `first` says why."""
    decision = Decision(
        kind=Decision.Kind.ENOUGH,
        one_person=first.one_person,
        reason=as_said(concern, first.reason),
    )
    return _decide(concern, decision, due_at=None, answer=answer, after=after, by=by)


def _decide(
    concern: Concern,
    decision: Decision,
    *,
    due_at: datetime | None,
    answer: Words | None,
    after: int,
    by: Account,
) -> Decision:
    locked = _still_open(concern, decision.kind, after, by)
    decision.concern, decision.number, decision.by = concern, after + 1, by
    decision.grounds_recorded = locked.grounds_recorded
    decision.save(force_insert=True)
    if answer is not None:
        Answer.objects.create(
            decision=decision,
            text=as_said(concern, answer.text),
            part=as_said(concern, answer.part),
        )
    locked.due_at = due_at
    locked.save(update_fields=["due_at"])
    trace(
        "concerns.decide",
        by=by,
        about=concern,
        case_id=decision.case_id,
        detail={"kind": decision.kind, "number": decision.number},
    )
    return decision


def _still_open(concern: Concern, kind: str, after: int, by: Account) -> Concern:
    """The concern, locked, if it stands as the writer saw it."""
    if not sits_in_forum(by, concern):
        raise ValidationError(_("Only the team decides."))
    if kind not in decisions_about(concern):
        raise ValidationError(_("This team does not decide that."))
    locked = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if locked.decisions_made != after:
        raise ValidationError(
            _("Somebody has decided meanwhile. Look at the decision before you go on."),
            code="decided",
        )
    return locked

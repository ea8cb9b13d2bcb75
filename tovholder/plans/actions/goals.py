"""Writing goals and signs, and what was seen."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.models import Case
from tovholder.organisation.models import Account

from ..models import Goal, GoalEnd, Observation, Seen, Sign, SignEnd
from ..models.goals import NOTE_LENGTH, TEXT_LENGTH, WATCHERS_LENGTH
from ..rules import obstacle_to_observing
from ..wording import no_words, words
from .versions import change, keep_wording, refuse_resting


@transaction.atomic
def add_goal(*, case: Case, text: str, need: str = "", by: Account) -> Goal:
    """Set a goal last in the plan."""
    refuse_resting(case.pk)
    goal = Goal.objects.create(
        case_id=case.pk,
        text=words(text, limit=TEXT_LENGTH, missing=no_words()),
        need=words(need, limit=TEXT_LENGTH),
        position=Goal.objects.of(case).count(),
        set_by=by,
    )
    keep_wording(goal, {"text": goal.text, "need": goal.need}, by)
    trace("plans.add_goal", by=by, case_id=case.pk, about=goal)
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, version: int, text: str, need: str = "", by: Account) -> Goal:
    """Say a goal in other words. Raises Conflict when someone else has done so since."""
    refuse_resting(goal.case_id)
    _refuse_ended(goal)
    wording = {
        "text": words(text, limit=TEXT_LENGTH, missing=no_words()),
        "need": words(need, limit=TEXT_LENGTH),
    }
    change(goal, version=version, fields=wording, wording=wording, by=by)
    trace(
        "plans.edit_goal", by=by, case_id=goal.case_id, about=goal, detail={"version": goal.version}
    )
    return goal


@transaction.atomic
def reach_goal(*, goal: Goal, text: str = "", by: Account) -> GoalEnd:
    """Say that a goal is reached, and if you like what shows it."""
    refuse_resting(goal.case_id)
    return _end(goal, GoalEnd.Outcome.REACHED, words(text, limit=NOTE_LENGTH, lines=True), by)


@transaction.atomic
def let_go(*, goal: Goal, because: str, by: Account) -> GoalEnd:
    """Stop working towards a goal, and say why."""
    refuse_resting(goal.case_id)
    why = words(
        because,
        limit=NOTE_LENGTH,
        lines=True,
        missing=_("Say in a few words why the goal is let go."),
    )
    return _end(goal, GoalEnd.Outcome.LET_GO, why, by)


@transaction.atomic
def add_sign(
    *, goal: Goal, text: str, watchers: str = "", about: str = Sign.About.CHILD, by: Account
) -> Sign:
    """Agree on something to look for, and on who is there to see it (S-31)."""
    refuse_resting(goal.case_id)
    _refuse_ended(goal)
    if about not in Sign.About.values:
        raise ValidationError(_("Say whether the sign is about the child or the people around."))
    sign = Sign.objects.create(
        case_id=goal.case_id,
        goal=goal,
        text=words(text, limit=TEXT_LENGTH, missing=no_words()),
        watchers=words(watchers, limit=WATCHERS_LENGTH),
        about=about,
        position=Sign.objects.filter(goal=goal).count(),
        set_by=by,
    )
    keep_wording(sign, {"text": sign.text, "watchers": sign.watchers}, by)
    trace("plans.add_sign", by=by, case_id=goal.case_id, about=sign, detail={"about": about})
    return sign


@transaction.atomic
def edit_sign(*, sign: Sign, version: int, text: str, watchers: str = "", by: Account) -> Sign:
    """Say a sign in other words. Raises Conflict when someone else has done so since."""
    refuse_resting(sign.case_id)
    wording = {
        "text": words(text, limit=TEXT_LENGTH, missing=no_words()),
        "watchers": words(watchers, limit=WATCHERS_LENGTH),
    }
    change(sign, version=version, fields=wording, wording=wording, by=by)
    trace(
        "plans.edit_sign", by=by, case_id=sign.case_id, about=sign, detail={"version": sign.version}
    )
    return sign


@transaction.atomic
def drop_sign(*, sign: Sign, because: str, by: Account) -> SignEnd:
    """Stop looking for a sign, and say why; what was seen stays."""
    refuse_resting(sign.case_id)
    why = words(
        because,
        limit=NOTE_LENGTH,
        lines=True,
        missing=_("Say in a few words why you stop looking for it."),
    )
    try:
        with transaction.atomic():
            end = SignEnd.objects.create(case_id=sign.case_id, sign=sign, words=why, by=by)
    except IntegrityError:
        raise ValidationError(_("Nobody looks for this sign any more.")) from None
    trace("plans.drop_sign", by=by, case_id=sign.case_id, about=sign)
    return end


@transaction.atomic
def observe(
    *, sign: Sign, seen: str, note: str = "", on: date | None = None, by: Account
) -> Observation:
    """Write what was seen of a sign on a day, today unless said otherwise."""
    refuse_resting(sign.case_id)
    today = timezone.localdate()
    if seen not in Seen.values:
        raise ValidationError(_("Choose seen, partly or not seen."))
    if obstacle := obstacle_to_observing(on or today, today):
        raise ValidationError(obstacle)
    if SignEnd.objects.filter(sign=sign).exists():
        raise ValidationError(_("Nobody looks for this sign any more."))
    observation = Observation.objects.create(
        case_id=sign.case_id,
        sign=sign,
        sign_version=sign.version,
        seen=seen,
        note=words(note, limit=NOTE_LENGTH, lines=True),
        on=on or today,
        by=by,
    )
    trace("plans.observe", by=by, case_id=sign.case_id, about=observation)
    return observation


def _end(goal: Goal, outcome: str, text: str, by: Account) -> GoalEnd:
    try:
        with transaction.atomic():
            end = GoalEnd.objects.create(
                case_id=goal.case_id, goal=goal, outcome=outcome, words=text, by=by
            )
    except IntegrityError:
        raise ValidationError(_("This goal has ended already.")) from None
    trace("plans.end_goal", by=by, case_id=goal.case_id, about=goal, detail={"outcome": outcome})
    return end


def _refuse_ended(goal: Goal) -> None:
    if GoalEnd.objects.filter(goal=goal).exists():
        raise ValidationError(_("This goal has ended. Set a new one to go on."))

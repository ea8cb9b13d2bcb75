"""Questions about a plan, answered in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.cases.models import Closure
from tovholder.ui.dates import day_text

from .models import Sign

FAMILY = frozenset({"parent", "child"})
FURTHEST_PROMISE = timedelta(days=2 * 365)
OLDEST_OBSERVATION = timedelta(days=366)


def obstacle_to_planning(case_id: UUID) -> str | None:
    """Why nothing is changed in the plan of this case now, or None (one query)."""
    if Closure.objects.standing().filter(case=case_id).exists():
        return _("The cooperation has ended, and the plan rests. Open the case to go on with it.")
    return None


def is_family(roles: Collection[str]) -> bool:
    """Whether someone with these roles at the case is the child or a parent."""
    return not FAMILY.isdisjoint(roles)


def obstacle_to_due(day: date, today: date) -> str | None:
    """Why something cannot be promised for this day, or None."""
    if day < today:
        return _("%(day)s is past. Choose a day from today on.") % {
            "day": _sentence_start(day_text(day))
        }
    if day > today + FURTHEST_PROMISE:
        return _(
            "%(day)s is more than two years away. Choose a nearer day, and a smaller step."
        ) % {"day": _sentence_start(day_text(day))}
    return None


def obstacle_to_observing(day: date, today: date) -> str | None:
    """Why nothing can be observed on this day, or None."""
    if day > today:
        return _("%(day)s has not been yet. Choose today or an earlier day.") % {
            "day": _sentence_start(day_text(day))
        }
    if day < today - OLDEST_OBSERVATION:
        return _("%(day)s is more than a year ago. Write it as a comment instead.") % {
            "day": _sentence_start(day_text(day))
        }
    return None


def lateness(due: date | None, today: date, *, lasts: bool = False) -> str | None:
    """What to say when the day has passed, or None. What `lasts` held until its day."""
    if due is None or due >= today:
        return None
    if lasts:
        return _("Until %(day)s, and that day has passed.") % {"day": day_text(due)}
    days = (today - due).days
    return ngettext(
        "Agreed for yesterday, %(day)s.",
        "Agreed for %(day)s, %(days)d days ago.",
        days,
    ) % {"day": day_text(due), "days": days}


def nearness(due: date | None, today: date, *, lasts: bool = False) -> str:
    """By when, as people say it: today, tomorrow, or the day. What `lasts` holds until its day."""
    if lasts:
        return by_day(due, lasts=True)
    if due is None:
        return _("No day yet")
    if due == today:
        return _("Today")
    if due == today + timedelta(days=1):
        return _("Tomorrow")
    return by_day(due)


def by_day(due: date | None, *, lasts: bool = False) -> str:
    """By when, said so that it holds tomorrow too: for what is printed."""
    if due is None:
        return _("No day yet")
    return (_("Until %(day)s") if lasts else _("By %(day)s")) % {"day": day_text(due)}


def missing_in(signs: Sequence[Sign], *, around_elsewhere: bool = False) -> list[str]:
    """What the goal still lacks to be one that can be seen (S-31).

    One sign about the surroundings is enough for a plan: `around_elsewhere` when another of its
    goals has one.
    """
    if not signs:
        return [_("No sign yet: what will we see when this is going well, and who sees it?")]
    if not (around_elsewhere or has_sign_around(signs)):
        return [_("No sign yet about the people around the child: what will they do differently?")]
    return []


def has_sign_around(signs: Sequence[Sign]) -> bool:
    """Whether one of the signs is about the people around the child."""
    return any(sign.about == Sign.About.SURROUNDINGS for sign in signs)


def obstacle_to_wish(roles: Collection[str]) -> str | None:
    """Only the family may wish something of a professional (S-26, step four)."""
    if is_family(roles):
        return None
    return _(
        "Only the family can wish something of the professionals. "
        "Write down what you will do yourself."
    )


def promised_in_words(days: Sequence[date | None], today: date) -> str:
    """How many promises wait, and how many are late, in one sentence; empty when none wait."""
    if not days:
        return ""
    late = sum(1 for due in days if due is not None and due < today)
    waiting = ngettext(
        "%(count)d thing is promised", "%(count)d things are promised", len(days)
    ) % {"count": len(days)}
    if not late:
        return _("%(waiting)s, none of them late.") % {"waiting": waiting}
    return ngettext(
        "%(waiting)s, %(late)d of them late.", "%(waiting)s, %(late)d of them late.", late
    ) % {"waiting": waiting, "late": late}


def _sentence_start(words: str) -> str:
    return words[:1].upper() + words[1:]

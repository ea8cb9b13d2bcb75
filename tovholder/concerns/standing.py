"""Where a concern stands, in a sentence: for its author, from the rows of its course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tovholder.ui.dates import day_text

from .models import Concern, Decision, Question
from .rules import next_sitting


@dataclass(frozen=True)
class Standing:
    """A sentence, its tone (a colour of the design), and whether the author has something to do."""

    sentence: str
    tone: str = "info"
    waits_for_author: bool = False


def course_of(concern: Concern) -> Sequence[Decision]:
    """All decisions about a concern in their order, for its author."""
    return list(concern.decisions.with_words().order_by("number"))


def course_for_forum(concern: Concern) -> Sequence[Decision]:
    """The decisions about a concern that its forum may read, in their order."""
    return list(concern.decisions.for_forum(concern).with_words().order_by("number"))


def standing(concern: Concern, course: Sequence[Decision], today: date) -> Standing:
    """Where the concern stands for the one who wrote it.

    `course` is all its decisions in order; the forum of the concern is at hand.
    """
    sitting = day_text(next_sitting(concern.forum, today), weekday=True)
    last = course[-1] if course else None
    if last is None:
        return Standing(_("Sent. The team looks at it on %(day)s.") % {"day": sitting})
    if last.kind == Decision.Kind.MORE:
        if is_answered(last.question):
            return Standing(
                _("You have answered. The team looks at it on %(day)s.") % {"day": sitting}
            )
        return Standing(_("The team has asked you something."), "warning", waits_for_author=True)
    unread = not hasattr(last.answer, "acknowledgement")
    tone = "warning" if unread else "success"
    return Standing(_outcome(last, sitting), tone, waits_for_author=unread)


def is_answered(question: Question) -> bool:
    """Whether the author has replied."""
    return hasattr(question, "reply")


def _outcome(decision: Decision, sitting: str) -> str:
    if decision.kind == Decision.Kind.REFERRED:
        return _("Answered: %(team)s looks at it on %(day)s.") % {
            "team": decision.referral.to_forum.name,
            "day": sitting,
        }
    if decision.kind == Decision.Kind.LOCAL and decision.look_again_on:
        again = day_text(decision.look_again_on, weekday=True)
        return _(
            "Answered: something is done at the school, and the team looks again on %(day)s."
        ) % {"day": again}
    if decision.kind == Decision.Kind.SENT_ON and decision.taken_by:
        return _("Answered: %(name)s takes it further.") % {"name": decision.taken_by.name}
    return _("Answered: the team needs to do no more.")

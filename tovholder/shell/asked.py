"""What panels are asked and answer, in somebody's day: pure (S-45, S-52)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.gatherings.panels import Question
from tovholder.plans.rules import lateness, nearness

from .entries import Entry


def of_panels(questions: Iterable[Question]) -> list[Entry]:
    """A question to answer by the next working day, and an answer to read."""
    return [_answered(one) if one.is_mine else _asked(one) for one in questions]


def _asked(question: Question) -> Entry:
    late = lateness(question.due, timezone.localdate())
    return Entry(
        sentence=_("%(panel)s is asked without a name.") % {"panel": question.panel.name},
        who=question.asker,
        hint="" if late else nearness(question.due, timezone.localdate()),
        action=_("Answer"),
        url=reverse("gatherings:question", args=[question.meeting.pk]),
        due=question.due,
        late=late or "",
    )


def _answered(question: Question) -> Entry:
    return Entry(
        sentence=_("%(panel)s has answered your question.") % {"panel": question.panel.name},
        action=_("Read the advice"),
        url=reverse("gatherings:question", args=[question.meeting.pk]),
    )

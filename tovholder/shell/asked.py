"""What panels are asked and answer, in somebody's day: pure (S-45, S-52)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.gatherings.panels import Question, Waits
from tovholder.plans.rules import lateness, nearness

from .entries import Entry


def of_panels(questions: Iterable[Question]) -> list[Entry]:
    """A question to answer by the next working day, an answer to read, and what came of it: to
    tell, and to read."""
    told = {
        Waits.ANSWER: _asked,
        Waits.READING: _answered,
        Waits.OUTCOME: _to_tell,
        Waits.NEWS: _told,
    }
    return [told[one.waits_for](one) for one in questions if one.waits_for]


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


def _to_tell(question: Question) -> Entry:
    return Entry(
        sentence=_("What came of the advice from %(panel)s?") % {"panel": question.panel.name},
        hint=_("A few words, for those who answered you."),
        action=_("Tell them"),
        url=reverse("gatherings:question", args=[question.meeting.pk]),
    )


def _told(question: Question) -> Entry:
    return Entry(
        sentence=_("Somebody tells what came of your advice."),
        who=question.panel.name,
        action=_("Read it"),
        url=reverse("gatherings:question", args=[question.meeting.pk]),
    )

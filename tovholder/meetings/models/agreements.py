"""What the table agreed about the child, and how the meeting closed (S-26, S-63).

Goals and promises stand in the one plan; here is only which of them this meeting agreed.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.plans.models import Goal, Task

from ..table import AnyAgreedTask, AnyContinuation, AnyReview, SaidAgain
from ..table import LastSaid as AnyLastSaid
from .calling import Invitation, Meeting
from .places import kept, words_of


class LastSaid(AnyLastSaid, CaseRows):  # type: ignore[override] # a manager of each
    """Rows of a case of which the last said counts."""


class AgreedGoal(CaseRow):
    """A goal of the plan that was set at this meeting."""

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agreed_goals")
    goal = models.OneToOneField(Goal, models.PROTECT, related_name="agreed")

    objects = CaseRows.as_manager()


class AgreedTask(AnyAgreedTask, CaseRow):
    AREA = "meetings"

    task = models.OneToOneField(Task, models.PROTECT, related_name="agreed")

    objects = CaseRows.as_manager()


class Review(AnyReview, CaseRow):
    AREA = "meetings"

    task = models.ForeignKey(Task, models.PROTECT, related_name="reviews")

    objects = CaseRows.as_manager()


class ChildIsTold(SaidAgain, CaseRow):
    """Who tells the child what was decided, and by when."""

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="child_is_told")
    voice = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    due = models.DateField()
    how = models.TextField(blank=True)

    objects = LastSaid.as_manager()  # type: ignore[assignment] # a case's rows, and more


class Coherence(SaidAgain, CaseRow):
    """The table's look back: do story, meaning and effort hang together (S-26)?"""

    class Hangs(models.TextChoices):
        YES = "yes", _("Yes, they hang together")
        PARTLY = "partly", _("Partly")
        NO = "no", _("Not yet")

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="coherence")
    hangs = models.CharField(max_length=20, choices=Hangs.choices)
    words = models.TextField(blank=True)

    objects = LastSaid.as_manager()  # type: ignore[assignment] # a case's rows, and more


class Continuation(AnyContinuation, CaseRow):
    AREA = "meetings"

    next_where = kept()
    next_place = words_of("next_where")

    objects = LastSaid.as_manager()  # type: ignore[assignment] # a case's rows, and more

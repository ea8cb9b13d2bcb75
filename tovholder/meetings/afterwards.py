"""What is left after a meeting, as one reader finds it: what was corrected, who has read it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tovholder.cases.access import Right
from tovholder.cases.rules import refusal_when_closed

from .models import Meeting
from .rules import obstacle_to_correcting, obstacle_to_evaluating, obstacle_to_finishing
from .table.evaluating import AFTERWARDS

if TYPE_CHECKING:
    from tovholder.organisation.models import Account

    from .sitting import Sitting
    from .table import AnyInvitation


@dataclass
class Afterwards:
    """A sitting after its end, read by one account. Before the end nothing is asked of anybody."""

    sitting: Sitting
    account: Account

    @cached_property
    def is_open(self) -> bool:
        """Whether something is still written here: nothing is in a closed case."""
        meeting = self.sitting.meeting
        if not meeting.has_ended or not meeting.door.may(Right.CONTRIBUTE):
            return False
        return not (isinstance(meeting, Meeting) and refusal_when_closed(meeting.case))

    @cached_property
    def read(self) -> dict[Any, Any]:
        """By chair when somebody said that they have read the minutes."""
        said = self.sitting.book.MinutesRead.objects.filter(
            invitation__meeting=self.sitting.meeting
        )
        return dict(said.values_list("invitation", "at"))

    @cached_property
    def asked(self) -> list[AnyInvitation]:
        """Those who were there and can sign in, each with `read_at`."""
        asked = [c for c in self.sitting.invitations if c.here and c.account_id is not None]
        for chair in asked:
            chair.read_at = self.read.get(chair.pk)
        return asked

    @property
    def have_read(self) -> list[AnyInvitation]:
        return [chair for chair in self.asked if chair.read_at]

    @property
    def have_not_read(self) -> list[AnyInvitation]:
        return [chair for chair in self.asked if not chair.read_at]

    @property
    def own(self) -> AnyInvitation | None:
        """The reader's own chair, where they were there."""
        return next((c for c in self.asked if c.account_id == self.account.pk), None)

    @property
    def may_say_read(self) -> bool:
        own = self.own
        return self.is_open and own is not None and not own.read_at

    @cached_property
    def evaluated(self) -> list[Any]:
        """What the reader answered about how they found it; nobody else's can be read."""
        marks = self.sitting.book.Mark.objects.filter(meeting=self.sitting.meeting)
        return list(marks.filter(step=AFTERWARDS, by=self.account.pk).order_by("item"))

    @property
    def may_evaluate(self) -> bool:
        own, meeting = self.own, self.sitting.meeting
        if own is None or not self.is_open:
            return False
        return not obstacle_to_evaluating(meeting, self.account, own)

    @property
    def may_finish(self) -> bool:
        meeting = self.sitting.meeting
        leads = self.is_open and meeting.door.may(Right.MEET)
        return leads and obstacle_to_finishing(meeting) is None

    @property
    def may_correct(self) -> bool:
        return self.is_open and not self.sitting.meeting.minutes_are_final

    def mark(self) -> None:
        """Give each sentence what was `corrected` in it, and whether it is the reader's own to
        correct (`own`)."""
        meeting = self.sitting.meeting
        if not meeting.has_ended:
            return
        before = defaultdict(list)
        for wording in self._wordings():
            before[wording.contribution_id].append(wording)
        for word in self.sitting.contributions:
            word.corrected = before[word.pk]
            word.own = self.may_correct and not obstacle_to_correcting(
                meeting, self.account, word.voice
            )

    def _wordings(self) -> Any:
        """How sentences read before they were corrected, in the order they were."""
        meeting = self.sitting.meeting
        changed = self.sitting.book.Wording.objects.filter(
            contribution__meeting=meeting, at__gt=meeting.end.at
        )
        return changed.select_related("by").order_by("at", "version")

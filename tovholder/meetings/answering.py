"""Who is asked at a step that everyone answers for themselves, whose turn it is, who has answered.

Pure questions about a sitting: what they say is the same for everyone at the table, for the
database tells nobody what another has answered before it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from tovholder.catalogue.methods import Step

    from .sitting import Sitting
    from .table import AnyInvitation

SUMMARY = "summary"


@dataclass
class Answering:
    """One step of a sitting at which each answers for themselves."""

    sitting: Sitting
    step: Step

    @cached_property
    def asked(self) -> list[AnyInvitation]:
        """Those here who are asked: of the sides the step names, else everyone."""
        sides = self.step.options["of"]
        return [c for c in self.sitting.invitations if c.here and (not sides or c.side in sides)]

    @cached_property
    def first(self) -> list[AnyInvitation]:
        """Those of them who answer and show theirs before the others are asked."""
        return [chair for chair in self.asked if chair.side in self.step.options["first"]]

    @cached_property
    def answered(self) -> set[Any]:
        """The keys of the voices that have answered."""
        return self.sitting.answered.get(self.step.id, set())

    @cached_property
    def shown(self) -> set[Any]:
        """The keys of the voices whose answers everyone may see."""
        return {
            mark.voice_id
            for (step, _item), marks in self.sitting.marks.items()
            if step == self.step.id
            for mark in marks
            if mark.shown
        }

    @property
    def waiting(self) -> list[AnyInvitation]:
        """Those who have not answered yet."""
        return [chair for chair in self.asked if chair.pk not in self.answered]

    @property
    def all_are_in(self) -> bool:
        return bool(self.asked) and not self.waiting

    @property
    def is_kept(self) -> bool:
        """Whether the middle and the spread are kept, and nobody's own answer any more."""
        return any(step == self.step.id for step, _item in self.sitting.summaries)

    @property
    def is_shown(self) -> bool:
        """Whether the answers of everyone who was asked are shown."""
        return self.all_are_in and all(chair.pk in self.shown for chair in self.asked)

    @property
    def is_the_others_turn(self) -> bool:
        """Whether those who answer first have answered and shown theirs."""
        return all(chair.pk in self.shown for chair in self.first)

    def obstacle(self, voice: AnyInvitation) -> str | None:
        """Why this voice does not answer now."""
        if voice.pk not in {chair.pk for chair in self.asked}:
            return _("This is asked of others at the table.")
        if self.is_kept or voice.pk in self.shown:
            return _("What was answered is shown. Who sees it otherwise now says so aloud.")
        if voice not in self.first and not self.is_the_others_turn:
            names = ", ".join(chair.called for chair in self.first)
            return _("First %(names)s answer and show what they said.") % {"names": names}
        return None

    @property
    def to_show(self) -> tuple[str, ...] | None:
        """The sides whose answers can be shown now, all that are asked where it names none; or
        None where nothing is to be shown."""
        if self.all_are_in and not self.is_shown and not self.is_kept:
            return tuple(self.step.options["of"])
        first_are_in = self.first and all(chair.pk in self.answered for chair in self.first)
        if first_are_in and not self.is_the_others_turn and not self.is_kept:
            return tuple(self.step.options["first"])
        return None

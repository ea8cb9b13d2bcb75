"""How many sit on each side of the table, in words (S-26).

A family that meets six professionals alone seldom finds its voice. The invitation says the
balance aloud before anyone is called, and asks whom one could do without.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TIPPING = 3


@dataclass(frozen=True, slots=True)
class Balance:
    """The two sides of a table."""

    professionals: int
    family: int
    companions: int = 0

    @property
    def sentence(self) -> str:
        """Who comes, counted: “6 professionals, 1 from the family”."""
        parts = [
            ngettext("%(n)d professional", "%(n)d professionals", self.professionals)
            % {"n": self.professionals},
            ngettext("%(n)d from the family", "%(n)d from the family", self.family)
            % {"n": self.family},
        ]
        if self.companions:
            parts.append(
                ngettext("%(n)d companion", "%(n)d companions", self.companions)
                % {"n": self.companions}
            )
        return ", ".join(parts)

    @property
    def tips(self) -> bool:
        """Whether the professionals are so many that the family may go unheard."""
        return self.professionals >= TIPPING * max(1, self.family + self.companions)

    @property
    def advice(self) -> str:
        """What to think of before the invitation goes out, or nothing."""
        if not self.family:
            return _("Nobody from the family is invited. Nothing about them without them.")
        if self.tips:
            return _("The professionals are many. Whom could this meeting do without?")
        return ""

    @property
    def people(self) -> list[str]:
        """One word per chair, for drawing."""
        return (
            ["family"] * self.family
            + ["companion"] * self.companions
            + ["professional"] * self.professionals
        )


def balance(sides: Iterable[str]) -> Balance:
    """Count the chairs of a meeting by side."""
    counted = list(sides)
    return Balance(
        professionals=counted.count("professional"),
        family=counted.count("family"),
        companions=counted.count("companion"),
    )

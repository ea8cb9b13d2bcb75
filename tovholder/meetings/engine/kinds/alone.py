"""Some are alone, and the whole meeting is sealed: nobody writes, nothing is kept (S-36).

What is stored may have to be handed out one day. So while the family talks by itself the pages show
the step's questions and a way to fetch help, and nothing else; the family brings out what it
wants kept.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...announcing import HELP, announce
from ...table import AnyInvitation
from .kind import Act, Ask, AtStep, Kind, kind


class HelpForm(Ask):
    """It asks nothing: whoever wants help has nothing to explain."""


def fetch_help(at: AtStep, asked: dict[str, Any]) -> None:  # noqa: ARG001 nothing is asked
    """Tell every open board. It leaves no row and no trace: that help was asked for is theirs."""
    if not at.sitting.meeting.sealed:
        raise ValidationError(_("Nobody is alone just now."))
    announce(at.sitting.meeting, HELP)


def those_alone(at: AtStep) -> list[AnyInvitation]:
    """Who stays in the room, of those who came."""
    return [
        chair
        for chair in at.sitting.invitations
        if chair.here and chair.side in at.step.options["who"]
    ]


@kind
class Alone(Kind):
    name = "alone"
    keys = frozenset({"who"})
    seals = True
    acts = {
        "help": Act(
            HelpForm,
            fetch_help,
            says=gettext_lazy(
                "Whoever leads the meeting has been told. If nobody comes, go out and fetch them."
            ),
        )
    }

    @property
    def wall(self) -> str:
        """Nothing: the room is theirs."""
        return ""

    def shows(self, at: AtStep) -> dict[str, Any]:
        alone = those_alone(at)
        return {
            "alone": alone,
            "is_alone": any(chair.account_id == at.account.pk for chair in alone),
            "is_now": at.standing == "open",
        }

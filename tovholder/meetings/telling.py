"""To whom what a child says may be told: those with a seat at its case, each by name (S-37)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tovholder.organisation.models import Account

from .actions.calling import Chair
from .chairs import chairs_at
from .models import Statement
from .rules import obstacle_to_deciding_for_the_child

if TYPE_CHECKING:
    from .sitting import Sitting


@dataclass(frozen=True, slots=True)
class Receiver:
    """Someone who could be told, as the child knows them."""

    account: Account
    chair: Chair

    @property
    def called(self) -> str:
        """The name and who this is: a kinship or a profession."""
        return f"{self.chair.name}, {self.chair.title}" if self.chair.title else self.chair.name


def receivers(sitting: Sitting) -> list[Receiver]:
    """Everyone with a seat at the case but the child itself, the family first."""
    chairs = chairs_at(sitting.case_meeting.case)
    return [
        Receiver(chair.account, chair)
        for chair in chairs
        if chair.account is not None and chair.relation != "child"
    ]


def decides(statement: Statement, account: Account) -> bool:
    """Whether this account says who may be told: the child, or whoever wrote its words down."""
    return obstacle_to_deciding_for_the_child(statement, account) is None

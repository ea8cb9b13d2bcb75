"""Who watches over it."""

from .decisions import LookAnswer, LookDecision, NamesDecision, PlainBasis, TalkDecision
from .keeping import (
    Archive,
    Deleted,
    Deletion,
    DeletionDecision,
    HandedOver,
    Hold,
    HoldEnd,
    KeepingRule,
)
from .requests import (
    AccessAnswer,
    AccessApproval,
    AccessBundle,
    AccessExtension,
    AccessRequest,
    WeighedPaper,
)

__all__ = [
    "AccessAnswer",
    "AccessApproval",
    "AccessBundle",
    "AccessExtension",
    "AccessRequest",
    "Archive",
    "Deleted",
    "Deletion",
    "DeletionDecision",
    "HandedOver",
    "Hold",
    "HoldEnd",
    "KeepingRule",
    "LookAnswer",
    "LookDecision",
    "NamesDecision",
    "PlainBasis",
    "TalkDecision",
    "WeighedPaper",
]

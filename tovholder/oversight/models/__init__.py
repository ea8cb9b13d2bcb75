"""Who watches over it."""

from .decisions import LookAnswer, LookDecision, NamesDecision, PlainBasis, TalkDecision
from .keeping import Deletion, DeletionDecision, Hold, HoldEnd, KeepingRule
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
    "Deletion",
    "DeletionDecision",
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

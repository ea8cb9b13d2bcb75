"""Who watches over it."""

from .decisions import LookAnswer, LookDecision, NamesDecision, PlainBasis, TalkDecision
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
    "LookAnswer",
    "LookDecision",
    "NamesDecision",
    "PlainBasis",
    "TalkDecision",
    "WeighedPaper",
]

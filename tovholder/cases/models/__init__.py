"""What we do together: the case, its seats, who holds the rope, who stands round the child."""

from .cases import (
    AT_WORK,
    Case,
    CaseRow,
    CaseRows,
    Cases,
    Closure,
    Closures,
    Handover,
    HandoverAnswer,
    Handovers,
    Reopening,
    Seat,
    SeatEnd,
    Seats,
)
from .joining import AsksToJoin, AskToJoin, DeclinedToJoin
from .relations import Actor, ActorEnd, Bond
from .standing_in import StandIn
from .trusting import TrustedAdult, TrustedAdults

__all__ = [
    "AT_WORK",
    "Actor",
    "ActorEnd",
    "AskToJoin",
    "AsksToJoin",
    "Bond",
    "Case",
    "CaseRow",
    "CaseRows",
    "Cases",
    "Closure",
    "Closures",
    "DeclinedToJoin",
    "Handover",
    "HandoverAnswer",
    "Handovers",
    "Reopening",
    "Seat",
    "SeatEnd",
    "Seats",
    "StandIn",
    "TrustedAdult",
    "TrustedAdults",
]

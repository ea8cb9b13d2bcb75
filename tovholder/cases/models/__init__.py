"""What we do together: the case, its seats, who holds the rope, who stands round the child."""

from .cases import (
    AT_WORK,
    FAMILY,
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
from .corrections import Correction, CorrectionAnswer, Corrections
from .emergency import (
    AnswerToEmergency,
    EmergencyAccess,
    EmergencyAccesses,
    ToldOfEmergency,
)
from .joining import AsksToJoin, AskToJoin, DeclinedToJoin
from .relations import Actor, ActorEnd, Bond
from .requesting import AskedSharing, ConsentRequest, RequestTakenBack, SharingAnswer
from .standing_in import StandIn
from .supervision import SupervisedSeat, Supervision, SupervisionResult, Supervisions
from .talking import Talk, TalkCalledOff, TalkNote, TalkParty, Talks
from .trusting import TrustedAdult, TrustedAdults

__all__ = [
    "AT_WORK",
    "FAMILY",
    "Actor",
    "ActorEnd",
    "AnswerToEmergency",
    "AskToJoin",
    "AskedSharing",
    "AsksToJoin",
    "Bond",
    "Case",
    "CaseRow",
    "CaseRows",
    "Cases",
    "Closure",
    "Closures",
    "ConsentRequest",
    "Correction",
    "CorrectionAnswer",
    "Corrections",
    "DeclinedToJoin",
    "EmergencyAccess",
    "EmergencyAccesses",
    "Handover",
    "HandoverAnswer",
    "Handovers",
    "Reopening",
    "RequestTakenBack",
    "Seat",
    "SeatEnd",
    "Seats",
    "SharingAnswer",
    "StandIn",
    "SupervisedSeat",
    "Supervision",
    "SupervisionResult",
    "Supervisions",
    "Talk",
    "TalkCalledOff",
    "TalkNote",
    "TalkParty",
    "Talks",
    "ToldOfEmergency",
    "TrustedAdult",
    "TrustedAdults",
]

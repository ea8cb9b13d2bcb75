"""The nouns of a meeting: who comes, what is said, how far it came, what was agreed."""

from .agreements import AgreedGoal, AgreedTask, ChildIsTold, Coherence, Continuation, Review
from .calling import Invitation, Meeting, MeetingEnd, Side, Spared, Writing
from .changing import CallingOff, Rescheduling
from .preparing import Preparation, Prepared
from .words import Approval, Attendance, Contribution, Passage, Removal, Settlement, Wording

__all__ = [
    "AgreedGoal",
    "AgreedTask",
    "Approval",
    "Attendance",
    "CallingOff",
    "ChildIsTold",
    "Coherence",
    "Continuation",
    "Contribution",
    "Invitation",
    "Meeting",
    "MeetingEnd",
    "Passage",
    "Preparation",
    "Prepared",
    "Removal",
    "Rescheduling",
    "Review",
    "Settlement",
    "Side",
    "Spared",
    "Wording",
    "Writing",
]

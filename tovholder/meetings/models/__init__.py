"""The nouns of a meeting: who comes, what is said, how far it came, what was agreed."""

from .agreements import AgreedGoal, AgreedTask, ChildIsTold, Coherence, Continuation, Review
from .calling import Invitation, Meeting, MeetingEnd, Side, Spared, Writing
from .preparing import Preparation, Prepared
from .words import Approval, Attendance, Contribution, Passage, Removal, Settlement, Wording

__all__ = [
    "AgreedGoal",
    "AgreedTask",
    "Approval",
    "Attendance",
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
    "Review",
    "Settlement",
    "Side",
    "Spared",
    "Wording",
    "Writing",
]

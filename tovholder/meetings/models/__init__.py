"""The nouns of a meeting: who comes, what is said, how far it came, what was agreed."""

from ..table.sides import Company, Side, Writing
from .agreements import AgreedGoal, AgreedTask, ChildIsTold, Coherence, Continuation, Review
from .calling import Invitation, Meeting, MeetingEnd, Spared
from .changing import CallingOff, Rescheduling
from .links import PreparationLink
from .marking import Answered, Choice, Mark, Summary
from .minutes import MinutesFinal, MinutesRead
from .photos import Photo, PhotoContent
from .places import Place
from .preparing import Preparation, Prepared
from .replying import Reply, ReplyWords
from .statements import MayBeTold, Statement
from .wheels import Seen
from .words import Approval, Attendance, Contribution, Passage, Removal, Settlement, Wording

__all__ = [
    "AgreedGoal",
    "AgreedTask",
    "Answered",
    "Approval",
    "Attendance",
    "CallingOff",
    "ChildIsTold",
    "Choice",
    "Coherence",
    "Company",
    "Continuation",
    "Contribution",
    "Invitation",
    "Mark",
    "MayBeTold",
    "Meeting",
    "MeetingEnd",
    "MinutesFinal",
    "MinutesRead",
    "Passage",
    "Photo",
    "PhotoContent",
    "Place",
    "Preparation",
    "PreparationLink",
    "Prepared",
    "Removal",
    "Reply",
    "ReplyWords",
    "Rescheduling",
    "Review",
    "Seen",
    "Settlement",
    "Side",
    "Spared",
    "Statement",
    "Summary",
    "Wording",
    "Writing",
]

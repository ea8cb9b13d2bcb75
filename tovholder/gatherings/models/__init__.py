"""The nouns of the forum's book: the same as a case's, and no key to anything about anybody."""

from .agreement import Agreement, AgreementPoint, Signature
from .calling import (
    CallingOff,
    Invitation,
    Meeting,
    MeetingEnd,
    Reply,
    ReplyWords,
    Rescheduling,
    Spared,
)
from .minutes import MinutesFinal, MinutesRead
from .outcome import Outcome
from .promises import AgreedTask, Continuation, Review, Task, TaskEnd
from .rows import ForumRow, ForumRows
from .words import (
    Answered,
    Approval,
    Attendance,
    Choice,
    Contribution,
    Mark,
    Passage,
    Preparation,
    Prepared,
    Removal,
    Settlement,
    Summary,
    Wording,
)

__all__ = [
    "AgreedTask",
    "Agreement",
    "AgreementPoint",
    "Answered",
    "Approval",
    "Attendance",
    "CallingOff",
    "Choice",
    "Continuation",
    "Contribution",
    "ForumRow",
    "ForumRows",
    "Invitation",
    "Mark",
    "Meeting",
    "MeetingEnd",
    "MinutesFinal",
    "MinutesRead",
    "Outcome",
    "Passage",
    "Preparation",
    "Prepared",
    "Removal",
    "Reply",
    "ReplyWords",
    "Rescheduling",
    "Review",
    "Settlement",
    "Signature",
    "Spared",
    "Summary",
    "Task",
    "TaskEnd",
    "Wording",
]

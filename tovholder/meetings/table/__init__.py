"""What a meeting is made of, whichever book it is written in: abstract, with no case and no forum.

The case's book (`meetings`) and the forum's (`gatherings`) each declare their own tables from
these. Keys between them are relative: they point at the tables of the same book.
"""

from .agreements import AnyAgreedTask, AnyContinuation, AnyReview, LastSaid, SaidAgain
from .calling import (
    AnyInvitation,
    AnyMeeting,
    AnyMeetingEnd,
    AnySpared,
    Invitations,
)
from .changing import AnyCallingOff, AnyRescheduling
from .marking import AnyAnswered, AnyChoice, AnyMark, AnySummary, Choices
from .meetings import Meetings
from .minutes import AnyMinutesFinal, AnyMinutesRead
from .preparing import AnyPreparation, AnyPrepared
from .replying import AnyReply, AnyReplyWords, Replies, Says
from .words import (
    AnyApproval,
    AnyAttendance,
    AnyContribution,
    AnyPassage,
    AnyRemoval,
    AnySettlement,
    AnyWording,
    Contributions,
)

__all__ = [
    "AnyAgreedTask",
    "AnyAnswered",
    "AnyApproval",
    "AnyAttendance",
    "AnyCallingOff",
    "AnyChoice",
    "AnyContinuation",
    "AnyContribution",
    "AnyInvitation",
    "AnyMark",
    "AnyMeeting",
    "AnyMeetingEnd",
    "AnyMinutesFinal",
    "AnyMinutesRead",
    "AnyPassage",
    "AnyPreparation",
    "AnyPrepared",
    "AnyRemoval",
    "AnyReply",
    "AnyReplyWords",
    "AnyRescheduling",
    "AnyReview",
    "AnySettlement",
    "AnySpared",
    "AnySummary",
    "AnyWording",
    "Choices",
    "Contributions",
    "Invitations",
    "LastSaid",
    "Meetings",
    "Replies",
    "SaidAgain",
    "Says",
]

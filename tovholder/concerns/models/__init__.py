"""A worry about a child, its way through a triage, and the answer (S-18, S-19)."""

from .deciding import Acknowledgement, Answer, Decision, Question, Referral, Reply
from .gradings import Grading, GradingEnd
from .grounds import Ground, HiddenWords, Match, Shared
from .letters import Concern, ConcernIdentity, Draft, Sheet, queues_of
from .notifications import (
    Assessment,
    Notification,
    NotificationDraft,
    NotifiedChild,
    Receipt,
    Supplement,
    ToldBack,
)

__all__ = [
    "Acknowledgement",
    "Answer",
    "Assessment",
    "Concern",
    "ConcernIdentity",
    "Decision",
    "Draft",
    "Grading",
    "GradingEnd",
    "Ground",
    "HiddenWords",
    "Match",
    "Notification",
    "NotificationDraft",
    "NotifiedChild",
    "Question",
    "Receipt",
    "Referral",
    "Reply",
    "Shared",
    "Sheet",
    "Supplement",
    "ToldBack",
    "queues_of",
]

"""A worry about a child, its way through a triage, and the answer (S-18, S-19)."""

from .deciding import Acknowledgement, Answer, Decision, Question, Referral, Reply
from .gradings import Grading, GradingEnd
from .grounds import Ground, HiddenWords, Match, Shared
from .letters import Concern, ConcernIdentity, Draft, Sheet, queues_of

__all__ = [
    "Acknowledgement",
    "Answer",
    "Concern",
    "ConcernIdentity",
    "Decision",
    "Draft",
    "Grading",
    "GradingEnd",
    "Ground",
    "HiddenWords",
    "Match",
    "Question",
    "Referral",
    "Reply",
    "Shared",
    "Sheet",
    "queues_of",
]

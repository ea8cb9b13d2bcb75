"""The conversation about a meeting: calling, preparing, the board, the minutes."""

from .board import act, attendance, begin, board, end, move, pen
from .calling import call, chairs, invitation
from .child import child, taking_back
from .dry import dry_run
from .goals import goal, goal_end
from .listing import meetings
from .minutes import minutes
from .preparing import draft, preparation
from .replying import reply
from .rescheduling import call_off, reschedule
from .substituting import substitute
from .wall import wall
from .words import word
from .writing import writing

__all__ = [
    "act",
    "attendance",
    "begin",
    "board",
    "call",
    "call_off",
    "chairs",
    "child",
    "draft",
    "dry_run",
    "end",
    "goal",
    "goal_end",
    "invitation",
    "meetings",
    "minutes",
    "move",
    "pen",
    "preparation",
    "reply",
    "reschedule",
    "substitute",
    "taking_back",
    "wall",
    "word",
    "writing",
]

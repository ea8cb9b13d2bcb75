"""The conversation about a meeting: calling, preparing, the board, the minutes."""

from .board import act, attendance, begin, board, end, move, pen
from .calling import call, chairs, invitation
from .minutes import minutes
from .preparing import draft, preparation
from .words import word

__all__ = [
    "act",
    "attendance",
    "begin",
    "board",
    "call",
    "chairs",
    "draft",
    "end",
    "invitation",
    "minutes",
    "move",
    "pen",
    "preparation",
    "word",
]

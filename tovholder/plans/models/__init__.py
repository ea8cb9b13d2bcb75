"""What we agree: goals with signs, what was seen, and who does what by when (S-9, 31, 63)."""

from .goals import Goal, GoalEnd, Observation, Seen, Sign, SignEnd, Signs
from .tasks import Task, TaskEnd, WishAnswer
from .words import Comment, Revision

__all__ = [
    "Comment",
    "Goal",
    "GoalEnd",
    "Observation",
    "Revision",
    "Seen",
    "Sign",
    "SignEnd",
    "Signs",
    "Task",
    "TaskEnd",
    "WishAnswer",
]

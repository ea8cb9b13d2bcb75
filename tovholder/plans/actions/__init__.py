"""Everything that writes in a plan. Nothing here removes or overwrites a word in silence."""

from .goals import (
    add_goal,
    add_sign,
    drop_sign,
    edit_goal,
    edit_sign,
    let_go,
    observe,
    reach_goal,
)
from .tasks import (
    answer_wish,
    comment,
    could_not,
    edit_task,
    keep,
    no_longer_needed,
    promise,
    take_back,
    wish,
)

__all__ = [
    "add_goal",
    "add_sign",
    "answer_wish",
    "comment",
    "could_not",
    "drop_sign",
    "edit_goal",
    "edit_sign",
    "edit_task",
    "keep",
    "let_go",
    "no_longer_needed",
    "observe",
    "promise",
    "reach_goal",
    "take_back",
    "wish",
]

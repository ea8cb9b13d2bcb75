"""What people are asked while they plan. Forms ask and check; they never save."""

from .goals import (
    GoalEditForm,
    GoalEndForm,
    GoalForm,
    NewSignForm,
    ObservationForm,
    ReasonForm,
    SignEditForm,
    SignForm,
)
from .tasks import (
    CommentForm,
    NewTaskForm,
    OwnerChoice,
    TaskEditForm,
    TaskEndForm,
    TaskForm,
    WishAnswerForm,
    WishForm,
)

__all__ = [
    "CommentForm",
    "GoalEditForm",
    "GoalEndForm",
    "GoalForm",
    "NewSignForm",
    "NewTaskForm",
    "ObservationForm",
    "OwnerChoice",
    "ReasonForm",
    "SignEditForm",
    "SignForm",
    "TaskEditForm",
    "TaskEndForm",
    "TaskForm",
    "WishAnswerForm",
    "WishForm",
]

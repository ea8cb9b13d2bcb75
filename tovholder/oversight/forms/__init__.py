"""What the officer is asked."""

from .decisions import DecisionForm, NamesForm
from .keeping import DecideForm, DeleteForm, HandOverForm, HoldForm, ReasonForm
from .questions import AnswerForm
from .requests import AnswerRequestForm, PutOffForm, RecordForm, WeighForm
from .searching import SearchForm

__all__ = [
    "AnswerForm",
    "AnswerRequestForm",
    "DecideForm",
    "DecisionForm",
    "DeleteForm",
    "HandOverForm",
    "HoldForm",
    "NamesForm",
    "PutOffForm",
    "ReasonForm",
    "RecordForm",
    "SearchForm",
    "WeighForm",
]

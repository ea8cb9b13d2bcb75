"""What the officer is asked."""

from .decisions import DecisionForm, NamesForm
from .questions import AnswerForm
from .requests import AnswerRequestForm, PutOffForm, RecordForm, WeighForm
from .searching import SearchForm

__all__ = [
    "AnswerForm",
    "AnswerRequestForm",
    "DecisionForm",
    "NamesForm",
    "PutOffForm",
    "RecordForm",
    "SearchForm",
    "WeighForm",
]

"""What is asked of an author, a leader and a team. Forms ask and check; they never save."""

from .deciding import (
    DecidingForm,
    EffortForm,
    EndForm,
    QuestionForm,
    ReferralForm,
    SendingOnForm,
)
from .gradings import GradingForm, LiftForm
from .grounds import AgreedForm, AnonymousForm, ExchangeForm, FindPupilForm, RegisterForm
from .notifying import AssessmentForm, SigningForm, SupplementForm, ToldBackForm
from .sending import ReceiverForm, ReplyForm

__all__ = [
    "AgreedForm",
    "AnonymousForm",
    "AssessmentForm",
    "DecidingForm",
    "EffortForm",
    "EndForm",
    "ExchangeForm",
    "FindPupilForm",
    "GradingForm",
    "LiftForm",
    "QuestionForm",
    "ReceiverForm",
    "ReferralForm",
    "RegisterForm",
    "ReplyForm",
    "SendingOnForm",
    "SigningForm",
    "SupplementForm",
    "ToldBackForm",
]

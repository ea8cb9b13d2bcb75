"""Asking and checking; nothing here is saved."""

from .cases import (
    AdmitForm,
    AnswerForm,
    ClosureForm,
    ConsentForm,
    DeclineForm,
    EndAccessForm,
    HandoverForm,
    ProlongForm,
    ReopeningForm,
    WithdrawalForm,
    kept_from,
)
from .family import RelativeForm, SignInForm
from .relations import ActorForm, TakeOffForm, TellForm
from .standing_in import StandInForm
from .trusting import TrustForm

__all__ = [
    "ActorForm",
    "AdmitForm",
    "AnswerForm",
    "ClosureForm",
    "ConsentForm",
    "DeclineForm",
    "EndAccessForm",
    "HandoverForm",
    "ProlongForm",
    "RelativeForm",
    "ReopeningForm",
    "SignInForm",
    "StandInForm",
    "TakeOffForm",
    "TellForm",
    "TrustForm",
    "WithdrawalForm",
    "kept_from",
]

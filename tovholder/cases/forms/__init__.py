"""Asking and checking; nothing here is saved."""

from .absences import AbsenceForm
from .cases import (
    AdmitForm,
    AnswerForm,
    ClosureForm,
    DeclineForm,
    EndAccessForm,
    HandoverForm,
    ProlongForm,
    ReopeningForm,
    WithdrawalForm,
)
from .corrections import CorrectionAnswerForm, CorrectionForm
from .emergency import AnswerEmergencyForm, EmergencyForm
from .entrusting import EntrustForm
from .family import RelativeForm, SignInForm
from .given import GivenForm
from .limiting import LimitForm
from .relations import ActorForm, TakeOffForm, TellForm
from .requesting import AnswerForms, RequestForm
from .sharing import ConsentForm, kept_from
from .standing_in import StandInForm
from .supervising import ResultForm, SupervisionForm
from .talking import CallOffTalkForm, TalkForm, TalkNoteForm, kept_of_talk
from .trusting import TrustForm
from .whereabouts import ToldAgainForm, WhereaboutsForm

__all__ = [
    "AbsenceForm",
    "ActorForm",
    "AdmitForm",
    "AnswerEmergencyForm",
    "AnswerForm",
    "AnswerForms",
    "CallOffTalkForm",
    "ClosureForm",
    "ConsentForm",
    "CorrectionAnswerForm",
    "CorrectionForm",
    "DeclineForm",
    "EmergencyForm",
    "EndAccessForm",
    "EntrustForm",
    "GivenForm",
    "HandoverForm",
    "LimitForm",
    "ProlongForm",
    "RelativeForm",
    "ReopeningForm",
    "RequestForm",
    "ResultForm",
    "SignInForm",
    "StandInForm",
    "SupervisionForm",
    "TakeOffForm",
    "TalkForm",
    "TalkNoteForm",
    "TellForm",
    "ToldAgainForm",
    "TrustForm",
    "WhereaboutsForm",
    "WithdrawalForm",
    "kept_from",
    "kept_of_talk",
]

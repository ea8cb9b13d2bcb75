"""Everything that writes at a case."""

from .cases import (
    admit_child,
    admit_parent,
    answer_handover,
    ask_to_coordinate,
    close,
    end_seat,
    give_seat,
    in_turn,
    open_for,
    refuse_when_closed,
    reopen,
    share_by_consent,
)
from .consents import limit_consent, renew_consent
from .corrections import answer_correction, ask_to_correct
from .emergency import (
    Meant,
    Opened,
    answer_emergency,
    end_emergency,
    open_in_emergency,
)
from .entrusting import entrust
from .exchanges import prolong
from .family import SignIn, add_relative, give_sign_in
from .joining import decline_to_join
from .relations import place_actor, take_off, tell_bond
from .requesting import answer_sharing, ask_for_consent, take_back_request
from .standing_in import stand_in, stay_until
from .supervising import supervise, tell_result
from .talking import call_off_talk, talk_once, write_talk_note
from .trusting import trust
from .whereabouts import keep_whereabouts, tell_whereabouts

__all__ = [
    "Meant",
    "Opened",
    "SignIn",
    "add_relative",
    "admit_child",
    "admit_parent",
    "answer_correction",
    "answer_emergency",
    "answer_handover",
    "answer_sharing",
    "ask_for_consent",
    "ask_to_coordinate",
    "ask_to_correct",
    "call_off_talk",
    "close",
    "decline_to_join",
    "end_emergency",
    "end_seat",
    "entrust",
    "give_seat",
    "give_sign_in",
    "in_turn",
    "keep_whereabouts",
    "limit_consent",
    "open_for",
    "open_in_emergency",
    "place_actor",
    "prolong",
    "refuse_when_closed",
    "renew_consent",
    "reopen",
    "share_by_consent",
    "stand_in",
    "stay_until",
    "supervise",
    "take_back_request",
    "take_off",
    "talk_once",
    "tell_bond",
    "tell_result",
    "tell_whereabouts",
    "trust",
    "write_talk_note",
]

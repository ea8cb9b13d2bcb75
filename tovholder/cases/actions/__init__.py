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
from .exchanges import prolong
from .family import SignIn, add_relative, give_sign_in
from .joining import decline_to_join
from .relations import place_actor, take_off, tell_bond
from .standing_in import stand_in, stay_until
from .trusting import trust

__all__ = [
    "SignIn",
    "add_relative",
    "admit_child",
    "admit_parent",
    "answer_handover",
    "ask_to_coordinate",
    "close",
    "decline_to_join",
    "end_seat",
    "give_seat",
    "give_sign_in",
    "in_turn",
    "open_for",
    "place_actor",
    "prolong",
    "refuse_when_closed",
    "reopen",
    "share_by_consent",
    "stand_in",
    "stay_until",
    "take_off",
    "tell_bond",
    "trust",
]

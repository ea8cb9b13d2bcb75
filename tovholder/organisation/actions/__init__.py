"""Everything that writes at the place of work."""

from .absences import be_away, be_back
from .officers import (
    ask_to_end_officer,
    confirm_officer,
    end_officer,
    keep_officer,
    propose_officer,
)
from .places import (
    FIRST_PASSWORD_SERVES,
    add_account,
    add_forum,
    add_unit,
    choose_language,
    employ,
    end_calendar_link,
    give_first_password,
    join,
    lead,
    leave,
    make_calendar_link,
    send_substitute,
    set_calendar,
    sit_until,
    stop_working,
)

__all__ = [
    "FIRST_PASSWORD_SERVES",
    "add_account",
    "add_forum",
    "add_unit",
    "ask_to_end_officer",
    "be_away",
    "be_back",
    "choose_language",
    "confirm_officer",
    "employ",
    "end_calendar_link",
    "end_officer",
    "give_first_password",
    "join",
    "keep_officer",
    "lead",
    "leave",
    "make_calendar_link",
    "propose_officer",
    "send_substitute",
    "set_calendar",
    "sit_until",
    "stop_working",
]

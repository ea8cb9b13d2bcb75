"""Everything that writes about who watches over it."""

from .decisions import (
    answer_question,
    decide_on_looks,
    decide_on_names,
    decide_on_talk,
)
from .keeping import decide_on_deletion, end_hold, hold_case, propose_deletion
from .requests import (
    approve_answer,
    ask_for_access,
    fetch_bundle,
    propose_answer,
    put_off_answer,
    record_access_request,
    weigh_papers,
)
from .telling import note_plain_bases, note_rules, note_ways

__all__ = [
    "answer_question",
    "approve_answer",
    "ask_for_access",
    "decide_on_deletion",
    "decide_on_looks",
    "decide_on_names",
    "decide_on_talk",
    "end_hold",
    "fetch_bundle",
    "hold_case",
    "note_plain_bases",
    "note_rules",
    "note_ways",
    "propose_answer",
    "propose_deletion",
    "put_off_answer",
    "record_access_request",
    "weigh_papers",
]

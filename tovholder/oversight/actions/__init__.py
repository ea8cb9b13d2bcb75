"""Everything that writes about who watches over it."""

from .decisions import (
    answer_question,
    decide_on_looks,
    decide_on_names,
    decide_on_talk,
)
from .keeping import (
    decide_on_deletion,
    delete_case,
    end_hold,
    fetch_archive,
    hand_over,
    hold_case,
    propose_deletion,
)
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
    "delete_case",
    "end_hold",
    "fetch_archive",
    "fetch_bundle",
    "hand_over",
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

"""Everything that writes about who watches over it."""

from .decisions import (
    answer_question,
    decide_on_looks,
    decide_on_names,
    decide_on_talk,
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
from .telling import note_plain_bases, note_ways

__all__ = [
    "answer_question",
    "approve_answer",
    "ask_for_access",
    "decide_on_looks",
    "decide_on_names",
    "decide_on_talk",
    "fetch_bundle",
    "note_plain_bases",
    "note_ways",
    "propose_answer",
    "put_off_answer",
    "record_access_request",
    "weigh_papers",
]

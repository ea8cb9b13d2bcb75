"""What people do with a concern. The only place here that writes."""

from .deciding import ask_for_more, decide_locally, end, refer, send_on
from .grading import grade, lift
from .grounds import agree, discuss_anonymously, exchange_once, match
from .writing import acknowledge, discard_draft, reply, save_draft, send

__all__ = [
    "acknowledge",
    "agree",
    "ask_for_more",
    "decide_locally",
    "discard_draft",
    "discuss_anonymously",
    "end",
    "exchange_once",
    "grade",
    "lift",
    "match",
    "refer",
    "reply",
    "save_draft",
    "send",
    "send_on",
]

"""What people do with a concern. The only place here that writes."""

from .deciding import ask_for_more, decide_locally, end, refer, send_on
from .grading import grade, lift
from .grounds import agree, discuss_anonymously, exchange_once, match
from .notifying import (
    begin_notification,
    discard_notification,
    notify,
    save_notification,
    supplement,
)
from .receiving import (
    assess,
    find_notified_child,
    match_notified_child,
    send_receipt,
    tell_back,
)
from .writing import acknowledge, discard_draft, reply, save_draft, send

__all__ = [
    "acknowledge",
    "agree",
    "ask_for_more",
    "assess",
    "begin_notification",
    "decide_locally",
    "discard_draft",
    "discard_notification",
    "discuss_anonymously",
    "end",
    "exchange_once",
    "find_notified_child",
    "grade",
    "lift",
    "match",
    "match_notified_child",
    "notify",
    "refer",
    "reply",
    "save_draft",
    "save_notification",
    "send",
    "send_on",
    "send_receipt",
    "supplement",
    "tell_back",
]

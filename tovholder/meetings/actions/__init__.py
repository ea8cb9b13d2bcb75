"""The verbs of a meeting: the only files here that write."""

from .agreeing import (
    accept_wish,
    add_goal,
    add_sign,
    decline_wish,
    edit_goal,
    end_goal,
    observe,
    promise,
    review,
    settle,
    wish,
)
from .agreement import bring_into_force, set_evaluation, word_point
from .calling import Chair, call, invite, spare, trust
from .calling_in import call_in
from .closing import check_coherence, continue_or_end, end_meeting, tell_child
from .evaluating import evaluate
from .linking import give_link, note_opening, prepare_by_link, withdraw_link
from .marking import answer, choose, keep_summary, reveal
from .minutes import correct_word, have_read, make_final
from .moving import approve, begin, move, note_attendance, take_pen
from .photos import put_up_photo, take_down_photo
from .preparing import be_ready, save_answers
from .replying import reply
from .rescheduling import call_off, reschedule
from .signing import sign
from .statements import may_tell, note, take_back
from .substituting import send_substitute
from .wheels import see
from .writing import add_word, change_word, take_down

__all__ = [
    "Chair",
    "accept_wish",
    "add_goal",
    "add_sign",
    "add_word",
    "answer",
    "approve",
    "be_ready",
    "begin",
    "bring_into_force",
    "call",
    "call_in",
    "call_off",
    "change_word",
    "check_coherence",
    "choose",
    "continue_or_end",
    "correct_word",
    "decline_wish",
    "edit_goal",
    "end_goal",
    "end_meeting",
    "evaluate",
    "give_link",
    "have_read",
    "invite",
    "keep_summary",
    "make_final",
    "may_tell",
    "move",
    "note",
    "note_attendance",
    "note_opening",
    "observe",
    "prepare_by_link",
    "promise",
    "put_up_photo",
    "reply",
    "reschedule",
    "reveal",
    "review",
    "save_answers",
    "see",
    "send_substitute",
    "set_evaluation",
    "settle",
    "sign",
    "spare",
    "take_back",
    "take_down",
    "take_down_photo",
    "take_pen",
    "tell_child",
    "trust",
    "wish",
    "withdraw_link",
    "word_point",
]

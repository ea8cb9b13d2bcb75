"""The conversation about a meeting: calling, preparing, the board, the minutes."""

from .board import act, attendance, begin, board, end, move, pen
from .calendar import in_calendar
from .calling import call, chairs, invitation
from .calling_in import call_in
from .child import child, taking_back
from .dry import dry_run
from .evaluation import evaluation
from .family_plan import family_plan, family_plan_pdf
from .goals import goal, goal_end
from .linking import link_paper, links
from .listing import meetings
from .minutes import have_read, make_final, minutes
from .pathways import pathway
from .photos import photo, photo_down, photo_new, picture
from .preparing import draft, preparation
from .printing import agenda_pdf, minutes_pdf
from .replying import reply
from .rescheduling import call_off, reschedule
from .substituting import substitute
from .wall import wall
from .wheels import my_wheel, wheels
from .words import word
from .writing import writing

__all__ = [
    "act",
    "agenda_pdf",
    "attendance",
    "begin",
    "board",
    "call",
    "call_in",
    "call_off",
    "chairs",
    "child",
    "draft",
    "dry_run",
    "end",
    "evaluation",
    "family_plan",
    "family_plan_pdf",
    "goal",
    "goal_end",
    "have_read",
    "in_calendar",
    "invitation",
    "link_paper",
    "links",
    "make_final",
    "meetings",
    "minutes",
    "minutes_pdf",
    "move",
    "my_wheel",
    "pathway",
    "pen",
    "photo",
    "photo_down",
    "photo_new",
    "picture",
    "preparation",
    "reply",
    "reschedule",
    "substitute",
    "taking_back",
    "wall",
    "wheels",
    "word",
    "writing",
]

"""The agenda and the minutes as PDF: what their pages say to this reader, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.ui.dates import clock_text, day_text, moment_text
from tovholder.ui.paper import pdf
from tovholder.ui.paper.blocks import blocks

from .beforehand import told_beforehand

if TYPE_CHECKING:
    from .sitting import Sitting
    from .table import AnyMeeting

LINES = frozenset({"minutes-voice", "minutes-corrected"})
"""What begins a line of its own on the page begins one on paper."""


def refuse_while_sealed(meeting: AnyMeeting) -> None:
    """Raise PermissionDenied while some are alone: nothing of the meeting goes on paper (S-36)."""
    if meeting.sealed:
        raise PermissionDenied(
            _("Some are alone just now. Nothing is printed until they are back.")
        )


def minutes_on_paper(told: dict[str, Any]) -> bytes:
    """The minutes, from what their page is drawn from (views/minutes.py)."""
    return _sheet(told["sitting"], _("Minutes"), "meetings/minutes_article.html", told)


def agenda_on_paper(sitting: Sitting) -> bytes:
    """What the meeting is for, who comes, what happens in which order, what was agreed last."""
    meeting, words = sitting.meeting, sitting.method.words()
    told = {
        "meeting": meeting,
        "sitting": sitting,
        "method_words": words,
        "steps": [(step, words[step.id]) for step in sitting.method.steps],
        "beforehand": told_beforehand(sitting),
        "promised": [] if meeting.has_ended else sitting.earlier,
    }
    return _sheet(sitting, _("Agenda"), "meetings/agenda_article.html", told)


def _sheet(sitting: Sitting, heading: str, template: str, told: dict[str, Any]) -> bytes:
    meeting, method = sitting.meeting, sitting.method.words().title
    day = day_text(timezone.localdate(meeting.starts_at), year=True)
    when = (
        f"{moment_text(meeting.starts_at, weekday=True, year=True)}–{clock_text(meeting.ends_at)}"
    )
    printed = _("Printed by %(name)s on %(day)s, as %(name)s may read it.") % {
        "name": meeting.door.account.name,
        "day": day_text(timezone.localdate(), year=True),
    }
    return pdf(
        "meetings/sheet",
        {
            "heading": f"{heading}: {method}",
            "when": " · ".join(filter(None, (_upper(when), meeting.place))),
            "state": _state(meeting) if template == "meetings/minutes_article.html" else "",
            "blocks": blocks(render_to_string(template, told), lines=LINES),
            "foot": printed,
        },
        title=f"{heading}: {method}, {day}",
        language=get_language() or "en",
    )


def _state(meeting: AnyMeeting) -> str:
    if meeting.minutes_are_final:
        return _("Final")
    return _("Draft") if meeting.has_ended else _("The meeting goes on")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]

"""The agenda and the minutes as PDF: what their pages say to this reader, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.ui.dates import clock_text, day_text, moment_text
from tovholder.ui.paper import pdf
from tovholder.ui.paper.blocks import blocks
from tovholder.ui.qr import qr

from .beforehand import told_beforehand
from .photos import on_paper as pictures_of

if TYPE_CHECKING:
    from .sitting import Sitting
    from .table import AnyInvitation, AnyMeeting

LINES = frozenset({"minutes-voice", "minutes-corrected"})
"""What begins a line of its own on the page begins one on paper."""

MINUTES = "meetings/minutes_article.html"


def refuse_while_sealed(meeting: AnyMeeting) -> None:
    """Raise PermissionDenied while some are alone: nothing of the meeting goes on paper (S-36)."""
    if meeting.sealed:
        raise PermissionDenied(
            _("Some are alone just now. Nothing is printed until they are back.")
        )


def minutes_on_paper(told: dict[str, Any]) -> bytes:
    """The minutes, from what their page is drawn from (views/minutes.py)."""
    return _sheet(told["sitting"], _("Minutes"), MINUTES, told)


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
    minutes = template == MINUTES
    pictures = pictures_of(meeting) if minutes else {}
    return pdf(
        "meetings/sheet",
        {
            "heading": f"{heading}: {method}",
            "when": " · ".join(filter(None, (_upper(when), meeting.place))),
            "state": _state(meeting) if minutes else "",
            "blocks": blocks(render_to_string(template, told), lines=LINES, pictures=pictures),
            "foot": printed,
        },
        title=f"{heading}: {method}, {day}",
        language=get_language() or "en",
    )


def link_on_paper(meeting: AnyMeeting, chair: AnyInvitation, address: str) -> bytes:
    """How somebody without a sign-in writes before the meeting: nothing about anybody else."""
    heading = _("Write before the meeting")
    told = {
        "heading": heading,
        "to": _("To %(name)s") % {"name": chair.name},
        "when": _("The meeting is %(when)s.")
        % {"when": moment_text(meeting.starts_at, weekday=True, year=True)},
        "why": _(
            "You can write beforehand what you want to be heard. You need no sign-in, and a few"
            " words of your own are enough."
        ),
        "how": _("Point the camera of your telephone at the code, or write this address:"),
        "address": address,
        "code": qr(address),
        "alt": _("A code that leads to the address beside it"),
        "said": [
            _("Those who come to the meeting read what you write, and those who help afterwards."),
            _(
                "You can send once. The page shows nothing about anybody, and it closes when you"
                " have sent and when the meeting begins."
            ),
            _("Keep this sheet to yourself: whoever has the address can write in your name."),
            *_said_to_whoever_is_called_in(chair),
        ],
        "foot": settings.MUNICIPALITY,
    }
    return pdf("meetings/link", told, title=heading, language=get_language() or "en")


def _said_to_whoever_is_called_in(chair: AnyInvitation) -> list[str]:
    if not chair.is_called_in:
        return []
    return [
        _(
            "You are called in to this one meeting, and it has been agreed to. What is said there"
            " stays there."
        )
    ]


def _state(meeting: AnyMeeting) -> str:
    if meeting.minutes_are_final:
        return _("Final")
    return _("Draft") if meeting.has_ended else _("The meeting goes on")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]

"""Photos of a real whiteboard: where one may be put up, which hang at a step, and their picture."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from .engine.running import WAITING
from .models import Meeting, Photo, PhotoContent, Writing
from .rules import obstacle_to_changing
from .table import AnyMeeting

if TYPE_CHECKING:
    from tovholder.catalogue.methods import Step
    from tovholder.organisation.models import Account

    from .sitting import Sitting

BOARD = "board"
MOST = 4
"""Photos at one step: a board, and its other half."""


def photos_at(meeting: AnyMeeting, step: str) -> list[Photo]:
    """What hangs at a step. All of the meeting's are read once, however many steps are drawn."""
    if not isinstance(meeting, Meeting):
        return []
    hanging = Photo.objects.standing().select_related("taken_by")
    prefetch_related_objects([meeting], Prefetch("photos", hanging, to_attr="hanging"))
    shown: list[Photo] = meeting.hanging  # type: ignore[attr-defined] # just read
    return [photo for photo in shown if photo.step == step]


def takes_photos(meeting: AnyMeeting, step: Step) -> bool:
    """Whether a photo has a place at this step at all, whoever asks."""
    return obstacle_to_photos(meeting, step) is None


def obstacle_to_photos(meeting: AnyMeeting, step: Step) -> str | None:
    """Why no photo has a place at this step."""
    if not isinstance(meeting, Meeting):
        return _("Nothing about anybody is kept here, and a photo could show it.")
    if step.kind != BOARD:
        return _("A photo has its place where words are put up on a board.")
    if meeting.writing != Writing.PEN:
        return _("At this meeting each writes in their own voice, and a photo has none.")
    if step.options.get("refused") or step.options.get("voices_from"):
        return _("Not everything is said here, and a photo would show it all the same. Write it.")
    return None


def obstacle_to_photo(sitting: Sitting, step: Step, account: Account) -> str | None:
    """Why this account puts no photo up at this step just now."""
    meeting = sitting.meeting
    if obstacle := obstacle_to_changing(meeting) or obstacle_to_photos(meeting, step):
        return obstacle
    if sitting.running.standing(step.id) == WAITING:
        return _("The table has not come to this step.")
    if meeting.pen_holder_id != account.pk:
        return _("%(name)s holds the pen.") % {"name": meeting.pen_holder.name}
    if Photo.objects.standing().filter(meeting=sitting.case_meeting, step=step.id).count() >= MOST:
        return _("Four photos hang here already. Take one down first.")
    return None


def obstacle_to_taking_down(photo: Photo, account: Account) -> str | None:
    """Why this account does not take this photo down."""
    if photo.meeting.minutes_are_final:
        return _("The minutes are final.")
    if photo.meeting.sealed:
        return _("Some are alone just now. Nothing is written until they are back.")
    if photo.taken_by_id != account.pk:
        return _("%(name)s put it up, and takes it down.") % {"name": photo.taken_by.name}
    return None


def on_paper(meeting: AnyMeeting) -> dict[str, str]:
    """By the address of each picture the same picture as a drawing that paper can hold."""
    if not isinstance(meeting, Meeting):
        return {}
    kept = PhotoContent.objects.filter(meeting=meeting).select_related("photo")
    return {
        reverse("meetings:picture", args=[meeting.pk, one.photo_id]): _drawing(one) for one in kept
    }


def _drawing(kept: PhotoContent) -> str:
    wide, high = kept.photo.width, kept.photo.height
    content = base64.b64encode(bytes(kept.content)).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        f' width="{wide}" height="{high}"><image width="{wide}" height="{high}"'
        f' href="data:image/jpeg;base64,{content}"/></svg>'
    )

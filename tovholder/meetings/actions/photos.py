"""A photo of a whiteboard: put up by whoever holds the pen, and taken down by the same."""

from __future__ import annotations

from django.db import connection, transaction

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account
from tovholder.ui.photo import Picture

from ..announcing import announce
from ..models import Meeting, Photo, PhotoContent
from ..photos import obstacle_to_photo, obstacle_to_taking_down
from ..sitting import sit
from .moving import lock
from .writing import refuse


@transaction.atomic
def put_up_photo(*, meeting: Meeting, step: str, picture: Picture, says: str, by: Account) -> Photo:
    """Hang a photo at a step, with what it says in words. Raises ValidationError in words."""
    lock(meeting)
    sitting = sit(meeting)
    refuse(obstacle_to_photo(sitting, sitting.running.step(step), by))
    photo = Photo.objects.create(
        **meeting.owner,
        meeting=meeting,
        step=step,
        says=says.strip(),
        width=picture.width,
        height=picture.height,
        taken_by=by,
    )
    PhotoContent.objects.create(
        **meeting.owner, meeting=meeting, photo=photo, content=picture.content
    )
    trace("meetings.put_up_photo", by=by, case_id=meeting.case_id, about=photo)
    announce(meeting, step)
    return photo


@transaction.atomic
def take_down_photo(*, photo: Photo, by: Account) -> None:
    """Take a photo down: picture and words are gone. Raises ValidationError in words.

    The database's own function does it, and asks the same: nothing else removes a picture.
    """
    meeting = photo.meeting
    lock(meeting)
    refuse(obstacle_to_taking_down(photo, by))
    with connection.cursor() as cursor:
        cursor.execute("SELECT take_down_photo(%s)", [photo.pk])
        (gone,) = cursor.fetchone()
    if gone:
        trace("meetings.take_down_photo", by=by, case_id=meeting.case_id, about=photo)
        announce(meeting, photo.step)

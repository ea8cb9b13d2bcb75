"""A professional who cannot come sends a colleague (S-55)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from tovholder.cases.actions import stand_in, stay_until
from tovholder.organisation.models import Account

from ..models import Meeting, Side
from ..replying import own_chair
from ..substituting import obstacles_to_substituting, own_seat
from ..table import AnyInvitation, AnyMeeting
from .calling import Chair, invite, spare


@transaction.atomic
def send_substitute(*, meeting: Meeting, account: Account, why: str, by: Account) -> AnyInvitation:
    """Let a colleague take one's chair at a meeting; their seat at the case ends with it.

    Raises ValidationError in words for a chair of the family, for whoever the family trusts in
    person, and once the meeting has begun.
    """
    chair, seat = own_chair(meeting, by), own_seat(meeting, by)
    if obstacles := obstacles_to_substituting(meeting, chair, seat):
        raise ValidationError(obstacles)
    assert chair is not None  # noqa: S101 the rule has asked
    assert seat is not None  # noqa: S101 the rule has asked
    stand_in(seat=seat, account=account, until=meeting.ends_at, why=why, by=by)
    spare(invitation=chair, by=by)
    return invite(
        meeting=meeting,
        chair=Chair(
            name=account.name,
            side=Side.PROFESSIONAL,
            account=account,
            profession=account.professional.profession,
        ),
        by=by,
    )


def move_substitutes(meeting: AnyMeeting, *, was: datetime, by: Account) -> None:
    """Let the access of those who come in another's place end with the meeting where it is now."""
    if not isinstance(meeting, Meeting):
        return
    chairs = meeting.invitations.standing().filter(account__isnull=False)
    stay_until(
        case=meeting.case,
        was=was,
        until=meeting.ends_at,
        accounts=list(chairs.values_list("account", flat=True)),
        by=by,
    )

"""Calling in a professional who has no account here, on the family's yes."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.consent.actions import record_consent
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from ..calling_in import obstacle_to_calling_in, until
from ..models import Meeting, Side
from ..table import AnyInvitation
from .calling import CalledIn, Chair, invite
from .moving import lock
from .writing import refuse


@transaction.atomic
def call_in(
    *,
    meeting: Meeting,
    name: str,
    title: str,
    workplace: str,
    because: str,
    given_by: Person,
    form: str,
    by: Account,
    oral_reason: str = "",
    witness: str = "",
    also_given_by: Sequence[Person] = (),
) -> AnyInvitation:
    """Set a chair for somebody from outside, and record the yes it stands on.

    Raises ValidationError in words where the yes cannot be recorded, where something is not said,
    and where nobody from outside is called in.
    """
    lock(meeting)
    refuse(obstacle_to_calling_in(meeting))
    said = [words.strip() for words in (name, title, workplace, because)]
    if not all(said):
        raise ValidationError(_("Say who comes, as what, from where and why."))
    name, title, workplace, because = said
    basis = record_consent(
        person=meeting.case.person,
        given_by=given_by,
        receiver=f"{name}, {title}, {workplace}",
        matter=_("What is said at one meeting, and nothing else"),
        purpose=because,
        until=until(meeting),
        form=form,
        oral_reason=oral_reason,
        witness=witness,
        also_given_by=also_given_by,
        by=by,
    )
    chair = Chair(
        name=name,
        side=Side.PROFESSIONAL,
        profession=title,
        called_in=CalledIn(workplace, because, basis, by),
    )
    return invite(meeting=meeting, chair=chair, by=by)

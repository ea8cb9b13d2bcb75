"""Calling a meeting and setting its chairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.models import Case
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from ..announcing import announce
from ..models import Invitation, Meeting, Side, Spared, Writing
from ..rules import obstacle_to_changing
from ..table.sides import title_of


@dataclass(frozen=True, slots=True)
class Chair:
    """Someone to invite. `relation` is how the family is related: a word people read."""

    name: str
    side: str
    account: Account | None = None
    person: Person | None = None
    profession: str = ""
    relation: str = ""
    trusted: bool = False

    @property
    def title(self) -> str:
        """Who this is to the child, in the reader's language."""
        return title_of(self.side, self.profession, self.relation)


@transaction.atomic
def call(
    *,
    case: Case,
    method: str,
    purpose: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    chairs: Iterable[Chair],
    by: Account,
    writing: str = Writing.PEN,
    follows: Meeting | None = None,
) -> Meeting:
    """Call a meeting; whoever calls it holds the pen until someone else takes it.

    Raises ValidationError where it would end before it begins, or where nobody is invited.
    """
    if ends_at <= starts_at:
        raise ValidationError(_("The meeting ends before it begins."))
    invited = list(chairs)
    if not invited:
        raise ValidationError(_("Invite somebody."))
    meeting = Meeting.objects.create(
        case=case,
        method=method,
        purpose=purpose.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
        called_by=by,
        pen_holder=by,
        writing=writing,
        follows=follows,
    )
    Invitation.objects.bulk_create(_invitation(meeting, chair) for chair in invited)
    trace(
        "meetings.call",
        by=by,
        case_id=case.pk,
        about=meeting,
        detail={"method": method, "chairs": len(invited)},
    )
    return meeting


@transaction.atomic
def invite(*, meeting: Meeting, chair: Chair, by: Account) -> Invitation:
    """Set one more chair."""
    _refuse_if_ended(meeting)
    try:
        with transaction.atomic():
            invitation = _invitation(meeting, chair)
            invitation.save(force_insert=True)
    except IntegrityError:
        raise ValidationError(_("%(name)s is invited.") % {"name": chair.name}) from None
    trace("meetings.invite", by=by, case_id=meeting.case_id, about=invitation)
    announce(meeting)
    return invitation


@transaction.atomic
def spare(*, invitation: Invitation, by: Account) -> None:
    """Take a chair away: this meeting can do without, and that is no reproach."""
    meeting = invitation.meeting
    _refuse_if_ended(meeting)
    if invitation.account_id == meeting.pen_holder_id:
        raise ValidationError(_("Whoever holds the pen stays. Give the pen to someone else first."))
    if invitation.contributions.exists():
        raise ValidationError(
            _("%(name)s has words on the board already.") % {"name": invitation.name}
        )
    Spared.objects.get_or_create(
        invitation=invitation, defaults={"case_id": meeting.case_id, "by": by}
    )
    trace("meetings.spare", by=by, case_id=meeting.case_id, about=invitation)
    announce(meeting)


@transaction.atomic
def trust(*, invitation: Invitation, trusted: bool, by: Account) -> None:
    """Mark, or unmark, that the family trusts this professional."""
    _refuse_if_ended(invitation.meeting)
    if invitation.side != Side.PROFESSIONAL:
        raise ValidationError(_("The family's trust is marked at a professional."))
    invitation.trusted = trusted
    invitation.save(update_fields=["trusted"])
    trace("meetings.trust", by=by, case_id=invitation.case_id, about=invitation)
    announce(invitation.meeting)


def _invitation(meeting: Meeting, chair: Chair) -> Invitation:
    return Invitation(
        case_id=meeting.case_id,
        meeting=meeting,
        account=None if chair.side == Side.COMPANION else chair.account,
        person=chair.person,
        name=chair.name.strip(),
        side=chair.side,
        profession=chair.profession,
        relation=chair.relation,
        trusted=chair.trusted,
    )


def _refuse_if_ended(meeting: Meeting) -> None:
    if ended := obstacle_to_changing(meeting):
        raise ValidationError(ended)

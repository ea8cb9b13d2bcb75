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
from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method
from tovholder.consent.models import Basis
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from ..announcing import announce
from ..calling_in import yes_stands
from ..engine.running import holding
from ..models import Company, Invitation, Meeting, Side, Writing
from ..rules import obstacle_to_changing, obstacle_to_sitting_in, obstacles_to_calling
from ..table import AnyInvitation, AnyMeeting
from ..table.sides import title_of
from .placing import placed


@dataclass(frozen=True, slots=True)
class CalledIn:
    """On whose word and why a professional without an account comes, and on which basis."""

    workplace: str
    because: str
    basis: Basis
    called_in_by: Account


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
    called_in: CalledIn | None = None

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
    instrument: str = "",
) -> Meeting:
    """Call a meeting about a case; whoever calls it holds the pen until someone else takes it.

    Raises ValidationError where it would end before it begins, where nobody is invited, where the
    method is not one for cases or is not to be called yet, or where the family would sit at a
    meeting of professionals.
    """
    known = catalogue().methods.get(method)
    seated = list(chairs)
    if known is not None:
        _refuse_method(known, case)
        _refuse_strangers(known, seated)
    meeting = Meeting(
        case=case,
        method=method,
        purpose=purpose.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        **placed(case.pk, place=place),
        called_by=by,
        pen_holder=by,
        writing=writing,
        follows=follows,
        instrument=instrument,
        company=known.company if known else Company.FAMILY,
    )
    set_table(meeting, seated)
    return meeting


def set_table(meeting: AnyMeeting, chairs: list[Chair]) -> None:
    """Write a meeting with its chairs, in its own book. Raises ValidationError in words."""
    if meeting.ends_at <= meeting.starts_at:
        raise ValidationError(_("The meeting ends before it begins."))
    if not chairs:
        raise ValidationError(_("Invite somebody."))
    for chair in chairs:
        refuse_company(meeting, chair)
    meeting.purpose = meeting.book.read(meeting.purpose)
    meeting.save(force_insert=True)
    seated = [_invitation(meeting, chair) for chair in chairs]
    meeting.book.Invitation.objects.bulk_create(seated)
    trace(
        "meetings.call",
        by=meeting.called_by,
        case_id=meeting.case_id,
        about=meeting,
        detail={"method": meeting.method, "chairs": len(chairs)},
    )


def refuse_company(meeting: AnyMeeting, chair: Chair) -> None:
    """A meeting of professionals has no chair for the family, and is never made into another."""
    alone = getattr(meeting, "company", Company.PROFESSIONALS) == Company.PROFESSIONALS
    if alone and chair.side != Side.PROFESSIONAL:
        raise ValidationError(
            _("This is a meeting of professionals. %(name)s is not invited to it.")
            % {"name": chair.name}
        )
    if chair.side == Side.PROFESSIONAL and not (chair.account or chair.called_in):
        raise ValidationError(
            _("Somebody who has no account here is called in, with the family's yes.")
        )


def _refuse_method(method: Method, case: Case) -> None:
    if not method.is_for_case:
        raise ValidationError(_("This is a way for teams to meet. It holds no case."))
    if held := holding(obstacles_to_calling(method, case)):
        raise ValidationError([obstacle.words for obstacle in held])


def _refuse_strangers(method: Method, chairs: Iterable[Chair]) -> None:
    seats = [(chair.side, chair.relation) for chair in chairs]
    if obstacle := obstacle_to_sitting_in(method, seats):
        raise ValidationError(obstacle)


@transaction.atomic
def invite(*, meeting: AnyMeeting, chair: Chair, by: Account) -> AnyInvitation:
    """Set one more chair."""
    _refuse_if_ended(meeting)
    refuse_company(meeting, chair)
    known = catalogue().methods.get(meeting.method)
    if known is not None:
        _refuse_strangers(known, [Chair(name="", side=Side.FAMILY, relation="child"), chair])
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
def spare(*, invitation: AnyInvitation, by: Account) -> None:
    """Take a chair away: this meeting can do without, and that is no reproach.

    Whoever has words on the board keeps the chair, unless the yes to it has gone: the words stay.
    """
    meeting = invitation.meeting
    _refuse_if_ended(meeting)
    if invitation.account_id == meeting.pen_holder_id:
        raise ValidationError(_("Whoever holds the pen stays. Give the pen to someone else first."))
    if invitation.contributions.exists() and yes_stands(invitation):
        raise ValidationError(
            _("%(name)s has words on the board already.") % {"name": invitation.name}
        )
    meeting.book.Spared.objects.get_or_create(
        invitation=invitation, defaults={**meeting.owner, "by": by}
    )
    trace("meetings.spare", by=by, case_id=meeting.case_id, about=invitation)
    announce(meeting)


@transaction.atomic
def trust(*, invitation: AnyInvitation, trusted: bool, by: Account) -> None:
    """Mark, or unmark, that the family trusts this professional."""
    _refuse_if_ended(invitation.meeting)
    if not isinstance(invitation, Invitation) or invitation.side != Side.PROFESSIONAL:
        raise ValidationError(_("The family's trust is marked at a professional."))
    invitation.trusted = trusted
    invitation.save(update_fields=["trusted"])
    trace("meetings.trust", by=by, case_id=invitation.case_id, about=invitation)
    announce(invitation.meeting)


def _invitation(meeting: AnyMeeting, chair: Chair) -> AnyInvitation:
    invitation: AnyInvitation = meeting.book.Invitation(
        **meeting.owner,
        **meeting.seating(chair),
        meeting=meeting,
        account=None if chair.side == Side.COMPANION else chair.account,
        name=chair.name.strip(),
        side=chair.side,
        profession=chair.profession,
    )
    return invitation


def _refuse_if_ended(meeting: AnyMeeting) -> None:
    if ended := obstacle_to_changing(meeting):
        raise ValidationError(ended)

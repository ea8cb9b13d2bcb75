"""What the leader does before others read: the basis, and which child it is."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.consent.actions import use_exchange
from tovholder.consent.rules import refusal_of_parties
from tovholder.organisation.models import Account
from tovholder.people.actions import Pupil

from ..legal import bases_for_exchange
from ..models import Concern, Ground, HiddenWords, Match
from ..rules import leads
from .sharing import share


@transaction.atomic
def agree(*, concern: Concern, on: date, how: str, by: Account) -> Ground:
    """Record that the parents agreed to the forum knowing who the child is (S-19)."""
    if on > timezone.localdate():
        raise ValidationError({"agreed_on": _("The parents cannot have agreed in the future.")})
    return _record(
        concern, by, Ground(kind=Ground.Kind.AGREED, agreed_on=on, agreed_how=how.strip())
    )


@transaction.atomic
def discuss_anonymously(*, concern: Concern, also: Iterable[str], by: Account) -> Ground:
    """Let the forum read the concern with the child's name and class hidden (S-45).

    `also` are further words that point to the child: a nickname, a sibling, a street.
    """
    ground = Ground(kind=Ground.Kind.ANONYMOUS)
    return _record(concern, by, ground, also=[word for word in also if word.strip()])


@transaction.atomic
def exchange_once(
    *,
    concern: Concern,
    why_not: dict[str, str],
    necessary: str,
    parties: Sequence[str],
    legal_basis: str,
    by: Account,
    again: str = "",
) -> Ground:
    """Record a one-time exchange without consent (S-44).

    `why_not` says, for each of `anonymous`, `with_parents` and `consent`, why it is not enough;
    `again`, why once more where it has been used for the child before. Raises ValidationError
    where the legal basis does not hold today or does not list the parties, the child is not known,
    or it has been used.
    """
    rules = {rule.id: rule for rule in bases_for_exchange(concern.forum.unit.country)}
    if legal_basis not in rules:
        raise ValidationError({"legal_basis": _("This legal basis does not hold today.")})
    if refusal := refusal_of_parties(rules[legal_basis], parties):
        raise ValidationError({"parties": refusal})
    matched = concern.matches.newest()
    if matched is None:
        raise ValidationError(_("Say first which pupil the child is."))
    ground = Ground(
        kind=Ground.Kind.EXCHANGE,
        why_not_anonymous=why_not["anonymous"],
        why_not_with_parents=why_not["with_parents"],
        why_not_consent=why_not["consent"],
        necessary=necessary,
        parties=list(parties),
        legal_basis=legal_basis,
    )
    recorded = _record(concern, by, ground)
    use_exchange(person_id=matched.person_id, kind=legal_basis, reason=again, by=by)
    return recorded


@transaction.atomic
def match(*, concern: Concern, pupil: Pupil, by: Account) -> Match:
    """Say which person the child is; a new match takes the place of the one before."""
    _check_leader(concern, by)
    Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    before = concern.matches.newest()
    found = Match.objects.create(
        concern=concern,
        number=concern.matches.count() + 1,
        person_id=pupil.id,
        name=pupil.name,
        birth_date=pupil.birth_date,
        by=by,
    )
    _move_exchange(concern, before, found)
    trace("concerns.match", by=by, about=concern, detail={"person": str(pupil.id)})
    return found


def _move_exchange(concern: Concern, before: Match | None, found: Match) -> None:
    """An exchange for the wrong child counts for the right one too: both were spoken of."""
    ground = Ground.objects.standing().filter(concern=concern).first()
    if ground is None or ground.kind != Ground.Kind.EXCHANGE:
        return
    if before is None or before.person_id != found.person_id:
        day = timezone.localdate(ground.at)
        use_exchange(person_id=found.person_id, kind=ground.legal_basis, by=found.by, on=day)


def _record(concern: Concern, by: Account, ground: Ground, also: Iterable[str] = ()) -> Ground:
    _check_leader(concern, by)
    locked = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    ground.concern = concern
    ground.number = locked.grounds_recorded + 1
    ground.by = by
    ground.save(force_insert=True)
    if words := list(also):
        HiddenWords.objects.create(ground=ground, words=words)
    share(concern, ground)
    trace(
        "concerns.record_ground",
        by=by,
        about=concern,
        detail={"kind": ground.kind, "legal_basis": ground.legal_basis},
    )
    # The database has set what the ground shows; the row in hand says the same.
    concern.refresh_from_db(fields=["shown", "grounds_recorded"])
    return ground


def _check_leader(concern: Concern, by: Account) -> None:
    if not leads(by, concern):
        raise ValidationError(_("Only the one who leads the team does this."))

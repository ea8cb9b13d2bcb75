"""Drawing the map of who stands round the child (S-40): a list of rows, each said once and kept."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..models import Actor, ActorEnd, Bond, Case
from .cases import in_turn, refuse_when_closed


@transaction.atomic
def place_actor(
    *,
    case: Case,
    name: str,
    role: str,
    sector: str,
    strength: str,
    quality: int,
    by: Account,
    account_id: int | None = None,
    words: str = "",
) -> Actor:
    """Put someone on the map with their tie to the child; one account stands there once."""
    in_turn(case)
    refuse_when_closed(case)
    standing = Actor.objects.of(case).filter(end__isnull=True)
    if account_id is not None and standing.filter(account=account_id).exists():
        raise ValidationError(_("%(name)s is on the map already.") % {"name": name})
    actor = Actor.objects.create(
        case=case, name=name.strip(), role=role.strip(), sector=sector, account_id=account_id, by=by
    )
    Bond.objects.create(
        case=case, actor=actor, strength=strength, quality=quality, words=words, by=by
    )
    trace("cases.place_actor", by=by, case_id=case.pk, about=actor)
    return actor


@transaction.atomic
def tell_bond(
    *,
    actor: Actor,
    strength: str,
    quality: int,
    by: Account,
    other: Actor | None = None,
    words: str = "",
) -> Bond:
    """Say how a tie is today: to the child, or between two on the map of the same case.

    A tie between two is one tie, whoever of them it is told of.
    """
    refuse_when_closed(actor.case)
    if ActorEnd.objects.filter(actor__in=[actor, *([other] if other else [])]).exists():
        raise ValidationError(_("They are no longer on the map."))
    if other is not None:
        if other.case_id != actor.case_id or other == actor:
            raise ValidationError(_("Choose someone else on the same map."))
        actor, other = sorted((actor, other), key=lambda one: str(one.pk))
    bond = Bond.objects.create(
        case_id=actor.case_id, actor=actor, other=other, strength=strength, quality=quality,
        words=words, by=by,
    )  # fmt: skip
    trace("cases.tell_bond", by=by, case_id=actor.case_id, about=bond)
    return bond


@transaction.atomic
def take_off(*, actor: Actor, by: Account, reason: str = "") -> None:
    """Say that someone no longer stands round the child; earlier maps still show them."""
    refuse_when_closed(actor.case)
    try:
        with transaction.atomic():
            ActorEnd.objects.create(case_id=actor.case_id, actor=actor, reason=reason, by=by)
    except IntegrityError:
        raise ValidationError(_("They are no longer on the map.")) from None
    trace("cases.take_off", by=by, case_id=actor.case_id, about=actor)

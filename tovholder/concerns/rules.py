"""Questions about a concern and its forum, answered with reasons in words."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.consent.wording import parties_in_words
from tovholder.organisation.models import Account, Forum, Membership

from .models import Concern, Decision, Ground


def receiving_forums(account: Account, *, anonymous: bool = False) -> list[Forum]:
    """The forums to which someone may send a concern.

    One's own workplace's that are reached from no other (S-19, S-21); where the concern was told
    by someone who gives no name, every one that takes such an approach.
    """
    if not account.is_professional:
        return []
    kinds = catalogue().fora.values()
    asked = [kind for kind in kinds if kind.holds_cases and kind.instrument]
    if anonymous:
        direct = [kind.id for kind in asked if kind.takes_anonymous]
        forums = Forum.objects.all()
    else:
        direct = [kind.id for kind in asked if not kind.reached_from]
        forums = Forum.objects.filter(unit=account.professional.unit_id)
    reached = forums.filter(kind__in=direct, holds_cases=True).select_related("unit")
    return list(reached.order_by("name", "pk"))


def receiving_forum(account: Account) -> Forum | None:
    """The first forum one's own workplace sends its concerns to, or None."""
    return next(iter(receiving_forums(account)), None)


def forums_further_on(concern: Concern) -> list[Forum]:
    """Where a concern may go on to from the forum it is at: along the ways of the catalogue.

    Those of one's own workplace first; and back to the forum it was first sent to.
    """
    here = concern.forum
    kinds = [
        kind.id
        for kind in catalogue().fora.values()
        if here.kind in kind.reached_from and kind.holds_cases
    ]
    led = Membership.objects.current().filter(forum=OuterRef("pk"), chair=True)
    found = (
        Forum.objects.holding_cases()
        .filter(Q(kind__in=kinds) | Q(pk=concern.sent_to_id), Exists(led))
        .exclude(pk=here.pk)
        .select_related("unit")
        .order_by("name", "pk")
    )
    return sorted(found, key=lambda forum: forum.unit_id != here.unit_id)


def decisions_about(concern: Concern) -> frozenset[str]:
    """What the forum may decide about a concern: its mandate, and always to send it back."""
    described = concern.forum.described
    mandate = frozenset(described.decisions if described else Decision.Kind.values)
    came_from_another = concern.forum_id != concern.sent_to_id
    return mandate | ({Decision.Kind.REFERRED.value} if came_from_another else frozenset())


def obstacles_to_referring(concern: Concern, to: Forum | None = None) -> list[str]:
    """Why a concern cannot go on to another forum yet; an empty list when it can."""
    if to is not None and to.pk == concern.sent_to_id:
        return []
    ground = Ground.objects.standing().filter(concern=concern).first()
    if ground is None:
        return [_("Say first on what basis others may read it.")]
    if ground.kind == Ground.Kind.EXCHANGE:
        return [
            _(
                "A one-time exchange is for those it was recorded for. Speak with the parents, or"
                " let the other team read it anonymously."
            )
        ]
    return []


def next_sitting(forum: Forum, today: date) -> date:
    """The next day the forum meets, today included (S-19: every week)."""
    return today + timedelta(days=(forum.weekday - today.weekday()) % 7)


def leads(account: Account, concern: Concern) -> bool:
    """Whether someone leads the forum a concern is at, and knows who the child is."""
    return concern.leader_knows_child and _memberships(account, concern).filter(chair=True).exists()


def sits_in_forum(account: Account, concern: Concern) -> bool:
    """Whether someone sits in the forum a concern is at."""
    return _memberships(account, concern).exists()


def obstacles_to_sending_on(concern: Concern) -> list[str]:
    """Why a concern cannot be sent on yet; an empty list when it can."""
    obstacles = []
    ground = Ground.objects.standing().filter(concern=concern).first()
    if ground is None or ground.kind == Ground.Kind.ANONYMOUS:
        obstacles.append(
            _(
                "The others may not know who the child is. Speak with the parents, or record a"
                " one-time exchange, before it is sent on."
            )
        )
    elif not concern.matches.exists():
        obstacles.append(_("Nobody has said yet which pupil the child is."))
    return obstacles


def refusal_to_take(ground: Ground, account: Account) -> str | None:
    """Why somebody may not take a concern home on its ground, or None where they may.

    An exchange lets the parties it was recorded for talk together, and opens a case for no other.
    """
    if ground.kind != Ground.Kind.EXCHANGE or account.professional.unit.kind in ground.parties:
        return None
    return _("The exchange is between %(parties)s. Choose somebody who works there.") % {
        "parties": parties_in_words(ground.parties)
    }


def asks_parents(concern: Concern) -> bool:
    """Whether the forum reads by the parents' yes, which another forum needs too."""
    ground = Ground.objects.standing().filter(concern=concern).first()
    return ground is not None and ground.kind == Ground.Kind.AGREED


def _memberships(account: Account, concern: Concern) -> QuerySet[Membership]:
    return Membership.objects.current().filter(account=account.pk, forum=concern.forum_id)

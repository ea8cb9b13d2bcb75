"""Questions about a concern and its forum, answered with reasons in words."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tovholder.organisation.models import Account, Forum, Membership

from .models import Concern, Ground

TRIAGE = "school-triage"


def receiving_forum(account: Account) -> Forum | None:
    """The triage of the unit someone works in, or None."""
    if not account.is_professional:
        return None
    forums = Forum.objects.filter(kind=TRIAGE, unit=account.professional.unit_id)
    return forums.select_related("unit").order_by("name").first()


def next_sitting(forum: Forum, today: date) -> date:
    """The next day the forum meets, today included (S-19: every week)."""
    return today + timedelta(days=(forum.weekday - today.weekday()) % 7)


def leads(account: Account, concern: Concern) -> bool:
    """Whether someone leads the forum a concern was sent to."""
    return _memberships(account, concern).filter(chair=True).exists()


def sits_in_forum(account: Account, concern: Concern) -> bool:
    """Whether someone sits in the forum a concern was sent to."""
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


def _memberships(account: Account, concern: Concern) -> QuerySet[Membership]:
    return Membership.objects.current().filter(account=account.pk, forum=concern.forum_id)

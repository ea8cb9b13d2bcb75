"""Questions about who may sit in a forum and lead it, answered with reasons in words."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .models import Account, Forum, Membership, Memberships, Professional

MOST_LEADERS_OF_A_PAIR = 2


def obstacles_to_joining(forum: Forum, account: Account, *, chair: bool = False) -> list[str]:
    """Why someone cannot take a place in a forum; an empty list when they can."""
    obstacles = _obstacles_to_sitting(forum, account)
    return obstacles + (obstacles_to_leading(forum, account) if chair else [])


def obstacles_to_leading(forum: Forum, account: Account) -> list[str]:
    """Why someone cannot lead a forum: a pair is two of different professions (S-42)."""
    described = forum.described
    if described is None or not described.pair:
        return []
    leaders = _sitting(forum).filter(chair=True, stands_in_for=None).exclude(account=account.pk)
    held = [each.account.professional.profession for each in leaders.in_turn()]
    if len(held) >= MOST_LEADERS_OF_A_PAIR:
        return [_("Two lead this team already. One of them must stop leading it first.")]
    if account.is_professional and account.professional.profession in held:
        return [_("The two who lead this team come from different professions.")]
    return []


def obstacles_to_substituting(membership: Membership, account: Account) -> list[str]:
    """Why someone cannot hold a member's place for a while (S-55)."""
    obstacles = _obstacles_to_sitting(membership.forum, account)
    return obstacles + obstacles_to_sending_anyone(membership)


def obstacles_to_sending_anyone(membership: Membership) -> list[str]:
    """Why nobody at all comes in a member's place."""
    if membership.forum.closed:
        return [_("This team is closed: nobody comes in another's place.")]
    if membership.stands_in_for_id is not None:
        return [_("A substitute does not send a substitute.")]
    if membership.ends is not None:
        return [_("A guest does not send a substitute.")]
    return []


def who_may_substitute(membership: Membership) -> QuerySet[Account]:
    """Colleagues of a member's place of work who do not sit in the team."""
    sitting = _sitting(membership.forum).values("account")
    return (
        Account.objects.filter(
            professional__in=Professional.objects.current(),
            professional__unit__professionals__account=membership.account_id,
            is_active=True,
        )
        .exclude(pk__in=sitting)
        .select_related("professional__account")
        .order_by("sort_key")
    )


def _obstacles_to_sitting(forum: Forum, account: Account) -> list[str]:
    if not account.is_professional:
        return [_("Only people at work sit in a team.")]
    if _sitting(forum).filter(account=account.pk).exists():
        return [_("%(name)s sits in this team already.") % {"name": account.name}]
    return []


def _sitting(forum: Forum) -> Memberships:
    return Membership.objects.current().filter(forum=forum.pk)

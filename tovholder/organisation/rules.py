"""Questions about who may sit in a forum, hold an office and stand in, answered in words."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import (
    Absence,
    Account,
    Forum,
    Membership,
    Memberships,
    Officer,
    Professional,
    Unit,
)

MOST_LEADERS_OF_A_PAIR = 2
LONGEST_AWAY = timedelta(days=366)


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


def who_may_be_officer(by: Account) -> QuerySet[Account]:
    """Whom an administrator may propose: neither leads a unit, keeps accounts, nor holds it."""
    open_offices = Officer.objects.open().values("account")
    leaders = Professional.objects.current().filter(is_leader=True).values("account")
    found = Account.objects.filter(is_active=True, is_administrator=False)
    return (
        found.exclude(pk=by.pk)
        .exclude(pk__in=open_offices)
        .exclude(pk__in=leaders)
        .order_by("sort_key", "pk")
    )


def obstacles_to_proposing(account: Account, by: Account) -> list[str]:
    """Why somebody cannot be proposed as data-protection officer by this person."""
    if not by.is_administrator:
        return [_("An administrator proposes the data-protection officer.")]
    if account.pk == by.pk:
        return [_("Nobody proposes themselves.")]
    if account.is_administrator:
        return [_("Whoever keeps the accounts in order does not watch over the trace as well.")]
    if account.is_professional and account.professional.is_leader:
        return [_("Whoever leads a unit does not watch over the trace as well.")]
    if Officer.objects.open().filter(account=account.pk).exists():
        return [_("%(name)s holds the office, or is proposed already.") % {"name": account.name}]
    return []


def obstacles_to_confirming(officer: Officer, by: Account) -> list[str]:
    """Why this person cannot confirm a proposed data-protection officer."""
    if not by.is_administrator:
        return [_("An administrator confirms the data-protection officer.")]
    if by.pk == officer.proposed_by_id:
        return [_("You proposed this yourself. Another administrator confirms it.")]
    if by.pk == officer.account_id:
        return [_("Nobody confirms themselves.")]
    return []


def obstacles_to_asking_for_the_end(by: Account) -> list[str]:
    """Why this person cannot ask for the end of an office, or let it go on."""
    if not by.is_administrator:
        return [_("An administrator ends the office.")]
    return []


def obstacles_to_ending(officer: Officer, by: Account) -> list[str]:
    """Why this person cannot end the office now; a proposal is taken back by one alone."""
    if not by.is_administrator:
        return [_("An administrator ends the office.")]
    if officer.confirmed_by_id is None:
        return []
    if officer.end_asked_by_id is None:
        return [_("One administrator asks for the end, and another ends the office.")]
    if officer.end_asked_by_id == by.pk:
        return [_("You asked for this yourself. Another administrator ends the office.")]
    return []


def who_uses_codes() -> QuerySet[Account]:
    """Who signs in with one-time codes; the database tells it to administrators alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_with_codes()")
        found: list[int] = cursor.fetchone()[0]
    return Account.objects.filter(pk__in=found).order_by("sort_key", "pk")


def speaks_for(by: Account, account: Account) -> bool:
    """Whether somebody says that a colleague is away: themselves, or whoever leads the unit."""
    if not (by.is_professional and account.is_professional):
        return False
    leads = by.professional.is_leader and by.professional.unit_id == account.professional.unit_id
    return by.pk == account.pk or leads


def for_whom(by: Account) -> QuerySet[Account]:
    """Whom somebody can say to be away: themselves, and for a leader those of the unit."""
    found = _at_work()
    if not by.professional.is_leader:
        return found.filter(pk=by.pk)
    return found.filter(professional__unit=by.professional.unit_id)


def who_may_cover() -> QuerySet[Account]:
    """Everyone at work here today."""
    return _at_work()


def obstacles_to_being_away(
    account: Account, cover: Account, *, starts: datetime, ends: datetime, by: Account
) -> list[str]:
    """Why this colleague cannot stand in, in this time, said by this person."""
    obstacles = []
    if not speaks_for(by, account):
        obstacles.append(_("Whoever is away says it, or whoever leads the unit."))
    if account.pk == cover.pk:
        obstacles.append(_("Nobody stands in for themselves. Choose a colleague."))
    elif cover.pk == by.pk:
        obstacles.append(_("You say it for a colleague: choose somebody else than yourself."))
    if not who_may_cover().filter(pk=cover.pk).exists():
        obstacles.append(_("Only somebody who works here today stands in."))
    if not timezone.now() < ends or not starts < ends:
        obstacles.append(_("The last day cannot lie before the first, nor before today."))
    elif ends - starts > LONGEST_AWAY:
        obstacles.append(_("Choose a time of a year at most."))
    others = Absence.objects.not_ended().filter(account=account, starts__lt=ends, ends__gt=starts)
    already = _("%(name)s stands in already in some of these days. End that first.")
    return obstacles + [already % {"name": other.cover.name} for other in others.told()[:1]]


def _at_work() -> QuerySet[Account]:
    found = Account.objects.filter(professional__in=Professional.objects.current(), is_active=True)
    return found.select_related("professional__account", "professional__unit").order_by(
        "sort_key", "pk"
    )


def _obstacles_to_sitting(forum: Forum, account: Account) -> list[str]:
    if not account.is_professional:
        return [_("Only people at work sit in a team.")]
    if _sitting(forum).filter(account=account.pk).exists():
        return [_("%(name)s sits in this team already.") % {"name": account.name}]
    return []


def _sitting(forum: Forum) -> Memberships:
    return Membership.objects.current().filter(forum=forum.pk)


def house_country() -> str:
    """The country whose law holds for the house itself, which has one: that of its first unit."""
    found = Unit.objects.order_by("pk").values_list("country", flat=True).first()
    return found or "dk"

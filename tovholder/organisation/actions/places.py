"""Setting up the place of work."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.catalogue import catalogue

from ..calendars import link_of
from ..models import Account, CalendarLink, Forum, Membership, Professional, Unit
from ..names import first_password
from ..rules import obstacles_to_joining, obstacles_to_leading, obstacles_to_substituting
from ..secret_addresses import hash_of, new_secret

FIRST_PASSWORD_SERVES = timedelta(days=30)


@transaction.atomic
def add_unit(
    *,
    name: str,
    kind: str,
    country: str = "dk",
    parent: Unit | None = None,
    by: Account | None = None,
) -> Unit:
    """Add a place of work."""
    unit = Unit.objects.create(name=name, kind=kind, country=country, parent=parent)
    trace("organisation.add_unit", by=by, about=unit)
    return unit


@transaction.atomic
def add_account(
    *,
    username: str,
    name: str,
    language: str = "da",
    password: str | None = None,
    is_administrator: bool = False,
    by: Account | None = None,
) -> Account:
    """Give someone an account; without a password it cannot be used to sign in with one."""
    account = Account(
        username=username, name=name, language=language, is_administrator=is_administrator
    )
    account.set_password(password)
    account.save()
    trace("organisation.add_account", by=by, about=account)
    return account


@transaction.atomic
def give_first_password(*, account: Account, by: Account) -> str:
    """Make a password that serves for thirty days, to choose one's own with; answers it once.

    It is kept nowhere in the clear. Where one made earlier waits still, it is worth nothing now.
    """
    password = first_password()
    account.set_password(password)
    account.first_password_until = timezone.now() + FIRST_PASSWORD_SERVES
    account.first_password_by = by
    account.save()
    trace("organisation.give_first_password", by=by, about=account)
    return password


@transaction.atomic
def employ(
    *,
    account: Account,
    unit: Unit,
    profession: str,
    is_leader: bool = False,
    by: Account | None = None,
) -> Professional:
    """Say that someone works in a unit, in a profession of the catalogue."""
    professional = Professional.objects.create(
        account=account, unit=unit, profession=profession, is_leader=is_leader
    )
    trace("organisation.employ", by=by, about=professional)
    return professional


@transaction.atomic
def stop_working(*, professional: Professional, last_day: date, by: Account | None = None) -> None:
    """Say which day is someone's last here. The day after, what they saw at work is closed.

    Seats stand no longer, places in teams end; the account stays, for it may be a parent's too.
    """
    midnight = datetime.combine(last_day + timedelta(days=1), time.min)
    professional.works_to = timezone.make_aware(midnight)
    professional.save(update_fields=["works_to"])
    trace("organisation.stop_working", by=by, about=professional)


@transaction.atomic
def add_forum(
    *,
    kind: str,
    name: str,
    unit: Unit,
    weekday: int,
    part_of: Forum | None = None,
    by: Account | None = None,
) -> Forum:
    """Set up a forum of a kind the catalogue describes; what it may hold is the kind's (S-54).

    Raises ValidationError in words where the catalogue knows no such kind.
    """
    described = catalogue().fora.get(kind)
    if described is None:
        raise ValidationError({"kind": _("The catalogue knows no such kind of team.")})
    forum = Forum.objects.create(
        kind=kind,
        name=name,
        unit=unit,
        weekday=weekday,
        holds_cases=described.holds_cases,
        receives_notifications=described.receives_notifications,
        closed=described.closed,
        part_of=part_of,
    )
    trace("organisation.add_forum", by=by, about=forum)
    return forum


@transaction.atomic
def join(
    *,
    forum: Forum,
    account: Account,
    chair: bool = False,
    until: datetime | None = None,
    by: Account | None = None,
) -> Membership:
    """Give someone a place in a forum from now on; a guest's ends at `until`.

    Raises ValidationError in words for one who sits there already, and for a leader of a kind
    that two of different professions lead. Nobody gives themselves a place at a reception: what
    is read there takes two.
    """
    if forum.receives_notifications and by is not None and by.pk == account.pk:
        raise ValidationError(_("Ask another administrator: nobody seats themselves here."))
    _lock(forum)
    _raise(obstacles_to_joining(forum, account, chair=chair))
    membership = Membership.objects.create(
        forum=forum,
        account=account,
        chair=chair,
        leads_since=Now() if chair else None,
        ends=until,
        turn=_last_turn(forum) + 1,
    )
    trace("organisation.join", by=by, about=membership, detail={"forum": str(forum.pk)})
    return membership


@transaction.atomic
def leave(*, membership: Membership, by: Account) -> None:
    """End someone's place in a forum now, and that of whoever holds it meanwhile."""
    _lock(membership.forum)
    ended = Membership.objects.current().filter(
        Q(pk=membership.pk) | Q(stands_in_for=membership.pk), forum=membership.forum_id
    )
    for each in ended:
        each.ends = Now()
        each.save(update_fields=["ends"])
        trace("organisation.leave", by=by, about=each, detail={"forum": str(each.forum_id)})


@transaction.atomic
def sit_until(*, membership: Membership, until: datetime, by: Account) -> None:
    """Say until when someone sits there, from now on as a guest."""
    _lock(membership.forum)
    membership.ends = until
    membership.save(update_fields=["ends"])
    trace("organisation.sit_until", by=by, about=membership)


@transaction.atomic
def lead(*, membership: Membership, leads: bool, by: Account) -> None:
    """Say that a member leads the forum, or leads it no longer."""
    _lock(membership.forum)
    if leads:
        _raise(obstacles_to_leading(membership.forum, membership.account))
    if leads and not membership.chair:
        membership.leads_since = timezone.now()
    elif not leads:
        membership.leads_since = None
    membership.chair = leads
    membership.save(update_fields=["chair", "leads_since"])
    trace("organisation.lead", by=by, about=membership, detail={"leads": leads})


@transaction.atomic
def send_substitute(
    *, membership: Membership, account: Account, until: datetime, by: Account
) -> Membership:
    """Let a colleague hold a member's place until a time (S-55: one sends a substitute).

    The substitute reads and does there what a member does. What only a leader reads about a child
    is not handed on with the place: nobody leads in another's place where cases are held.
    Raises ValidationError in words for a forum that is closed, and for one who sits there.
    """
    forum = membership.forum
    _lock(forum)
    _raise(obstacles_to_substituting(membership, account))
    if until <= timezone.now():
        raise ValidationError({"until": _("Choose a time to come.")})
    substitute = Membership.objects.create(
        forum=forum,
        account=account,
        chair=membership.chair and not forum.holds_cases,
        ends=until,
        stands_in_for=membership,
        turn=membership.turn,
    )
    trace("organisation.send_substitute", by=by, about=substitute, detail={"forum": str(forum.pk)})
    return substitute


def _lock(forum: Forum) -> None:
    Forum.objects.select_for_update(of=("self",)).get(pk=forum.pk)


def _raise(obstacles: list[str]) -> None:
    if obstacles:
        raise ValidationError(obstacles)


def _last_turn(forum: Forum) -> int:
    last = forum.memberships.aggregate(last=Max("turn"))["last"]
    return last or 0


@transaction.atomic
def choose_language(*, account: Account, language: str) -> None:
    """Show this person's pages in another language."""
    account.language = language
    account.save(update_fields=["language", "sort_key"])
    trace("organisation.choose_language", by=account, about=account)


@transaction.atomic
def make_calendar_link(
    *, account: Account, fixed_days: bool, reminds: bool = True, by: Account
) -> str:
    """Make the secret address of one's own calendar, and answer the secret once.

    An address made earlier opens nothing from now on. The secret is kept nowhere in the clear.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    _end_calendar_link(account)
    secret = new_secret()
    link = CalendarLink.objects.create(
        account=account, hashed=hash_of(secret), fixed_days=fixed_days, reminds=reminds
    )
    trace("organisation.make_calendar_link", by=by, about=link, detail={"fixed_days": fixed_days})
    return secret


@transaction.atomic
def end_calendar_link(*, account: Account, by: Account) -> None:
    """Let the secret address open nothing any more. Ended already, it stays so."""
    if ended := _end_calendar_link(account):
        trace("organisation.end_calendar_link", by=by, about=ended)


@transaction.atomic
def set_calendar(*, account: Account, fixed_days: bool, reminds: bool, by: Account) -> None:
    """Say whether the fixed days of one's teams stand in the calendar, and whether it reminds one
    before a meeting; the address stays."""
    link = link_of(account)
    if link is None:
        raise ValidationError(_("You have no calendar address. Make one first."))
    link.fixed_days, link.reminds = fixed_days, reminds
    link.save(update_fields=["fixed_days", "reminds"])
    detail = {"fixed_days": fixed_days, "reminds": reminds}
    trace("organisation.set_calendar", by=by, about=link, detail=detail)


def _end_calendar_link(account: Account) -> CalendarLink | None:
    link = link_of(account)
    if link is not None:
        link.ended_at = Now()
        link.save(update_fields=["ended_at"])
    return link

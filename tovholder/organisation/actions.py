"""Setting up the place of work. The only file here that writes."""

from django.db import transaction

from tovholder.audit.trace import trace

from .models import Account, Forum, Membership, Professional, Unit


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
def add_forum(
    *, kind: str, name: str, unit: Unit, weekday: int, by: Account | None = None
) -> Forum:
    """Set up a forum of a kind the catalogue describes (S-54)."""
    forum = Forum.objects.create(kind=kind, name=name, unit=unit, weekday=weekday)
    trace("organisation.add_forum", by=by, about=forum)
    return forum


@transaction.atomic
def join(
    *, forum: Forum, account: Account, chair: bool = False, by: Account | None = None
) -> Membership:
    """Give someone a place in a forum from now on."""
    membership = Membership.objects.create(forum=forum, account=account, chair=chair)
    trace("organisation.join", by=by, about=membership, detail={"forum": str(forum.pk)})
    return membership


@transaction.atomic
def choose_language(*, account: Account, language: str) -> None:
    """Show this person's pages in another language."""
    account.language = language
    account.save(update_fields=["language", "sort_key"])
    trace("organisation.choose_language", by=account, about=account)

"""Signing in at a provider outside the house: connected and taken away by whoever it is."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tovholder.audit.context import acting
from tovholder.audit.trace import trace

from ..elsewhere import Provider
from ..models import Account, Identity

SALT = "tovholder.organisation.identities"


def account_elsewhere(provider: Provider, person: str) -> Account | None:
    """Whose account somebody opens whom the provider names so.

    None whether nobody is connected, or the account is closed: after the same two questions.
    """
    named = keyed_hash(provider, person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder_of_identity(%s)", [named])
        (key,) = cursor.fetchone()
    account = Account.objects.filter(pk=key or 0, is_active=True).first()
    if account is not None:
        with acting(account):
            Identity.objects.standing().filter(keyed_hash=named).update(used_at=Now())
    return account


def connect_identity(*, provider: Provider, person: str, by: Account) -> Identity:
    """Let what somebody is at a provider open their account from now on.

    Raises ValidationError in the same words whether it opens an account already, or they have
    another at this provider.
    """
    named = keyed_hash(provider, person)
    try:
        with transaction.atomic():
            added = Identity.objects.create(account=by, provider=provider.key, keyed_hash=named)
    except IntegrityError:
        raise ValidationError(
            _("This sign-in cannot be connected here. It may be in use already.")
        ) from None
    trace("organisation.connect_identity", by=by, about=by, detail={"provider": provider.key})
    return added


@transaction.atomic
def end_identity(*, identity_id: UUID, by: Account) -> None:
    """Let it open nothing any more. Ended already, it stays so."""
    ended = Identity.objects.standing().filter(account=by, pk=identity_id)
    if ended.update(keyed_hash=b"", ended_at=Now()):
        trace("organisation.end_identity", by=by, about=by, detail={"identity": str(identity_id)})


def keyed_hash(provider: Provider, person: str) -> bytes:
    """What is kept of a person's name at a provider: nothing that tells it to anybody.

    It rests on the issuer, so that a key given to another provider later opens nothing.
    """
    named = f"{provider.issuer}\n{provider.person}\n{person}"
    return salted_hmac(SALT, named, algorithm="sha256").digest()

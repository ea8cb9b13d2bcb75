"""Signing in with a passkey: added, used and taken away by whoever holds it."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tovholder.audit.context import acting
from tovholder.audit.limits import limit
from tovholder.audit.trace import trace

from .. import passkeys
from ..models import Account, Passkey
from ..passkeys import Here

MOST = 10
TRIES = 10
SECONDS = 15 * 60


@transaction.atomic
def add_passkey(*, name: str, answer: str, sealed: str, here: Here, by: Account) -> Passkey:
    """Let a key that a device has just made open this account.

    Raises ValidationError in words where the answer is not true, or there are ten already.
    """
    limit("passkey made", str(by.pk), times=TRIES, seconds=SECONDS)
    if Passkey.objects.standing().filter(account=by).count() >= MOST:
        raise ValidationError(_("You have ten passkeys. Take one away first."))
    found = passkeys.made(answer, sealed, by, here)
    try:
        with transaction.atomic():
            added = Passkey.objects.create(
                account=by, name=name.strip(), credential=found.credential,
                public_key=found.public_key, uses=found.uses,
            )  # fmt: skip
    except IntegrityError:
        raise ValidationError(_("The passkey could not be made. Try again.")) from None
    trace("organisation.add_passkey", by=by, about=by, detail={"passkey": str(added.pk)})
    return added


def prove_by_passkey(*, answer: str, sealed: str, here: Here) -> Account:
    """Whose passkey has answered the challenge.

    Raises ValidationError in the same words whether the key is unknown, taken away or of somebody
    who may not come in, and where the answer is not true or was sent before.
    """
    challenge = passkeys.challenge_of(sealed, None)
    account = _holder(passkeys.credential_of(answer)) if challenge else None
    if account is not None and _used(account, answer, challenge, here):
        return account
    raise ValidationError(_("This passkey does not open Tovholder. Use your password."))


@transaction.atomic
def end_passkey(*, passkey_id: UUID, by: Account) -> None:
    """Let one of one's own keys open nothing any more. Ended already, it stays so."""
    ended = Passkey.objects.standing().filter(account=by, pk=passkey_id)
    if ended.update(public_key=b"", ended_at=Now(), ended_by=by):
        trace("organisation.end_passkey", by=by, about=by, detail={"passkey": str(passkey_id)})


def _holder(credential: bytes) -> Account | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder_of_passkey(%s)", [credential])
        (key,) = cursor.fetchone()
    return Account.objects.filter(pk=key, is_active=True).first() if key else None


def _used(account: Account, answer: str, challenge: bytes, here: Here) -> bool:
    """Use the key once for this challenge; of two at once, one comes in."""
    limit("passkey", str(account.pk), times=TRIES, seconds=SECONDS)
    limit("passkey challenge", challenge.hex(), times=1, seconds=passkeys.SECONDS)
    with acting(account):
        found = Passkey.objects.standing().select_for_update()
        kept = found.filter(account=account, credential=passkeys.credential_of(answer)).first()
        if kept is None or bytes(kept.spent) == challenge:
            return False
        uses = passkeys.uses_after(answer, challenge, kept, here)
        if uses is None:
            return False
        kept.uses, kept.spent, kept.used_at = uses, challenge, Now()
        kept.save(update_fields=["uses", "spent", "used_at"])
    return True

"""Signing in with one-time codes: begun and ended by whoever uses them."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tovholder.audit.context import acting
from tovholder.audit.limits import limit
from tovholder.audit.trace import trace

from .. import codes
from ..models import Account, Method, OneTimeCodes, RecoveryCode

TRIES = 10
SECONDS = 15 * 60


def uses_codes(account: Account) -> bool:
    """Whether somebody who has shown their password is asked for a code too."""
    with acting(account):
        return OneTimeCodes.objects.filter(account=account, ended_at=None).exists()


def prove_by_code(*, account: Account, code: str) -> Method:
    """Use up a one-time code or a recovery code, and tell which it was.

    Raises ValidationError in words where it is wrong, used already or tried too often. Two who
    send the same code at once are not both let in.
    """
    limit("one-time code", str(account.pk), times=TRIES, seconds=SECONDS)
    said = codes.bare(code)
    with acting(account):
        kept = _standing(account)
        if kept is not None and len(said) == codes.DIGITS and _use_step(kept, said):
            return Method.CODE
        if kept is not None and _use_recovery(kept, account, said):
            return Method.RECOVERY
    raise ValidationError(_("This code does not serve. Wait for the next one and try again."))


def begin_codes(*, secret: bytes, code: str, by: Account) -> list[str]:
    """Sign in with codes from now on, and tell the recovery codes, this once.

    Raises ValidationError in words where the code is not of this secret, or codes are in use.
    """
    limit("one-time code", str(by.pk), times=TRIES, seconds=SECONDS)
    step = codes.step_meant(secret, codes.bare(code), after=0)
    if step is None:
        raise ValidationError(
            {"code": _("This code does not serve. Look at the app and try again.")}
        )
    try:
        with transaction.atomic():
            kept = OneTimeCodes.objects.create(
                account=by, sealed=codes.sealed(secret), last_step=step
            )
            trace("organisation.begin_codes", by=by, about=by)
            return _new_recovery(kept)
    except IntegrityError:
        raise ValidationError(_("You use one-time codes already.")) from None


@transaction.atomic
def renew_recovery_codes(*, by: Account) -> list[str]:
    """Recovery codes in the place of those from before, told this once; none without codes."""
    kept = _standing(by)
    if kept is None:
        return []
    kept.recovery.all().delete()
    trace("organisation.renew_recovery_codes", by=by, about=by)
    return _new_recovery(kept)


@transaction.atomic
def end_codes(*, by: Account) -> None:
    """Sign in with the password alone from now on. Ended already, it stays so."""
    kept = _standing(by)
    if kept is None:
        return
    kept.recovery.all().delete()
    kept.sealed, kept.ended_at, kept.ended_by = b"", Now(), by
    kept.save(update_fields=["sealed", "ended_at", "ended_by"])
    trace("organisation.end_codes", by=by, about=by)


@transaction.atomic
def take_codes_away(*, account: Account, because: str, by: Account) -> None:
    """End the codes and passkeys of somebody whose telephone is gone, and every sign-in they have.

    Raises ValidationError in words where `by` may not, or there are none to end.
    """
    if not by.is_administrator or by.pk == account.pk:
        raise ValidationError(_("Another administrator does this."))
    if not because.strip():
        raise ValidationError({"because": _("Say why.")})
    with connection.cursor() as cursor:
        cursor.execute("SELECT take_codes_away(%s, %s)", [account.pk, because.strip()])
        if not cursor.fetchone()[0]:
            raise ValidationError(_("They use neither one-time codes nor passkeys."))
    account.sign_ins.all().delete()
    trace("organisation.take_codes_away", by=by, about=account)


def _standing(account: Account) -> OneTimeCodes | None:
    """The codes in use, held for this transaction."""
    found = OneTimeCodes.objects.select_for_update().filter(account=account, ended_at=None)
    return found.first()


def _use_step(kept: OneTimeCodes, said: str) -> bool:
    secret = codes.opened(kept.sealed)
    step = codes.step_meant(secret, said, after=kept.last_step) if secret else None
    if step is None:
        return False
    kept.last_step = step
    kept.save(update_fields=["last_step"])
    return True


def _use_recovery(kept: OneTimeCodes, account: Account, said: str) -> bool:
    unused = kept.recovery.filter(used_at=None, keyed_hash=codes.recovery_hash(account, said))
    return bool(unused.update(used_at=Now()))


def _new_recovery(kept: OneTimeCodes) -> list[str]:
    told = codes.new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(
            codes=kept,
            account_id=kept.account_id,
            keyed_hash=codes.recovery_hash(kept.account, one),
        )
        for one in told
    )
    return told

"""One-time codes as authenticator apps reckon them (RFC 6238), and recovery codes.

The secret lies sealed: whoever reads the database alone can make no code.
"""

import hashlib
import hmac
import secrets
from base64 import b32decode, b32encode, urlsafe_b64encode
from urllib.parse import quote

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils import timezone

from .models import Account

SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
"""As long as what it is hashed with, as RFC 4226 recommends."""
RECOVERY_CODES = 8
RECOVERY_LENGTH = 10
# No letter that is taken for a number, or the other way round.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_secret() -> bytes:
    """What an app and the house have in common."""
    return secrets.token_bytes(SECRET_BYTES)


def in_groups(secret: bytes) -> str:
    """The secret as somebody types it who cannot point a camera: base32, four signs at a time."""
    text = b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def b32(text: str) -> bytes:
    """The secret that was written in groups."""
    return b32decode(bare(text))


def address_of(secret: bytes, account: Account) -> str:
    """The address that an app reads from the drawing."""
    label = quote(f"Tovholder:{account.username}")
    return f"otpauth://totp/{label}?secret={b32encode(secret).decode()}&issuer=Tovholder"


def step_now() -> int:
    """How many times thirty seconds have passed since 1970."""
    return int(timezone.now().timestamp()) // SECONDS


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of one step (RFC 4226, 5.3)."""
    mac = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def step_meant(secret: bytes, code: str, *, after: int) -> int | None:
    """The step a code is of: now, just before or just after, and none that was used already."""
    now = step_now()
    near = [step for step in (now - 1, now, now + 1) if step > after]
    found = [step for step in near if hmac.compare_digest(code_at(secret, step), code)]
    return found[0] if found else None


def new_recovery_codes() -> list[str]:
    """For the day the telephone is gone: each serves once."""
    return [_recovery_code() for _each in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    text = "".join(secrets.choice(LETTERS) for _each in range(RECOVERY_LENGTH))
    return f"{text[:5]}-{text[5:]}"


def bare(text: str) -> str:
    """What was typed, without what people put between the signs."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def recovery_hash(account: Account, code: str) -> bytes:
    """What is kept of a recovery code: of no use without the machine's key."""
    said = f"{account.pk}/{bare(code)}".encode()
    return hmac.new(_key(b"recovery"), said, hashlib.sha256).digest()


def sealed(secret: bytes) -> bytes:
    """The secret as it is kept."""
    return Fernet(urlsafe_b64encode(_key(b"one-time"))).encrypt(secret)


def opened(kept: bytes | memoryview) -> bytes | None:
    """The secret that was sealed; None where the machine's key is another now."""
    try:
        return Fernet(urlsafe_b64encode(_key(b"one-time"))).decrypt(bytes(kept))
    except InvalidToken:
        return None


def _key(what: bytes) -> bytes:
    return hashlib.sha256(what + b" codes" + settings.SECRET_KEY.encode()).digest()

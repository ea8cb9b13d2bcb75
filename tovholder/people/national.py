"""National numbers: their forms, their masking, their keeping.

A number is checked by form alone. Danish numbers have had no enforced check digit since 2007
(national test persons fail it), and Norwegian synthetic numbers move the month; both are accepted
where the installation says so. Source: facts on national numbers.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.no import fodselsnummer

Kind = Literal["cpr", "fnr"]

LIKE_A_NUMBER = re.compile(
    r"(?<!\d)(?:\d{2}[ .\-]?\d{2}[ .\-]?\d{2}[ .\-–]{0,3}\d{4,5}|\d(?:[ .\-]\d){9,10})(?!\d)"
)


@dataclass(frozen=True)
class NationalId:
    """A well-formed national number: ten digits (cpr) or eleven (fnr)."""

    kind: Kind
    number: str

    def masked(self) -> str:
        """The birth date, with the rest hidden: what a page may show."""
        return f"{self.number[:6]}-{'•' * (len(self.number) - 6)}"

    def keyed_hash(self) -> bytes:
        """What the register is searched by; useless without the installation's key."""
        key = hashlib.sha256(b"national" + settings.SECRET_KEY.encode()).digest()
        return hmac.digest(key, f"{self.kind}:{self.number}".encode(), "sha256")

    def sealed(self) -> bytes:
        """The number encrypted with the installation's key."""
        return Fernet(_fernet_key()).encrypt(self.number.encode())


def opened(sealed: bytes) -> str:
    """The number that was sealed: for the one file that outlives the row."""
    return Fernet(_fernet_key()).decrypt(sealed).decode()


def read_national_id(text: str, kind: Kind) -> NationalId:
    """Read what a person typed; spaces and a hyphen are fine.

    Raises ValidationError in words when it cannot be a number of this kind.
    """
    digits = "".join(character for character in text if character.isalnum())
    wanted = 10 if kind == "cpr" else 11
    if len(digits) != wanted or not digits.isascii() or not digits.isdigit():
        raise ValidationError(_("The number must have %(count)d digits.") % {"count": wanted})
    if kind == "cpr":
        _check_danish(digits)
    else:
        _check_norwegian(digits)
    return NationalId(kind, digits)


def looks_like_a_number(text: str) -> bool:
    """Whether a text holds something people would read as a national number, checked or not.

    A date with a time does not; any other run of ten or eleven digits in its groups does.
    """
    return LIKE_A_NUMBER.search(text) is not None


def _check_danish(digits: str) -> None:
    day, month = int(digits[:2]), int(digits[2:4])
    day -= 60 if day > 60 else 0
    _check_day(day, month)


def _check_norwegian(digits: str) -> None:
    try:
        fodselsnummer.validate(digits)
    except StdnumError:
        if not (settings.TOVHOLDER_SYNTHETIC_NUMBERS and int(digits[2:4]) > 40):
            raise ValidationError(_("This is not a national number. Check the digits.")) from None


def _check_day(day: int, month: int) -> None:
    try:
        date(2000, month, day)
    except ValueError:
        message = _("The first six digits must be a date of birth.")
        raise ValidationError(message) from None


def _fernet_key() -> bytes:
    from base64 import urlsafe_b64encode

    return urlsafe_b64encode(hashlib.sha256(b"seal" + settings.SECRET_KEY.encode()).digest())

"""What a browser is asked for a passkey with, and whether its answer is true (WebAuthn, level 3).

A challenge is signed, holds for five minutes and belongs to one purpose; the house keeps none.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from .models import Account, Passkey

SALT = "tovholder.organisation.passkeys"
SECONDS = 5 * 60
REQUIRED = UserVerificationRequirement.REQUIRED
# What a stranger may send instead of an answer.
FAULTS = (
    WebAuthnException, ValueError, KeyError, TypeError, AttributeError,
    RecursionError,  # brackets in brackets, thousands deep
)  # fmt: skip


@dataclass(frozen=True)
class Here:
    """The house as a browser names it: the host a passkey belongs to, and the page's origin."""

    host: str
    origin: str


@dataclass(frozen=True)
class Made:
    """A key a device has made."""

    credential: bytes
    public_key: bytes
    uses: int


def to_make(account: Account, here: Here) -> dict[str, Any]:
    """What a browser needs to make a key for this account, with the challenge sealed."""
    challenge = secrets.token_bytes(32)
    known = Passkey.objects.standing().filter(account=account).values_list("credential", flat=True)
    options = generate_registration_options(
        rp_id=here.host,
        rp_name="Tovholder",
        user_name=account.username,
        user_display_name=account.name,
        user_id=handle_of(account),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=bytes(one)) for one in known],
    )
    return {"publicKey": options_to_json_dict(options), "sealed": _sealed(challenge, account.pk)}


def to_use(here: Here) -> dict[str, Any]:
    """What a browser needs to use a key of this house, whosever it is."""
    challenge = secrets.token_bytes(32)
    options = generate_authentication_options(
        rp_id=here.host, challenge=challenge, user_verification=REQUIRED
    )
    return {"publicKey": options_to_json_dict(options), "sealed": _sealed(challenge, None)}


def made(answer: str, sealed: str, account: Account, here: Here) -> Made:
    """The key a browser has made for this account. Raises ValidationError in words."""
    try:
        told = verify_registration_response(
            credential=answer,
            expected_challenge=challenge_of(sealed, account.pk),
            expected_rp_id=here.host,
            expected_origin=here.origin,
            require_user_verification=True,
        )
    except FAULTS:
        raise ValidationError(_("The passkey could not be made. Try again.")) from None
    return Made(told.credential_id, told.credential_public_key, told.sign_count)


def credential_of(answer: str) -> bytes:
    """Which key an answer says it is of; nothing where it says none."""
    try:
        return base64url_to_bytes(json.loads(answer)["rawId"])
    except FAULTS:
        return b""


def uses_after(answer: str, challenge: bytes, passkey: Passkey, here: Here) -> int | None:
    """The device's count after a true answer to this challenge; None where it is not true."""
    try:
        told = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=here.host,
            expected_origin=here.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except FAULTS:
        return None
    return told.new_sign_count


def challenge_of(sealed: str, account: int | None) -> bytes:
    """The challenge a page carried; empty where it is another's, changed, or too old."""
    try:
        kept = signing.loads(sealed, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return b""
    return bytes.fromhex(kept["challenge"]) if kept["account"] == account else b""


def handle_of(account: Account) -> bytes:
    """What a device knows the account by: nothing that tells anybody who it is."""
    return salted_hmac(SALT, str(account.pk), algorithm="sha256").digest()


def _sealed(challenge: bytes, account: int | None) -> str:
    return signing.dumps({"challenge": challenge.hex(), "account": account}, salt=SALT)

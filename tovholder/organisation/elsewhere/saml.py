"""SAML 2.0, as municipalities and the Danish common sign-in speak it (OIOSAML 3).

The house asks by address, signed (HTTP-Redirect), and is answered by a form another site sends
(HTTP-POST). Nothing of the browser comes along with that form, so what it says is checked there
and led on, sealed, to where the browser shows that it began (decision 44). The extra `saml` reads
and writes XML; without it no such provider can be connected.
"""

import base64
import json
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from .providers import Provider, Saml
from .shown import SKEW, Came, NotShown

SALT = "tovholder.organisation.saml"
SIGNED_BY = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
ON_THE_WAY = 60  # seconds from the answer to the browser's own page
MOST_ANSWER = 200_000
LONGEST_PERSON = 255


@dataclass(frozen=True)
class Said:
    """What a signed assertion says, as plain values; `moments` are seconds since 1970."""

    issuer: str
    person: str
    audiences: tuple[tuple[str, ...], ...]
    level: str
    recipient: str
    answers: str
    method: str
    not_before: float
    not_after: float
    shown_at: float


def way_to(provider: Provider, *, state: str, back: str, anew: bool) -> str:
    """The address at the provider, with a signed question that names this sign-in."""
    from .saml_xml import question

    saml = _saml(provider)
    asked = question(
        name=_request_id(state), to=saml.sign_in, back=back, entity=provider.client_id,
        ask_for=provider.ask_for, anew=anew,
    )  # fmt: skip
    packed = base64.b64encode(zlib.compress(asked, 9)[2:-4]).decode()
    query = urlencode({"SAMLRequest": packed, "RelayState": state, "SigAlg": SIGNED_BY})
    seal = saml.key.sign(query.encode(), padding.PKCS1v15(), hashes.SHA256())
    signed = f"{query}&{urlencode({'Signature': base64.b64encode(seal).decode()})}"
    return f"{saml.sign_in}{'&' if '?' in saml.sign_in else '?'}{signed}"


def received(provider: Provider, answer: str, *, state: str, back: str) -> str:
    """What an answer shows, sealed for the browser to carry on. Raises NotShown.

    `back` is where the answer was sent to. Nothing is kept: the same answer is received alike
    each time, and serves only where the browser knows the state, once.
    """
    from .saml_xml import said_in

    if not state or len(state) > LONGEST_PERSON or len(answer) > MOST_ANSWER:
        raise NotShown("no answer of a sign-in")
    said = said_in(_saml(provider), answer, issuer=provider.issuer, to=back)
    _holds(provider, said, state=state, back=back)
    if not 0 < len(said.person) <= LONGEST_PERSON:
        raise NotShown("no person")
    carried = [provider.key, state, said.person, said.level, said.shown_at]
    return _sealing().encrypt(json.dumps(carried).encode()).decode()


def who_came(
    provider: Provider, told: Mapping[str, str], *, state: str, anew_since: float | None
) -> Came:
    """Who an answer showed that was received for this sign-in. Raises NotShown."""
    try:
        carried = _sealing().decrypt(told.get("shown", "").encode(), ttl=ON_THE_WAY)
    except InvalidToken:
        raise NotShown("nothing was received") from None
    key, of, person, level, shown_at = json.loads(carried)
    if key != provider.key or not constant_time_compare(of, state):
        raise NotShown("received for another sign-in")
    if anew_since is not None and shown_at < anew_since - SKEW:
        raise NotShown("not shown anew")
    return Came(person, provider.level_of(level))


def described(provider: Provider, back: str) -> bytes:
    """What the provider needs to know of the house (SAML metadata)."""
    from .saml_xml import description

    return description(_saml(provider), entity=provider.client_id, back=back)


def _holds(provider: Provider, said: Said, *, state: str, back: str) -> None:
    """The assertion is this provider's, for this house, of now, and of this sign-in."""
    now = time.time()
    checks = {
        "issuer": said.issuer == provider.issuer,
        "audience": bool(said.audiences)
        and all(provider.client_id in some for some in said.audiences),
        "recipient": said.recipient == back,
        "answer to": constant_time_compare(said.answers, _request_id(state)),
        "bearer": said.method == BEARER,
        "ended": said.not_after > now - SKEW,
        "not yet": said.not_before < now + SKEW and said.shown_at < now + SKEW,
        "shown": said.shown_at > 0,
    }
    if wrong := [name for name, holds in checks.items() if not holds]:
        raise NotShown(f"does not hold: {', '.join(wrong)}")


def _saml(provider: Provider) -> Saml:
    if provider.saml is None:
        raise NotShown("not spoken there")
    return provider.saml


def _request_id(state: str) -> str:
    """The id of the question that began a sign-in; an XML id begins with no digit."""
    return "_" + salted_hmac(f"{SALT}.request", state, algorithm="sha256").hexdigest()


def _sealing() -> Fernet:
    key = salted_hmac(f"{SALT}.carried", settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))

"""The authorization-code flow with PKCE, and what a provider's signed word must hold to be true.

OpenID Connect Core 1.0 (3.1), RFC 7636, RFC 9207. The verifier and the nonce are reckoned from
the state with the house's key: the browser carries the state alone.
"""

import base64
import hashlib
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from . import fetching
from .fetching import Refused, Unreachable
from .providers import Provider
from .shown import SKEW, Came, NotShown

SALT = "tovholder.organisation.elsewhere"
OLDEST = 10 * 60
LONGEST_PERSON = 255
MOST_TOKEN = 20_000
SIGNED_BY = [f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in (256, 384, 512)]
KINDS = frozenset({"RSA", "EC"})
SHORTEST_RSA = 342  # signs, for 256 bytes
# What a stranger may send instead of a signed word.
FAULTS = (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


def way_to(provider: Provider, *, state: str, back: str, anew: bool) -> str:
    """The address at the provider where somebody shows who they are. Raises Unreachable."""
    at = fetching.own_endpoint(provider, _discovered(provider).get("authorization_endpoint"))
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": " ".join(provider.scopes),
        "state": state,
        "nonce": _nonce(state),
        "code_challenge": _challenge(_verifier(state)),
        "code_challenge_method": "S256",
        "ui_locales": get_language() or "da",
    }
    if provider.ask_for:
        asked["acr_values"] = " ".join(provider.ask_for)
    if anew:
        asked |= {"prompt": "login", "max_age": "0"}
    return _with(at, asked)


def who_came(
    provider: Provider, told: Mapping[str, str], *, state: str, back: str, anew_since: float | None
) -> Came:
    """Who has come back from the provider with this answer; `told` is what stood in the address.

    Raises NotShown where anything of it is not true, Unreachable where the provider is not there.
    """
    discovered = _discovered(provider)
    _is_of(provider, told, discovered)
    if told.get("error") or not told.get("code"):
        raise NotShown("no code")
    token = _redeemed(provider, discovered, code=told["code"], state=state, back=back)
    claims = _signed(provider, discovered, token)
    _holds(provider, claims, nonce=_nonce(state))
    if anew_since is not None:
        _was_anew(claims, anew_since)
    person = claims.get(provider.person)
    if not isinstance(person, str) or not 0 < len(person) <= LONGEST_PERSON:
        raise NotShown("no person")
    return Came(person, provider.level_of(claims.get("acr")))


def goodbye_at(provider: Provider, back: str) -> str | None:
    """Where somebody signs out at the provider too; None where it offers no such place."""
    at = _discovered(provider).get("end_session_endpoint")
    if not at:
        return None
    asked = {"client_id": provider.client_id, "post_logout_redirect_uri": back}
    return _with(fetching.own_endpoint(provider, at), asked)


def _discovered(provider: Provider) -> dict[str, Any]:
    address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    told = fetching.kept(address)
    if told.get("issuer") != provider.issuer:
        raise Unreachable("calls itself otherwise")
    return told


def _is_of(provider: Provider, told: Mapping[str, str], discovered: dict[str, Any]) -> None:
    """The answer names its issuer where the provider promises to, and no other (RFC 9207)."""
    promised = discovered.get("authorization_response_iss_parameter_supported") is True
    said = told.get("iss")
    if said != provider.issuer and (said is not None or promised):
        raise NotShown("answer of another issuer")


def _redeemed(
    provider: Provider, discovered: dict[str, Any], *, code: str, state: str, back: str
) -> str:
    """The signed word for a code."""
    at = fetching.own_endpoint(provider, discovered.get("token_endpoint"))
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": provider.client_id,
        "code_verifier": _verifier(state),
    }
    headers = {}
    ways = discovered.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in ways:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        fields["client_secret"] = provider.secret
    try:
        token = fetching.sent(at, fields, headers).get("id_token")
    except Refused as fault:
        raise NotShown(f"code refused, {fault}") from None
    if not isinstance(token, str) or len(token) > MOST_TOKEN:
        raise NotShown("no signed word")
    return token


def _signed(provider: Provider, discovered: dict[str, Any], token: str) -> dict[str, Any]:
    """What a word says that one of the provider's keys has signed; a new key is asked for once."""
    at = fetching.own_endpoint(provider, discovered.get("jwks_uri"))
    try:
        try:
            return _opened(token, fetching.kept(at))
        except InvalidKeyIdError:
            return _opened(token, fetching.kept(at, anew=True))
    except FAULTS as fault:
        raise NotShown(f"not signed, {type(fault).__name__}") from None


def _opened(token: str, told: dict[str, Any]) -> dict[str, Any]:
    keys = KeySet.import_key_set({"keys": [one for one in told["keys"] if _may_sign(one)]})
    return jwt.decode(token, keys, algorithms=SIGNED_BY).claims


def _may_sign(key: dict[str, Any]) -> bool:
    """Whether it is a public key for signing, and of RSA one of 2048 bits or more."""
    large = key.get("kty") == "EC" or len(key.get("n", "")) >= SHORTEST_RSA
    return key.get("kty") in KINDS and key.get("use", "sig") == "sig" and large


def _holds(provider: Provider, claims: dict[str, Any], *, nonce: str) -> None:
    """The word is this issuer's, for this house, of now, and of this sign-in."""
    heard = claims.get("aud")
    audience = heard if isinstance(heard, list) else [heard]
    now = time.time()
    checks = {
        "issuer": claims.get("iss") == provider.issuer,
        "audience": provider.client_id in audience,
        "asked by": claims.get("azp", provider.client_id) == provider.client_id
        and (len(audience) == 1 or "azp" in claims),
        "ended": _number(claims.get("exp")) > now - SKEW,
        "begun": now - OLDEST < _number(claims.get("iat")) < now + SKEW,
        "not yet": _number(claims.get("nbf", 0)) < now + SKEW,
        "nonce": constant_time_compare(str(claims.get("nonce", "")), nonce),
        "subject": isinstance(claims.get("sub"), str),
    }
    if wrong := [name for name, holds in checks.items() if not holds]:
        raise NotShown(f"does not hold: {', '.join(wrong)}")


def _was_anew(claims: dict[str, Any], since: float) -> None:
    """They have shown it since they were asked, and did not come in on an older sign-in."""
    if not since - SKEW <= _number(claims.get("auth_time")) <= time.time() + SKEW:
        raise NotShown("not shown anew")


def _number(said: object) -> float:
    """A moment in seconds; long ago where it is none."""
    return float(said) if isinstance(said, int | float) and not isinstance(said, bool) else -1.0


def _verifier(state: str) -> str:
    return salted_hmac(f"{SALT}.verifier", state, algorithm="sha256").hexdigest()


def _nonce(state: str) -> str:
    return salted_hmac(f"{SALT}.nonce", state, algorithm="sha256").hexdigest()


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _with(address: str, asked: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

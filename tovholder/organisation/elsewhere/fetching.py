"""Asking a provider over the network: a few seconds, a small answer, and no way led on."""

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from .providers import AT_HOME, Provider

SECONDS = 5
MOST_BYTES = 256 * 1024
KEPT_SECONDS = 60 * 60
ANEW_SECONDS = 60  # a key that is not known is asked for no oftener than this
REST_SECONDS = 10  # one who did not answer is left alone, so that people are told at once


class Unreachable(Exception):
    """The provider did not answer, or not with what it should; says no content."""


class Refused(Exception):
    """The provider answered that it will not."""


@dataclass(frozen=True)
class _Answer:
    told: dict[str, Any]
    at: float


_kept: dict[str, _Answer] = {}
_resting: dict[str, float] = {}


class _StaysHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_request: Any, **_more: Any) -> None:
        """Follow nobody anywhere."""


_opener = urllib.request.build_opener(_StaysHere)


def own_endpoint(provider: Provider, address: object) -> str:
    """The address as long as it is one that may be gone to. Raises Unreachable."""
    parts = urlsplit(address if isinstance(address, str) else "")
    at_home = urlsplit(provider.issuer).scheme == "http"
    plain = at_home and parts.scheme == "http" and parts.hostname in AT_HOME
    if not parts.hostname or not (parts.scheme == "https" or plain):
        raise Unreachable("names no address that is safe")
    return str(address)


def kept(address: str, *, anew: bool = False) -> dict[str, Any]:
    """What stands at an address, asked for once an hour; anew where it may have changed."""
    now = time.monotonic()
    before = _kept.get(address)
    still = ANEW_SECONDS if anew else KEPT_SECONDS
    if before is not None and now - before.at < still:
        return before.told
    if now < _resting.get(address, 0):
        raise Unreachable("did not answer a moment ago")
    try:
        told = ask(urllib.request.Request(address))  # noqa: S310 own_endpoint has seen it
    except (Unreachable, Refused) as fault:
        _resting[address] = time.monotonic() + REST_SECONDS
        raise Unreachable(str(fault)) from None
    _kept[address] = _Answer(told, now)
    return told


def sent(address: str, fields: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
    """What comes back for a form. Raises Refused where the provider will not."""
    body = urlencode(fields).encode()
    return ask(urllib.request.Request(address, body, headers))  # noqa: S310 own_endpoint has seen it


def forget() -> None:
    """Know nothing of any provider any more."""
    _kept.clear()
    _resting.clear()


def ask(request: urllib.request.Request) -> dict[str, Any]:
    """The object an address answers with. Raises Unreachable and Refused."""
    request.add_header("Accept", "application/json")
    until = time.monotonic() + SECONDS
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            told = json.loads(_read(answer, until))
    except urllib.error.HTTPError as fault:
        fault.close()
        if 400 <= fault.code < 500:
            raise Refused(f"answered {fault.code}") from None
        raise Unreachable(f"answered {fault.code}") from None
    except (OSError, http.client.HTTPException):
        raise Unreachable("did not answer") from None
    except (ValueError, RecursionError):
        raise Unreachable("answered with no JSON") from None
    if not isinstance(told, dict):
        raise Unreachable("answered with no object")
    return told


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    """The whole answer, as long as it is small and comes in time."""
    parts, size = [], 0
    while part := answer.read1(16 * 1024):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise Unreachable("answered too much")
        if time.monotonic() > until:
            raise Unreachable("answered too slowly")
    return b"".join(parts)

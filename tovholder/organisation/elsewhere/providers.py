"""Which providers an operator has connected: one TOML file, read strictly.

docs/running/providers.md explains every line of it. What is wrong is told in one sentence, and
the house does not start.
"""

import base64
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from django.conf import settings
from django.utils.translation import get_language

from ..models import Level

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
LANGUAGES = ("da", "nb", "en")
PEOPLE = ("staff", "family")
SHORTEST_RSA = 2048
AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})
ALWAYS = frozenset({"key", "name", "issuer", "client_id", "for"})
NEEDED = {
    "openid": ALWAYS | {"secret_file"},
    "saml": ALWAYS | {"sign_in", "certificate_files", "key_file", "certificate_file"},
}
KNOWN = {
    "openid": NEEDED["openid"] | {"speaks", "scopes", "person", "levels", "ask_for"},
    "saml": NEEDED["saml"] | {"speaks", "person", "level", "levels", "ask_for"},
}


class ProviderFault(ValueError):
    """The file cannot be read as it stands; says where and why."""


@dataclass(frozen=True)
class Saml:
    """What is known of a provider that speaks SAML: where it is asked, whose signature counts."""

    sign_in: str
    certificates: tuple[x509.Certificate, ...]
    own_certificate: str  # as it stands in metadata: base64, without its frame
    person: str  # an attribute's name, or NameID
    level: str  # an attribute's name; empty where the context's class tells it
    key: RSAPrivateKey = field(repr=False)


@dataclass(frozen=True)
class Provider:
    """One place outside the house where people show who they are."""

    key: str
    names: Mapping[str, str]
    issuer: str
    client_id: str
    people: str
    scopes: tuple[str, ...]
    person: str
    levels: Mapping[str, Level]
    ask_for: tuple[str, ...]
    secret: str = field(repr=False)
    saml: Saml | None = None

    @property
    def name(self) -> str:
        """What people call it, in the language of the page."""
        return self.names.get((get_language() or "da")[:2], self.names["da"])

    @property
    def may_be_strong(self) -> bool:
        """Whether it ever says more than a password is worth."""
        return any(level.reaches(Level.SUBSTANTIAL) for level in self.levels.values())

    def level_of(self, said: object) -> Level:
        """What a sign-in there is worth here; low where it says nothing that is known."""
        return self.levels.get(said, Level.LOW) if isinstance(said, str) else Level.LOW


def providers() -> tuple[Provider, ...]:
    """Those the operator has connected, in the order of the file."""
    path = settings.PROVIDERS
    return _read_once(path) if path else ()


def provider_called(key: str) -> Provider | None:
    """The one of this key; None where it is connected no more."""
    return next((one for one in providers() if one.key == key), None)


def read_providers(path: Path) -> tuple[Provider, ...]:
    """What stands in the file. Raises ProviderFault with the first thing that is wrong."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise ProviderFault(f"{path} cannot be read: {fault.strerror}.") from None
    except ValueError as fault:
        raise ProviderFault(f"{path} is no TOML: {fault}.") from None
    if set(told) != {"provider"} or not isinstance(told["provider"], list):
        raise ProviderFault(f"{path} holds [[provider]] tables and nothing else.")
    found = tuple(
        _provider(one, f"provider {number}", path.parent)
        for number, one in enumerate(told["provider"], 1)
    )
    keys = [one.key for one in found]
    if len(set(keys)) < len(keys):
        raise ProviderFault(f"{path}: two providers have the same key.")
    return found


@lru_cache(maxsize=8)
def _read_once(path: Path) -> tuple[Provider, ...]:
    return read_providers(path)


def _provider(told: Any, where: str, folder: Path) -> Provider:
    if not isinstance(told, dict):
        raise ProviderFault(f"{where} is no table.")
    speaks = told.get("speaks", "openid")
    if speaks not in KNOWN:
        raise ProviderFault(f'{where}: speaks is "openid" or "saml".')
    if unknown := sorted(set(told) - KNOWN[speaks]):
        raise ProviderFault(f"{where}: nothing is called {', '.join(unknown)}.")
    if missing := sorted(NEEDED[speaks] - set(told)):
        raise ProviderFault(f"{where}: {', '.join(missing)} is missing.")
    key = _text(told, "key", where)
    if not KEY.fullmatch(key):
        raise ProviderFault(f"{where}: the key is made of a-z, 0-9 and -, thirty at most.")
    where = f"provider {key}"
    if told["for"] not in PEOPLE:
        raise ProviderFault(f'{where}: for is "staff" or "family".')
    saml = _saml(told, where, folder) if speaks == "saml" else None
    return Provider(
        key=key,
        names=_names(told["name"], where),
        issuer=_entity(told, where) if saml else _issuer(_text(told, "issuer", where), where),
        client_id=_text(told, "client_id", where),
        people=told["for"],
        scopes=() if saml else _scopes(told, where),
        person=saml.person if saml else _text({"person": "sub"} | told, "person", where),
        levels=_levels(told.get("levels", {}), where),
        ask_for=_texts(told, "ask_for", where),
        secret="" if saml else _secret(folder / _text(told, "secret_file", where), where),
        saml=saml,
    )


def _entity(told: Mapping[str, Any], where: str) -> str:
    """A name in SAML, which need be no address."""
    return _text(told, "issuer", where)


def _scopes(told: Mapping[str, Any], where: str) -> tuple[str, ...]:
    scopes = _texts(told, "scopes", where) or ("openid",)
    if "openid" not in scopes:
        raise ProviderFault(f"{where}: the scopes begin with openid.")
    return scopes


def _saml(told: Mapping[str, Any], where: str, folder: Path) -> Saml:
    if find_spec("signxml") is None:
        raise ProviderFault(f"{where}: SAML needs the extra: pip install 'tovholder[saml]'.")
    try:
        key = load_pem_private_key(_file(folder, told, "key_file", where), None)
        own = x509.load_pem_x509_certificate(_file(folder, told, "certificate_file", where))
        theirs = tuple(
            x509.load_pem_x509_certificate(_secret(folder / name, where).encode())
            for name in _texts(told, "certificate_files", where)
        )
    except (TypeError, ValueError) as fault:
        raise ProviderFault(f"{where}: a key or certificate is no PEM file: {fault}.") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < SHORTEST_RSA:
        raise ProviderFault(f"{where}: the key is an RSA key of {SHORTEST_RSA} bits or more.")
    if own.public_key() != key.public_key():
        raise ProviderFault(f"{where}: the certificate is not the key's own.")
    if not theirs:
        raise ProviderFault(f"{where}: certificate_files names at least one.")
    return Saml(
        sign_in=_issuer(_text(told, "sign_in", where), where, may_ask=True),
        certificates=theirs,
        own_certificate=base64.b64encode(own.public_bytes(Encoding.DER)).decode(),
        person=_text({"person": "NameID", **told}, "person", where),
        level=_text(told, "level", where) if "level" in told else "",
        key=key,
    )


def _file(folder: Path, told: Mapping[str, Any], name: str, where: str) -> bytes:
    return _secret(folder / _text(told, name, where), where).encode()


def _text(told: Mapping[str, Any], name: str, where: str) -> str:
    value = told[name]
    if not isinstance(value, str) or not value.strip():
        raise ProviderFault(f"{where}: {name} is a text.")
    return value.strip()


def _texts(told: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = told.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ProviderFault(f"{where}: {name} is a list of texts.")
    return tuple(value)


def _names(told: Any, where: str) -> dict[str, str]:
    if not isinstance(told, dict) or set(told) != set(LANGUAGES):
        raise ProviderFault(f"{where}: name has one text in each of {', '.join(LANGUAGES)}.")
    return {language: _text(told, language, f"{where}, name") for language in LANGUAGES}


def _levels(told: Any, where: str) -> dict[str, Level]:
    words = ", ".join(Level)
    if not isinstance(told, dict) or not all(one in list(Level) for one in told.values()):
        raise ProviderFault(f"{where}: each of levels is one of {words}.")
    return {said: Level(level) for said, level in told.items()}


def _issuer(issuer: str, where: str, *, may_ask: bool = False) -> str:
    parts = urlsplit(issuer)
    plain = parts.scheme == "http" and parts.hostname in AT_HOME
    if not parts.hostname or not (parts.scheme == "https" or plain):
        raise ProviderFault(f"{where}: {issuer} is no https:// address.")
    if (parts.query and not may_ask) or parts.fragment or parts.username is not None:
        raise ProviderFault(f"{where}: {issuer} is an address without ?, # and a name in it.")
    return issuer


def _secret(path: Path, where: str) -> str:
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise ProviderFault(f"{where}: the file of its secret cannot be read: {path}.") from None
    if not secret:
        raise ProviderFault(f"{where}: the file of its secret is empty: {path}.")
    return secret

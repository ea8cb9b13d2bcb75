"""Which providers an operator has connected: one TOML file, read strictly.

docs/running/providers.md explains every line of it. What is wrong is told in one sentence, and
the house does not start.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language

from ..models import Level

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
LANGUAGES = ("da", "nb", "en")
PEOPLE = ("staff", "family")
AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})
NEEDED = frozenset({"key", "name", "issuer", "client_id", "secret_file", "for"})
KNOWN = NEEDED | {"scopes", "person", "levels", "ask_for"}


class ProviderFault(ValueError):
    """The file cannot be read as it stands; says where and why."""


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
    if unknown := sorted(set(told) - KNOWN):
        raise ProviderFault(f"{where}: nothing is called {', '.join(unknown)}.")
    if missing := sorted(NEEDED - set(told)):
        raise ProviderFault(f"{where}: {', '.join(missing)} is missing.")
    key = _text(told, "key", where)
    if not KEY.fullmatch(key):
        raise ProviderFault(f"{where}: the key is made of a-z, 0-9 and -, thirty at most.")
    where = f"provider {key}"
    if told["for"] not in PEOPLE:
        raise ProviderFault(f'{where}: for is "staff" or "family".')
    scopes = _texts(told, "scopes", where) or ("openid",)
    if "openid" not in scopes:
        raise ProviderFault(f"{where}: the scopes begin with openid.")
    return Provider(
        key=key,
        names=_names(told["name"], where),
        issuer=_issuer(_text(told, "issuer", where), where),
        client_id=_text(told, "client_id", where),
        people=told["for"],
        scopes=scopes,
        person=_text({"person": "sub"} | told, "person", where),
        levels=_levels(told.get("levels", {}), where),
        ask_for=_texts(told, "ask_for", where),
        secret=_secret(folder / _text(told, "secret_file", where), where),
    )


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


def _issuer(issuer: str, where: str) -> str:
    parts = urlsplit(issuer)
    plain = parts.scheme == "http" and parts.hostname in AT_HOME
    if not parts.hostname or not (parts.scheme == "https" or plain):
        raise ProviderFault(f"{where}: the issuer is an https:// address.")
    if parts.query or parts.fragment or parts.username is not None:
        raise ProviderFault(f"{where}: the issuer is an address without ?, # and a name in it.")
    return issuer


def _secret(path: Path, where: str) -> str:
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise ProviderFault(f"{where}: the file of its secret cannot be read: {path}.") from None
    if not secret:
        raise ProviderFault(f"{where}: the file of its secret is empty: {path}.")
    return secret

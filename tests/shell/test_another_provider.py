"""Signing in at a provider nobody here has written, so that we do not agree with ourselves alone.

It asks for no PKCE: that the house never does without it is proved in test_elsewhere.py.
"""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.browsing import free_port
from tests.provider import Outside, written
from tests.shell.people import someone
from tests.shell.test_elsewhere import is_in, joined, led, said
from tovholder.organisation.elsewhere import fetching
from tovholder.organisation.models import Account, SignIn

pytestmark = pytest.mark.django_db
BACK = "http://testserver/sign-in/with/kommunen/back/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-Wignore", "-m", "oidc_provider_mock", f"--port={port}",
               "--require-registration=true", "--require-nonce=true"]  # fmt: skip
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            yield opened(f"http://127.0.0.1:{port}")
        finally:
            process.kill()


def opened(issuer: str) -> str:
    """The provider as soon as it answers."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            fetching.ask(urllib.request.Request(f"{issuer}/.well-known/openid-configuration"))  # noqa: S310 our own
        except fetching.Unreachable:
            time.sleep(0.1)
        else:
            return issuer
    raise AssertionError("The provider does not answer.")


@pytest.fixture
def karen(issuer: str, tmp_path: Path, settings: Any) -> Account:
    """One who is connected there, at a house the provider has registered."""
    wanted = json.dumps({"redirect_uris": [BACK]}).encode()
    header = {"Content-Type": "application/json"}
    client = fetching.ask(urllib.request.Request(f"{issuer}/oauth2/clients", wanted, header))  # noqa: S310 our own
    fetching.forget()
    told = written(tmp_path, Outside(issuer), client_id=json.dumps(client["client_id"]))
    (tmp_path / "secret").write_text(client["client_secret"])
    settings.PROVIDERS = told
    account = someone("karen")
    joined(account, "karen-there")
    return account


def home(client: Client, issuer: str, sub: str) -> str:
    """Shown there, as a browser shows it: the address that leads back."""
    return Outside(issuer).shows(led(client), sub, sub=sub, action="authorize")


def test_who_is_connected_comes_in(client: Client, issuer: str, karen: Account) -> None:
    answer = client.get(home(client, issuer, "karen-there"))
    assert answer.status_code == 303, answer
    here = SignIn.objects.get(session_key=client.session.session_key)
    assert (here.account_id, here.method, here.level) == (karen.pk, "provider", "low")


def test_somebody_else_there_opens_nothing(client: Client, issuer: str, karen: Account) -> None:
    assert said(client.get(home(client, issuer, "somebody else"))) == "unknown"
    assert not is_in(client)


def test_it_shows_once_more_who_somebody_is(client: Client, issuer: str, karen: Account) -> None:
    client.get(home(client, issuer, "karen-there"))
    before, first = client.session.session_key, client.session["shown"]
    answer = client.get(home(client, issuer, "karen-there"))
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert client.session.session_key != before
    assert client.session["shown"] != first

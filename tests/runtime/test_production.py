"""Production as an operator runs it: own database, TLS at a proxy, collected files."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsing import House, free_port
from tests.runtime.asking import get
from tovholder import postgres, switches

THROUGH_PROXY = {"X-Forwarded-Proto": "https", "Host": "tovholder.example"}


@pytest.fixture
def production(own_database: str, tmp_path: Path) -> Iterator[House]:
    """Served with everything an operator must set, and nothing else."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in switches.NAMES}
    environment |= {
        "DATABASE_URL": postgres.url(own_database),
        "DJANGO_SETTINGS_MODULE": "tovholder.settings",
        "PORT": str(port),
        "SECRET_KEY": "a-long-key-that-nobody-guesses-0123456789",
        "TOVHOLDER_ADDRESS": "https://tovholder.example",
        "TOVHOLDER_BEHIND_PROXY": "1",
        "TOVHOLDER_HOME": str(tmp_path / "home"),
        "TOVHOLDER_WORKERS": "1",
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        env=environment, cwd=switches.ROOT, check=True,
    )  # fmt: skip
    house = House(port, environment, tmp_path / "house.log")
    house.start()
    yield house
    house.stop()


def test_production_serves_safely(production: House) -> None:
    plain = get(production, "/sign-in/", Host="tovholder.example")
    assert plain.status == 301
    assert plain.headers["location"] == "https://tovholder.example/sign-in/"

    page = get(production, "/sign-in/", **THROUGH_PROXY)
    assert page.status == 200
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    cookie = page.headers["set-cookie"]
    assert cookie.startswith("__Host-csrf=")
    assert {"Secure", "HttpOnly"} <= set(cookie.split("; "))

    # A visitor's own X_Forwarded_Proto is not the proxy's word.
    assert (
        get(production, "/sign-in/", Host="tovholder.example", X_Forwarded_Proto="https").status
        == 301
    )

    assert get(production, "/sign-in/", **THROUGH_PROXY | {"Host": "other.example"}).status == 400
    assert get(production, "/demo/", **THROUGH_PROXY).status == 404
    assert "embedded" not in production.log.read_text()


def test_files_are_hashed_compressed_and_kept(production: House) -> None:
    page = get(production, "/sign-in/", **THROUGH_PROXY).body.decode()
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = get(production, sheet, **THROUGH_PROXY, **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"

"""The served house: one port, safe edges, a stop and a start."""

import json
import socket
import subprocess
import sys

import psutil
import pytest
from playwright.sync_api import Page

from tests.browsing import House
from tests.runtime.asking import get
from tovholder import switches


def test_one_port_serves_pages_and_streams(house: House) -> None:
    health = get(house, "/healthz")
    well = {"database": "ok", "catalogue": "ok", "sealing": "ok"}
    assert (health.status, json.loads(health.body)) == (200, well)
    assert get(house, "/live/nothing").status == 404
    policy = health.headers["content-security-policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'",
                 "form-action 'self'", "img-src 'self' data:", "script-src 'self'"):  # fmt: skip
        assert rule in policy
    assert "unsafe" not in policy
    assert get(house, "/static/htmx/htmx.min.js").status == 200


def test_it_comes_back_on_the_same_port(house: House) -> None:
    house.restart()
    assert get(house, "/healthz").status == 200


def test_a_stop_is_quick_and_leaves_nothing(house: House) -> None:
    family = psutil.Process(house.process.pid).children(recursive=True)
    assert family
    house.stop()
    assert not any(left.is_running() for left in family)
    assert not house.answers()


def test_a_second_house_on_the_same_port_says_so(house: House) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tovholder.cli", "serve"],
        env=house.environment, cwd=switches.ROOT, timeout=30,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.endswith("or set PORT to another number.\n")
    assert get(house, "/healthz").status == 200


@pytest.mark.parametrize("part", ["--pages", "--live"])
def test_pages_and_streams_can_be_apart(house: House, part: str) -> None:
    house.stop()
    house.parts = (part,)
    house.start()
    assert get(house, "/healthz").status == 200


def test_half_a_form_does_nothing(house: House) -> None:
    """Who hangs up while sending has sent nothing, and the house goes on."""
    with socket.create_connection(("127.0.0.1", house.port)) as line:
        line.sendall(
            b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\nword=ha"
        )
    assert get(house, "/healthz").status == 200


def test_another_name_for_the_house_is_refused(house: House) -> None:
    assert get(house, "/healthz", Host="elsewhere.example").status == 400


def test_a_browser_opens_the_house(house: House, page: Page) -> None:
    page.goto("/healthz")
    assert '"database": "ok"' in page.content()


def test_axe_finds_what_is_wrong(house: House, page: Page, accessible: object) -> None:
    page.goto("/healthz")
    page.set_content("<html lang='da'><title>x</title><main><h1>x</h1><img src='x.png'></main>")
    with pytest.raises(AssertionError, match="image-alt"):
        accessible(page)
    page.set_content("<html lang='da'><title>x</title><main><h1>Godt</h1></main>")
    accessible(page)
    page.context.clear_cookies()


def test_the_operators_page_names_every_switch() -> None:
    written = (switches.ROOT / "docs" / "running" / "settings.md").read_text(encoding="utf-8")
    assert {name for name in switches.NAMES if f"`{name}`" not in written} == set()


def test_a_switch_nobody_explained_cannot_be_asked_for() -> None:
    with pytest.raises(switches.UnknownSwitch):
        switches.text("TOVHOLDER_SECRET_MODE")

"""A real house and a real browser for tests that act as people do."""

import json
import os
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.ready import Ready
from tovholder import switches

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
# The machine may have no network: Chromium is kept from looking for its maker's.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
START = 60  # seconds a house may take to open its door
AT_ONCE = 2  # seconds in which an open page hears that its door has closed

# Only the faults come back: what passed is a hundred times as long.
AXE = """async (within) => {
    const told = await axe.run(within || document, {resultTypes: ["violations"]});
    return told.violations;
}"""

# What is awaited comes in a moment here; a machine many times slower is given its time.
expect.set_options(timeout=20_000)


@dataclass
class House:
    """A served Tovholder: where it answers, and how to restart it in the middle of things."""

    port: int
    environment: dict[str, str]
    log: Path
    process: psutil.Process | None = None
    parts: tuple[str, ...] = ()  # --pages or --live

    @property
    def address(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start serving as an operator does, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = psutil.Popen(
                [sys.executable, "-m", "tovholder.cli", "serve", *self.parts],
                env=self.environment, cwd=switches.ROOT, stdout=log, stderr=log,
            )  # fmt: skip
        self.opens()

    def opens(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + START
        while time.monotonic() < until and runs(self.process):
            if self.answers():
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"The house did not open:\n{self.log.read_text()[-4000:]}")

    def answers(self) -> bool:
        """True when a page comes back, whatever it says about its health."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):  # noqa: S310 our own
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def stop(self) -> None:
        """Stop as an operator would, and insist after ten seconds."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except psutil.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def vanish(self) -> None:
        """End at once, as nobody is served any more; open streams would delay a stop."""
        if self.process is None or not runs(self.process):
            return
        with suppress(psutil.NoSuchProcess):
            for each in [*self.process.children(recursive=True), self.process]:
                each.kill()
        self.process.wait()
        self.process = None

    def restart(self) -> None:
        """Away and back again on the same port."""
        self.stop()
        self.start()


@dataclass
class Visits:
    """Pages opened by one test, and what their consoles complained of."""

    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[Any] = field(default_factory=list)

    def __call__(self, *, phone: bool = False, javascript: bool = True, **options: Any) -> Page:
        """A new person's window: own cookies, at a desk or with a phone."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            java_script_enabled=javascript,
            locale=options.pop("locale", "da-DK"),
            timezone_id="Europe/Copenhagen",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        # A refused form is a 4xx that the browser reports by itself; a broken rule is ours.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture(scope="session", autouse=True)
def ready() -> Iterator[Ready]:
    """What reads the house's code once for this worker's tests, with the switches of them all."""
    reader = Ready()
    yield reader
    reader.end()


@pytest.fixture
def house(own_database: str, tmp_path: Path, ready: Ready) -> Iterator[House]:
    """A running house on the test's own database."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    port = free_port()
    environment |= {
        "DJANGO_SETTINGS_MODULE": "tovholder.settings",
        "PORT": str(port),
        "TOVHOLDER_DATABASE": own_database,
        "TOVHOLDER_DEMO": "1",
    }
    served = House(port, environment, tmp_path / "house.log")
    if ready.suits(environment):
        served.process = ready.serve(environment, served.log)
        served.opens()
    else:
        served.start()
    try:
        yield served
    finally:
        served.vanish()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Where it is missing the test fails: a silent skip would hide it."""
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: 'apt-get install chromium' (make test does it as root).")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visits(browser: Browser, house: House) -> Iterator[Visits]:
    """Open windows with visits(), visits(phone=True), visits(javascript=False)."""
    opened = Visits(browser, house.address)
    yield opened
    for context in opened.contexts:
        context.close()
    assert not opened.complaints, "The browser complains:\n" + "\n".join(opened.complaints)


@pytest.fixture
def page(visits: Visits) -> Page:
    """One person's window at a desk."""
    return visits()


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """accessible(page) fails with what axe-core finds on the page, by rule and place."""
    script = switches.ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        pytest.fail("axe-core is missing: run 'make node_modules'.")
    source = script.read_text()

    def check(page: Page, *, within: str | None = None) -> None:
        page.evaluate(source)  # through the debugger: the page's own policy stays in force
        found = page.evaluate(AXE, within)
        told = [
            f"{fault['id']} ({fault['impact']}): {fault['help']}\n    "
            + "\n    ".join(json.dumps(node["html"])[:200] for node in fault["nodes"][:5])
            for fault in found
        ]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return check


def sign_in(page: Page, name: str) -> None:
    """Let one of the demonstration's people in, whatever the page shows afterwards.

    It is answered when this returns: a click alone would leave the sending under way.
    """
    page.goto("/demo/")
    token = page.locator("form input[name=csrfmiddlewaretoken]").first.input_value()
    answer = page.request.post(
        f"/demo/sign-in/{name}/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": page.url},
        max_redirects=0,
    )
    assert answer.status == 303


def goes_at_once(page: Page) -> None:
    """The open board goes within two seconds from now.

    Where the machine is so slow that opening the page took more than half a second, within four
    times what that took.
    """
    opened = page.evaluate("performance.getEntriesByType('navigation')[0].duration / 1000")
    expect(page.locator("#table")).to_have_count(0, timeout=1000 * max(AT_ONCE, 4 * opened))


def runs(process: psutil.Process | None) -> bool:
    """False when it has ended, though nobody has asked how."""
    try:
        return process is not None and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port

"""A process that has read the house's code once, and becomes a house for each test that asks.

Reading the code and the templates is 2 of a house's first 3 seconds of work, and the same each
time. What a test then meets is `tovholder serve` as an operator starts it: the tests of starting
itself (tests/runtime), and every restart, read the code anew.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psutil

from tovholder import switches

EACH_ITS_OWN = frozenset({"PORT", "TOVHOLDER_DATABASE"})


class Ready:
    """Runs beside one worker's tests from the first that asks; each gets a new house."""

    def __init__(self) -> None:
        self.environment = dict(os.environ)
        self.process: subprocess.Popen[str] | None = None

    def suits(self, environment: Mapping[str, str]) -> bool:
        """Whether the code is read with these switches."""
        return _told(self.environment) == _told(environment)

    def serve(self, environment: dict[str, str], log: Path) -> psutil.Process:
        """A house with this environment that has begun to start."""
        self.process = self.process or self._begin()
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([environment, str(log)]) + "\n")
        self.process.stdin.flush()
        return psutil.Process(int(self.process.stdout.readline()))

    def _begin(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.ready"],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "tovholder.settings"},
            cwd=switches.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def end(self) -> None:
        """The houses that are left serve on."""
        if self.process:
            self.process.communicate()


def _told(environment: Mapping[str, str]) -> dict[str, str]:
    read = switches.NAMES - EACH_ITS_OWN
    return {name: value for name, value in environment.items() if name in read}


def main() -> None:
    """Read everything; then a line with an environment and a log becomes a house."""
    _read_the_house()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here waits for a house to end
    for line in sys.stdin:
        environment, log = json.loads(line)
        house = os.fork()
        if not house:
            _become_a_house(environment, log)
        sys.stdout.write(f"{house}\n")
        sys.stdout.flush()


def _read_the_house() -> None:
    import django
    from django.template.loader import get_template
    from django.urls import get_resolver

    django.setup()
    from tovholder.catalogue import catalogue

    assert get_resolver().url_patterns
    assert catalogue()
    for folder in switches.ROOT.glob("tovholder/*/templates"):
        for template in folder.rglob("*.html"):
            get_template(str(template.relative_to(folder)))
    gc.freeze()


def _become_a_house(environment: dict[str, str], log: str) -> None:
    from django.db import connections

    from tovholder import cli

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    connections.settings["default"]["NAME"] = environment["TOVHOLDER_DATABASE"]
    with Path(log).open("ab") as told, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(told.fileno(), 1)
        os.dup2(told.fileno(), 2)
    os._exit(cli.main(["serve"]))


if __name__ == "__main__":
    main()

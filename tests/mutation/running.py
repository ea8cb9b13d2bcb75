"""A run of pytest that puts one fault after another into the database, and notes which are seen.

A plugin (`pytest -p tests.mutation.running`). The tests are run once as they are, and once more in
a fork: one that fails there would see anything. Then each fault gets a fork of this process, in
which the tests run, quick ones first, until one fails.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from django.db import connections

from tests import databases
from tests.mutation import faults
from tests.mutation.in_sql import Fault
from tovholder import postgres
from tovholder.postgres.databases import SUPERUSER

PATIENCE = 60  # seconds, and ten times what it took: a test that never ends has seen something


class Afterwards:
    """In place of a next test: what the session shares stays, and nothing else."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[pytest.Session]:
        return [self.session]


class Bench:
    """The faults, one after the other."""

    templates: ClassVar[dict[str, str]] = {}
    copies: ClassVar[list[str]] = []

    def __init__(self, session: pytest.Session, wanted: list[str]) -> None:
        self.session, self.items = session, {item.nodeid: item for item in session.items}
        self.faults = faults.all_of(wanted)
        self.seconds: dict[str, float] = {}
        self.told: list[dict[str, object]] = []

    def run(self) -> None:
        for item in self.session.items:
            begun = time.monotonic()
            self._ask(item)
            self.seconds[item.nodeid] = time.monotonic() - begun
        assert not self.session.testsfailed, "the tests fail without a fault"
        connections.close_all()
        tests = sorted(self.items, key=self.seconds.__getitem__)
        failed = self._first_to_fail(tests)
        assert not failed, f"{failed} fails when it runs twice: it would see anything"
        for number, fault in enumerate(self.faults, 1):
            # Whose rows a table shows is asked by the first file alone.
            some = [one for one in tests if "test_rows" in one or not fault.is_table]
            with self._in_the_database(fault):
                seen_by = self._first_to_fail(some)
            self.told.append({"fault": fault.name, "seen_by": seen_by})
            told = f"{number}/{len(self.faults)} {seen_by or 'NOT SEEN'}: {fault.name}\n"
            sys.stderr.write(told)

    def _ask(self, item: pytest.Item) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=Afterwards(self.session))

    def _first_to_fail(self, tests: list[str]) -> str:
        """The test that fails first, or never ends; empty where all of them pass."""
        reads, writes = os.pipe()
        child = os.fork()
        if not child:
            self._in_a_fork(tests, writes)
        os.close(writes)
        with os.fdopen(reads) as pipe:
            begun = pipe.read().split("\n")
        _, status = os.waitpid(child, 0)
        return begun[-1] if status else ""

    def _in_a_fork(self, tests: list[str], writes: int) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        for test in tests:
            os.write(writes, f"\n{test}".encode())
            signal.alarm(PATIENCE + round(10 * self.seconds[test]))
            self._ask(self.items[test])
            if self.session.testsfailed:
                os._exit(1)
        os._exit(0)

    @contextmanager
    def _in_the_database(self, fault: Fault) -> Iterator[None]:
        places = [*Bench.copies, *Bench.templates.values()]
        try:
            for name in places:
                _say(name, fault.do)
            yield
        finally:
            for name in places:
                _say(name, fault.undo)


def _say(database: str, words: str) -> None:
    with postgres.connect(database, SUPERUSER) as superuser:
        superuser.execute(words)


def own_templates() -> None:
    """Faults are put into copies that are this run's alone."""
    for name in ("migrated", "demonstration"):
        made = getattr(databases, name)

        def own(name: str = name, made: Callable[[], str] = made) -> str:
            if name not in Bench.templates:
                copy = f"test_{os.getpid()}_{name}"
                postgres.drop_database(copy)
                postgres.make_database(copy, template=made())
                Bench.templates[name] = copy
            return Bench.templates[name]

        setattr(databases, name, own)
    copy_of = databases.copy_of

    @contextmanager
    def noted(template: str) -> Iterator[str]:
        with copy_of(template) as copy:
            Bench.copies.append(copy)
            yield copy
            Bench.copies.remove(copy)

    databases.copy_of = noted


def pytest_configure(config: pytest.Config) -> None:
    own_templates()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    file = Path(os.environ["MUTATION"])
    with postgres.hold():
        try:
            bench = Bench(session, json.loads(file.read_text()))
            bench.run()
        finally:
            connections.close_all()
            for name in Bench.templates.values():
                postgres.drop_database(name)
    file.write_text(json.dumps(bench.told))
    return True

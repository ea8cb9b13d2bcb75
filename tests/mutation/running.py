"""A run of pytest that puts one fault after another into the house, and notes which are seen.

A plugin (`pytest -p tests.mutation.running`, and `running_code` for the code). The tests are run
once as they are, and once more in a fork: one that fails there would see anything. Then each fault
gets a fork of this process, in which the tests run, quick ones first, until one fails.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import connections

from tests import databases
from tests.mutation import faults
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
    """The faults of the database, one after the other."""

    templates: ClassVar[dict[str, str]] = {}
    copies: ClassVar[list[str]] = []
    most_left_out = 0  # tests that cannot run twice in one process

    def __init__(self, session: pytest.Session, wanted: list[str]) -> None:
        self.session, self.items = session, {item.nodeid: item for item in session.items}
        self.faults = self.known(wanted)
        self.seconds: dict[str, float] = {}
        self.told: list[dict[str, object]] = []

    def known(self, wanted: list[str]) -> Sequence[Any]:
        """The faults of these names, or all."""
        return faults.of_the_database(wanted)

    def tests_for(self, fault: Any) -> set[str]:
        """Whoever may see it: whose rows a table shows is asked by one file alone."""
        return {one for one in self.seconds if "test_rows" in one or not fault.is_table}

    def put_in(self, fault: Any) -> None:
        """What is done in the fork before the tests run."""

    @contextmanager
    def during(self, test: str) -> Iterator[None]:
        """Around the first run of a test."""
        begun = time.monotonic()
        yield
        self.seconds[test] = time.monotonic() - begun

    @contextmanager
    def standing(self, fault: Any) -> Iterator[None]:
        """While the fault is put in, before and after the fork."""
        places = [*Bench.copies, *Bench.templates.values()]
        try:
            for name in places:
                _say(name, fault.do)
            yield
        finally:
            for name in places:
                _say(name, fault.undo)

    def run(self) -> None:
        for item in self.session.items:
            with self.during(item.nodeid):
                self._ask(item)
        assert not self.session.testsfailed, "the tests fail without a fault"
        connections.close_all()
        self._unhurt()
        for number, fault in enumerate(self.faults, 1):
            begun = time.monotonic()
            some = sorted(self.tests_for(fault) & set(self.seconds), key=self.seconds.__getitem__)
            with self.standing(fault):
                seen_by = self._first_to_fail(some, fault)
            self.told.append({"fault": fault.name, "seen_by": seen_by})
            took = f"{number}/{len(self.faults)} {time.monotonic() - begun:.1f} s"
            sys.stderr.write(f"{took} {seen_by or 'NOT SEEN'}: {fault.name}\n")

    def _unhurt(self) -> None:
        """Once more in a fork, without a fault: a test that fails there would see anything."""
        left_out: list[str] = []
        tests = sorted(self.seconds, key=self.seconds.__getitem__)
        while failed := self._first_to_fail(tests):
            left_out.append(failed)
            tests = tests[tests.index(failed) + 1 :]
            del self.seconds[failed]
        assert len(left_out) <= self.most_left_out, f"would see anything: {left_out}"

    def _ask(self, item: pytest.Item) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=Afterwards(self.session))

    def _first_to_fail(self, tests: list[str], fault: Any = None) -> str:
        """The test that fails first, or never ends; empty where all of them pass."""
        reads, writes = os.pipe()
        child = os.fork()
        if not child:
            self._in_a_fork(tests, writes, fault)
        os.close(writes)
        with os.fdopen(reads) as pipe:
            begun = pipe.read().split("\n")
        _, status = os.waitpid(child, 0)
        return begun[-1] if status else ""

    def _in_a_fork(self, tests: list[str], writes: int, fault: Any) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if fault is not None:
            self.put_in(fault)
        for test in tests:
            os.write(writes, f"\n{test}".encode())
            signal.alarm(PATIENCE + round(10 * self.seconds[test]))
            self._ask(self.items[test])
            if self.session.testsfailed:
                os._exit(1)
        os._exit(0)


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
    return tried_on(Bench, session)


def tried_on(bench: type[Bench], session: pytest.Session) -> bool:
    """Try every fault that is wanted, and write what became of each where it was wanted."""
    file = Path(os.environ["MUTATION"])
    with postgres.hold():
        try:
            made = bench(session, json.loads(file.read_text()))
            made.run()
        finally:
            connections.close_all()
            for name in Bench.templates.values():
                postgres.drop_database(name)
    file.write_text(json.dumps(made.told))
    return True

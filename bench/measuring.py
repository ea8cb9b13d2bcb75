"""One visitor in one database: times, CPU, queries and buffers of a page."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median
from typing import Any

from django.db import close_old_connections, connections
from django.test import Client

from tovholder import postgres
from tovholder.organisation.models import Account


@dataclass
class Cost:
    """What rounds of one thing cost, a round in milliseconds."""

    wall: list[float] = field(default_factory=list)
    python: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.wall)

    @property
    def p95(self) -> float:
        return sorted(self.wall)[int(len(self.wall) * 0.95)]

    @property
    def cpu(self) -> float:
        """Server and database together: the database's clock may tick too coarsely for a median."""
        return median(self.python) + fmean(self.database)


class Visitor:
    """A signed-in person, with a connection of their own to one database."""

    def __init__(self, database: str, username: str) -> None:
        self.database = database
        own = connections["default"].copy()
        own.settings_dict = own.settings_dict | {"NAME": database}
        self.connection = own
        self.enter()
        self.client = Client(SERVER_NAME="localhost")
        account = Account.objects.get(username=username)
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.backend: int = cursor.fetchone()[0]
        self.client.force_login(account)

    def enter(self) -> None:
        """Let what follows in this thread ask this database."""
        connections["default"] = self.connection

    def get(self, path: str) -> bytes:
        """A page as it is served; anything but the page itself is an error."""
        self.enter()
        close_old_connections()  # as before every request; the test client leaves it out
        response = self.client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answers {response.status_code}")
        return response.content

    def statements(self, path: str) -> list[tuple[str, Any]]:
        """Every statement of the page with its values, in order."""
        asked: list[tuple[str, Any]] = []

        def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, about: Any) -> Any:  # noqa: FBT001 Django's own signature
            asked.append((sql, params))
            return execute(sql, params, many, about)

        self.enter()
        with self.connection.execute_wrapper(note):
            self.get(path)
        return asked

    def measure(self, path: str, into: Cost) -> None:
        """One more round."""
        measured(lambda: self.get(path), self.backend, into)


def measured(act: Callable[[], object], backend: int, into: Cost) -> None:
    """Run it once; the CPU of this process and of its session in the database."""
    database, python, wall = used_by(backend), time.process_time(), time.perf_counter()
    act()
    into.wall.append((time.perf_counter() - wall) * 1000)
    into.python.append((time.process_time() - python) * 1000)
    into.database.append((used_by(backend) - database) * 1000)


def used_by(process: int) -> float:
    """Seconds of CPU a process has used; in ticks of ten milliseconds where nothing finer is."""
    folder = Path(f"/proc/{process}")
    fine = folder / "schedstat"
    if fine.exists() and (nanoseconds := int(fine.read_text().split()[0])):
        return nanoseconds / 1e9
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Floor:
    """The same statements in one transaction with prepared statements, and nothing around them."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.session = postgres.connect(visitor.database, role="app")
        self.session.execute("SET enable_seqscan = off")  # as the settings say
        self.session.autocommit = False
        self.session.prepare_threshold = 0
        self.backend: int = self.session.info.backend_pid
        kept = [
            (sql, params)
            for sql, params in visitor.statements(path)
            if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        ]
        # The account is set before the first read: here all happens in one transaction.
        kept.sort(key=lambda one: "set_config('tovholder.account'" not in one[0])
        self.kept = kept

    def run(self) -> None:
        with self.session.transaction(), self.session.cursor() as cursor:
            for sql, params in self.kept:
                cursor.execute(sql, params or None)
                cursor.fetchall()

    def measure(self, into: Cost) -> None:
        """One more round."""
        measured(self.run, self.backend, into)

    def buffers(self) -> list[tuple[int, float, str]]:
        """Blocks touched and milliseconds by each statement, warm, the heaviest first."""
        found = []
        with self.session.transaction(), self.session.cursor() as cursor:
            for sql, params in self.kept:
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql, params or None)
                told = cursor.fetchone()[0][0]
                plan = told["Plan"]
                touched = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
                spent = told["Execution Time"] + told["Planning Time"]
                found.append((touched, spent, " ".join(sql.split())))
        return sorted(found, reverse=True)

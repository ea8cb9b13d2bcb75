"""One migrated database per state of the migrations, copied (0.1 s) for whoever needs their own."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psutil
from django.utils import timezone
from psycopg import sql

from tovholder import postgres, switches

HOUSE = switches.ROOT / "tovholder"
# What decides how a new database looks.
PATTERNS = (
    "*/migrations/**/*.py",
    "*/table/*.py",
    "**/rowsecurity*.py",
    "**/*.sql",
    "postgres/databases.py",
    "../catalogue/legal-bases/*/basis.toml",
    "../catalogue/retention.toml",
)
# What decides what the demonstration tells: all of the code, the catalogue and the cast.
STORY = ("**/*.py", "**/*.sql", "**/*.toml", "**/*.csv", "../catalogue/**/*.*")
KEPT = 8  # templates; others may be testing another state of the same folder
numbers = count(1)


def migrated() -> str:
    """The name of a database with every migration run by the owner, made if it is not there."""
    return _template(f"template_{fingerprint(*PATTERNS)}", None, "migrate")


def demonstration() -> str:
    """The name of a database with the demonstration municipality, as people meet it."""
    like = migrated()
    # The story is told from today: tomorrow it is another one.
    name = f"template_demo_{timezone.localdate():%m%d}_{fingerprint(*STORY)}"
    return _template(name, like, "demo", "--no-serve")


def _template(name: str, like: str | None, *command: str) -> str:
    """A database made once by one of the house's own commands; half a one is never seen."""
    with _alone():
        there = postgres.databases()
        if name not in there:
            _prune(there)
            building = f"building_{os.getpid()}"
            postgres.drop_database(building)
            postgres.make_database(building, template=like)
            _run(building, *command)
            with postgres.connect("postgres") as connection:
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                connection.execute(rename.format(sql.Identifier(building), sql.Identifier(name)))
    return name


@contextmanager
def copy_of(template: str) -> Iterator[str]:
    """A database of one's own with the template's tables and rows, dropped afterwards."""
    name = f"test_{os.getpid()}_{next(numbers)}"
    with _alone():  # a template cannot be copied while another is copying it
        postgres.make_database(name, template=template)
    try:
        yield name
    finally:
        postgres.drop_database(name)


def clear_abandoned() -> None:
    """Drop what runs that were cut off have left."""
    for name in postgres.databases():
        kind, _, rest = name.partition("_")
        pid = rest.partition("_")[0]
        if kind in {"test", "building"} and pid.isdigit() and not psutil.pid_exists(int(pid)):
            postgres.drop_database(name)


def fingerprint(*patterns: str) -> str:
    """Twelve characters that change when one of these files does."""
    marks = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in HOUSE.glob(pattern)}):
        marks.update(str(file).encode())
        marks.update(file.read_bytes())
    return marks.hexdigest()[:12]


def _run(database: str, *command: str) -> None:
    own = {"TOVHOLDER_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tovholder.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tovholder.cli", *command],
        env=os.environ | own,
        cwd=switches.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"'tovholder {' '.join(command)}' fails:\n{done.stderr[-4000:]}")


def _prune(there: set[str]) -> None:
    templates = [name for name in there if name.startswith("template_")]
    if len(templates) < KEPT:
        return
    with postgres.connect("postgres") as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' ORDER BY oid DESC"
        )
        for (name,) in list(rows)[KEPT - 1 :]:
            postgres.drop_database(name)


@contextmanager
def _alone() -> Iterator[None]:
    with Path(switches.home() / "templates").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

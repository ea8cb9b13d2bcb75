"""A real PgBouncer in transaction mode before the embedded server, where the machine has one."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.browsing import free_port
from tovholder import postgres
from tovholder.postgres.cluster import cluster, give, own_folder
from tovholder.postgres.databases import ROLES, SUPERUSER
from tovholder.postgres.secret import secret

SINCE = (1, 22)  # it understands how psycopg gives its prepared statements up
PATIENCE = 10
APP = ROLES["app"]

# What docs/running/install.md tells an operator to set, and a pool too small for those who ask.
SETTINGS = """\
[databases]
* = host={socket}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users
pool_mode = transaction
max_prepared_statements = 200
ignore_startup_parameters = options
default_pool_size = {size}
"""


@dataclass(frozen=True)
class Pooler:
    """Where it answers, and for which database."""

    port: int
    database: str

    @property
    def url(self) -> str:
        return f"postgresql://{APP}:{quote(secret('app'))}@127.0.0.1:{self.port}/{self.database}"

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.url, options="-c enable_seqscan=off")


def missing() -> str:
    """Why there is no pooler to ask here; empty where there is one."""
    program = shutil.which("pgbouncer")
    if program is None:
        return "no pgbouncer here"
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"(\d+)\.(\d+)", told.stdout)
    assert found, told.stdout
    old = (int(found[1]), int(found[2])) < SINCE
    return f"pgbouncer {found[0]} is older than {SINCE[0]}.{SINCE[1]}" if old else ""


@contextmanager
def pooled(database: str, *, size: int) -> Iterator[Pooler]:
    """The pooler with so many connections to the server, for this database."""
    here = cluster()
    # The server's socket is open to the server's own user alone, and PgBouncer refuses root too.
    folder = here.place / f"pooler-{uuid4().hex[:12]}"
    own_folder(here, folder)
    pooler = Pooler(free_port(), database)
    for name, text in (
        ("users", f'"{APP}" "{secret("app")}"\n'),
        ("ini", SETTINGS.format(socket=here.socket, port=pooler.port, folder=folder, size=size)),
    ):
        (folder / name).write_text(text)
        (folder / name).chmod(0o600)
        give(here, folder / name)
    with postgres.connect(database, SUPERUSER) as superuser:
        asked = sql.SQL("ALTER ROLE {} IN DATABASE {} SET enable_seqscan = off")
        superuser.execute(asked.format(sql.Identifier(APP), sql.Identifier(database)))
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [str(shutil.which("pgbouncer")), str(folder / "ini")], stdout=log, stderr=log, cwd="/",
            user=here.runs_as.pw_uid if here.runs_as else None,
            group=here.runs_as.pw_gid if here.runs_as else None,
        )  # fmt: skip
    try:
        _answers(pooler, folder / "log")
        yield pooler
    finally:
        running.terminate()
        running.wait()
        shutil.rmtree(folder)


def _answers(pooler: Pooler, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            pooler.connect().close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.05)
        else:
            return

"""Starting, holding and stopping the embedded server."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .cluster import Cluster, PostgresError, cluster, give, own_folder
from .databases import ROLES, SUPERUSER, connect, embedded, make_database
from .secret import secret

PATIENCE = 10  # seconds for what a killed server left to end

# Small for a demonstration, enough for a bench; a municipality's server has its own settings.
CONFIGURATION = """\
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = '256MB'
effective_cache_size = '2GB'
random_page_cost = 1.1
max_wal_size = '2GB'
log_min_duration_statement = '1s'
log_line_prefix = '%m %d %u '
timezone = 'UTC'
log_timezone = 'UTC'
jit = off
# Slow statements are logged without what was asked about.
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""


@contextmanager
def hold() -> Iterator[None]:
    """Have the embedded server running inside; where DATABASE_URL names another, do nothing."""
    if not embedded():
        yield
        return
    here = cluster()
    with (here.home / "held").open("w") as held:
        with _one_at_a_time(here):
            fcntl.flock(held, fcntl.LOCK_SH)
            start(here)
        try:
            yield
        finally:
            with _one_at_a_time(here):
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # someone else still holds the server
                else:
                    stop(here)


def start(here: Cluster) -> None:
    """Make the cluster where there is none and start it where it does not run."""
    if not (here.data / "PG_VERSION").exists():
        _make(here)
    if running(here):
        return
    _clear_stale(here)
    own_folder(here, here.socket)
    (here.data / "postgresql.conf").write_text(CONFIGURATION.format(socket=here.socket))
    try:
        here.run("pg_ctl", "start", "--wait", "--timeout=60", "-D", here.data, "-l", here.log)
    except PostgresError as error:
        lines = here.log.read_text(errors="replace").splitlines() if here.log.exists() else []
        raise PostgresError("\n".join([str(error), *lines[-8:]])) from error
    if not (here.home / "roles-made").exists():
        _make_roles()
        make_database()
        (here.home / "roles-made").touch()


def stop(here: Cluster) -> None:
    """Stop the server; connections still open are ended, what they had committed stays."""
    if running(here):
        here.run("pg_ctl", "stop", "--wait", "--mode=fast", "-D", here.data)


def running(here: Cluster) -> bool:
    """True where a server of this very cluster is alive."""
    pid = _pid(here)
    return pid is not None and _is_ours(pid, here)


def _make(here: Cluster) -> None:
    own_folder(here, here.data)
    password = here.place / "password"
    password.touch(mode=0o600)
    password.write_text(secret(SUPERUSER))
    give(here, password)
    try:
        here.run(
            "initdb", "-D", here.data, "-U", SUPERUSER, f"--pwfile={password}",
            "--auth=scram-sha-256", "--encoding=UTF8",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        )  # fmt: skip
    finally:
        password.unlink()


def _make_roles() -> None:
    from psycopg import sql

    make = sql.SQL(
        "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION {} PASSWORD {}"
    )
    with connect("postgres", SUPERUSER) as connection:
        for role, name in ROLES.items():
            may = sql.SQL("CREATEDB" if role == "owner" else "NOCREATEDB")
            connection.execute(make.format(sql.Identifier(name), may, sql.Literal(secret(role))))


def _pid(here: Cluster) -> int | None:
    try:
        first = (here.data / "postmaster.pid").read_text().splitlines()[0]
    except (FileNotFoundError, IndexError):
        return None
    return int(first) if first.strip().isdigit() else None


def _is_ours(pid: int, here: Cluster) -> bool:
    import psutil

    try:
        words = psutil.Process(pid).cmdline()
    except psutil.Error:
        return False
    return any("postgres" in word for word in words[:1]) and str(here.data) in words


def _clear_stale(here: Cluster) -> None:
    """A machine that fell leaves a process number behind that may be someone else's today.

    PostgreSQL itself clears a number nobody has. One that another program has now it would take
    for a server, so we remove it; never while anything still works on the data.
    """
    import psutil

    until = time.monotonic() + PATIENCE
    while _at_work(here):
        if time.monotonic() > until:
            raise PostgresError(f"Another PostgreSQL works on {here.data}: stop it first.")
        time.sleep(0.05)
    pid = _pid(here)
    if pid is not None and psutil.pid_exists(pid):
        (here.data / "postmaster.pid").unlink()
        for left in here.socket.glob(".s.PGSQL.*"):
            left.unlink()


def _at_work(here: Cluster) -> bool:
    """True while a process of a server that died is still in the data's folder."""
    import psutil

    for process in psutil.process_iter():
        try:
            if process.cwd() == str(here.data):
                return True
        except psutil.Error:
            continue  # gone meanwhile, or another user's
    return False


@contextmanager
def _one_at_a_time(here: Cluster) -> Iterator[None]:
    with (here.home / "starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""The address of a database, and making one."""

import time
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from .. import switches
from .cluster import PostgresError, cluster
from .secret import secret

SUPERUSER = "postgres"
ROLES = {"owner": "tovholder_owner", "app": "tovholder_app"}
DATABASE = switches.text("TOVHOLDER_DATABASE", "tovholder")
LEAVING = 10  # seconds a session of a stopped server may take to be gone


def embedded() -> bool:
    """True where no other server is named by DATABASE_URL."""
    return not switches.text("DATABASE_URL")


def address(database: str = DATABASE, role: str = "app") -> dict[str, Any]:
    """Django's connection settings for a database of the embedded server."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": str(cluster().socket),
        "PORT": "",
        "NAME": database,
        "USER": ROLES[role],
        "PASSWORD": secret(role),
    }


def url(database: str = DATABASE, role: str = "app") -> str:
    """The same as an address that fits DATABASE_URL."""
    host = urlencode({"host": str(cluster().socket)})
    return f"postgresql://{ROLES[role]}:{quote(secret(role))}@/{quote(database)}?{host}"


def from_url(written: str) -> dict[str, Any]:
    """Django's connection settings from postgresql://user:password@host:port/name?sslmode=…"""
    parts = urlsplit(written)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise PostgresError("DATABASE_URL must read postgresql://user:password@host:port/name.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": options,
    }


def connect(database: str = DATABASE, role: str = "owner") -> Any:
    """An autocommit connection to the embedded server; role may also be the superuser's name."""
    import psycopg

    return psycopg.connect(
        host=str(cluster().socket),
        dbname=database,
        user=ROLES.get(role, role),
        password=secret(role),
        autocommit=True,
    )


def databases() -> set[str]:
    """The names of the databases that exist."""
    with connect("postgres") as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def make_database(name: str = DATABASE, *, template: str | None = None) -> None:
    """Make a database that the owner owns and the app may use; from a template with its rows."""
    from psycopg import sql

    like = sql.SQL("TEMPLATE {}").format(sql.Identifier(template or "template0"))
    with connect("postgres") as connection:
        new = sql.Identifier(name)
        connection.execute(sql.SQL("CREATE DATABASE {} {}").format(new, like))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(new))
        grant = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
        connection.execute(grant.format(new, sql.Identifier(ROLES["app"])))
    if template is None:
        with connect(name) as connection:
            connection.execute(PRIVILEGES)


def drop_database(name: str) -> None:
    """Drop a database if it exists, waiting a little for those who are just leaving it.

    The owner may not end a session of the application's role; a killed server's sessions end
    by themselves within moments.
    """
    from psycopg import errors, sql

    gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    until = time.monotonic() + LEAVING
    with connect("postgres") as connection:
        while True:
            try:
                connection.execute(gone)
            except errors.InsufficientPrivilege:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return


# What the owner makes, the app may use: run once in each database, as its owner.
PRIVILEGES = """
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tovholder_app;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO tovholder_app;
GRANT USAGE ON SCHEMA public TO tovholder_app;
"""

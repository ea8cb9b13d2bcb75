"""What the house will not start with, each said in one sentence an operator can act on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from . import switches

DEMONSTRATION = "Tovholder demonstration"  # the comment on a database of invented people
SHORTEST_KEY = 32  # characters


def refuse() -> None:
    """Raise ImproperlyConfigured with every obstacle there is; say nothing where there is none."""
    if found := list(obstacles()):
        raise ImproperlyConfigured("Tovholder does not start:\n- " + "\n- ".join(found))


def obstacles() -> Iterator[str]:
    """Why this process must not serve or work, in sentences."""
    if settings.DEMO:
        yield from demonstration_obstacles()
    else:
        yield from key_obstacles()
        yield from address_obstacles()
        if settings.DATABASE_IS_EMBEDDED:
            yield (
                "The embedded database is for demonstrations and tests: "
                "name your own server in DATABASE_URL."
            )
            return
    yield from database_obstacles()


def demonstration_obstacles() -> Iterator[str]:
    """A demonstration lets anyone in as anyone: it stays on the machine it runs on."""
    if settings.ADDRESS.startswith("https://"):
        yield (
            "TOVHOLDER_DEMO lets anyone sign in as anyone, and TOVHOLDER_ADDRESS is a public "
            "address: remove one of them."
        )


def key_obstacles() -> Iterator[str]:
    """Sessions and national numbers rest on the key; debug pages show what must not be shown."""
    if settings.SECRET_KEY_IS_MISSING:
        yield "SECRET_KEY is missing: set it to a long random text and keep it secret."
    elif len(settings.SECRET_KEY) < SHORTEST_KEY or len(set(settings.SECRET_KEY)) < 10:
        yield f"SECRET_KEY is too easy to guess: use at least {SHORTEST_KEY} random characters."
    if settings.DEBUG:
        yield "TOVHOLDER_DEBUG shows a page's inside to anyone: it works in a demonstration alone."


def address_obstacles() -> Iterator[str]:
    """Over plain HTTP anyone on the way reads along."""
    if not (settings.ADDRESS.startswith("https://") and urlsplit(settings.ADDRESS).hostname):
        yield (
            "TOVHOLDER_ADDRESS must be the house's https:// address as people type it: "
            "Tovholder does not run over plain HTTP."
        )
    own = switches.text("TOVHOLDER_CERTIFICATE") and switches.text("TOVHOLDER_CERTIFICATE_KEY")
    if not own and not switches.on("TOVHOLDER_BEHIND_PROXY"):
        yield (
            "Who speaks TLS? Set TOVHOLDER_BEHIND_PROXY=1 where a proxy does, "
            "or TOVHOLDER_CERTIFICATE and TOVHOLDER_CERTIFICATE_KEY."
        )


ROLE = """
SELECT role.rolsuper, role.rolbypassrls,
       pg_has_role(current_user, base.datdba, 'MEMBER')
         OR EXISTS (SELECT FROM pg_class WHERE relowner = role.oid),
       coalesce(shobj_description(base.oid, 'pg_database'), '')
FROM pg_roles role, pg_database base
WHERE role.rolname = current_user AND base.datname = current_database()
"""


def database_obstacles() -> Iterator[str]:
    """Row-level security binds neither a superuser nor, without FORCE, an owner."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(ROLE)
            superuser, bypass, owner, comment = cursor.fetchone()
    except OperationalError as error:
        yield f"The database does not answer: {str(error).strip()}"
        return
    finally:
        connection.close()
    yield from role_obstacles(superuser=superuser, bypass=bypass, owner=owner)
    if settings.PRODUCTION and comment == DEMONSTRATION:
        yield "This database holds the demonstration's invented people: name another one."
    if settings.DEMO and not settings.DATABASE_IS_EMBEDDED and comment != DEMONSTRATION:
        yield (
            "TOVHOLDER_DEMO may only open a database made by 'tovholder demo', "
            "and this one was not."
        )


def require_migrated() -> None:
    """Raise ImproperlyConfigured where the tables are not those of this version."""
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        behind = not executor.loader.applied_migrations
        if settings.PRODUCTION:  # a demonstration migrates itself each time it is made
            behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except OperationalError as error:
        raise ImproperlyConfigured(f"The database does not answer: {error}") from error
    finally:
        connection.close()
    if behind:
        raise ImproperlyConfigured(
            "The database's tables are not those of this version: run 'tovholder migrate'."
        )


def role_obstacles(*, superuser: bool, bypass: bool, owner: bool) -> Iterator[str]:
    """The app connects as a role that the walls in the database bind."""
    if superuser:
        yield "DATABASE_URL connects as a database superuser: use a role that owns nothing."
    elif bypass:
        yield "DATABASE_URL connects as a role that bypasses row security: take BYPASSRLS from it."
    elif owner:
        yield (
            "DATABASE_URL connects as the owner of the database: use the app's role, "
            "and keep the owner's for DATABASE_OWNER_URL."
        )


def unmarked_and_empty() -> bool:
    """True for a database that holds no table yet, so that it may become a demonstration."""
    return not connection.introspection.table_names()


def mark_demonstration() -> None:
    """Write on the database, as its owner, that everyone in it is invented."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{DEMONSTRATION}'")


@register(Tags.security, deploy=True)
def settings_check(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 Django's signature
    databases: Iterable[str] | None = None,  # noqa: ARG001 Django's signature
    **kwargs: Any,  # noqa: ARG001 Django's signature
) -> list[CheckMessage]:
    """The same sentences for 'manage.py check --deploy'."""
    return [Error(sentence, id="tovholder.E001") for sentence in obstacles()]

"""What the house will not start with, each said in one sentence an operator can act on."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.db import OperationalError, connection

from . import switches

DEMONSTRATION = "Tovholder demonstration"  # the comment on a database of invented people
SHORTEST_KEY = 32  # characters
UNSAFE = Path(__file__).parent / "postgres" / "unsafe.toml"
# Where we work, the trace and the catalogue hold nobody who is helped.
WITHOUT_PERSONS = frozenset({"ui", "audit", "catalogue", "organisation"})


def refuse(*, sealing: bool = False) -> None:
    """Raise ImproperlyConfigured with every obstacle there is; say nothing where there is none.

    sealing: for the process that seals the trace, too.
    """
    found = list(obstacles())
    if sealing and settings.PRODUCTION:
        found += sealing_obstacles()
    if found:
        raise ImproperlyConfigured("Tovholder does not start:\n- " + "\n- ".join(found))


def obstacles() -> Iterator[str]:
    """Why this process must not serve or work, in sentences."""
    yield from provider_obstacles()
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
    yield from rule_obstacles()


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


def provider_obstacles() -> Iterator[str]:
    """A provider that is written down half is one nobody signs in at."""
    from tovholder.organisation.elsewhere import ProviderFault, read_providers

    try:
        if settings.PROVIDERS:
            read_providers(settings.PROVIDERS)
    except ProviderFault as fault:
        yield f"TOVHOLDER_PROVIDERS: {fault}"


def sealing_obstacles() -> Iterator[str]:
    """Without a key nothing is sealed; without heads outside, a cut trace looks whole."""
    from tovholder.audit.keys import KeyFault, signing_key

    if settings.SEALING_KEY is None:
        yield "TOVHOLDER_SEALING_KEY is missing: the seals of the trace are signed with it."
    else:
        try:
            signing_key(settings.SEALING_KEY)
        except KeyFault as fault:
            yield f"TOVHOLDER_SEALING_KEY: {fault}"
    if settings.HEADS is None:
        yield "TOVHOLDER_HEADS is missing: name the folder the heads of the trace are carried to."
    if settings.HEADS_TO:
        yield from mail_obstacles()


def mail_obstacles() -> Iterator[str]:
    """Where heads are to be sent, there is a server to send by and a sender."""
    from tovholder.audit.mailing import MailFault, mail_server

    try:
        mail_server(settings.MAIL)
    except MailFault as fault:
        yield f"TOVHOLDER_MAIL: {fault}"
    for switch, addresses in (
        ("TOVHOLDER_MAIL_FROM", [settings.MAIL_FROM]),
        ("TOVHOLDER_HEADS_TO", settings.HEADS_TO),
    ):
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                yield f"{switch}: {address or 'nothing'} is no address."


ROLE = """
SELECT EXISTS (SELECT FROM pg_roles one WHERE one.rolsuper
           AND pg_has_role(current_user, one.oid, 'MEMBER')),
       EXISTS (SELECT FROM pg_roles one WHERE one.rolbypassrls
           AND pg_has_role(current_user, one.oid, 'MEMBER')),
       pg_has_role(current_user, base.datdba, 'MEMBER')
         OR EXISTS (SELECT FROM pg_class WHERE relowner = role.oid),
       coalesce(shobj_description(base.oid, 'pg_database'), ''),
       current_setting('server_version_num')::integer
FROM pg_roles role, pg_database base
WHERE role.rolname = current_user AND base.datname = current_database()
"""
NOT_FORCED = """
SELECT relname FROM pg_class c
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
  AND NOT (relrowsecurity AND relforcerowsecurity)
  AND (split_part(relname, '_', 1) = ANY (%s)
       OR EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))
ORDER BY relname
"""


PLAIN = "SELECT kind FROM unnest(%s::text[]) AS kind WHERE is_plain_basis(kind)"


def database_obstacles() -> Iterator[str]:
    """Row-level security binds neither a superuser nor, without FORCE, an owner."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(ROLE)
            superuser, bypass, owner, comment, version = cursor.fetchone()
            personal = [name for name in settings.PACKAGES if name not in WITHOUT_PERSONS]
            cursor.execute(NOT_FORCED, [personal])
            not_forced = [table for (table,) in cursor.fetchall()]
    except OperationalError as error:
        yield f"The database does not answer: {str(error).strip()}"
        return
    finally:
        connection.close()
    yield from role_obstacles(superuser=superuser, bypass=bypass, owner=owner)
    yield from version_obstacles(version)
    for table in not_forced:
        yield (
            f"The table {table} holds personal data and does not force row security: "
            "run 'tovholder migrate', or 'tovholder audit verify' to see what was taken down."
        )
    if settings.PRODUCTION and comment == DEMONSTRATION:
        yield "This database holds the demonstration's invented people: name another one."
    if settings.DEMO and not settings.DATABASE_IS_EMBEDDED and comment != DEMONSTRATION:
        yield (
            "TOVHOLDER_DEMO may only open a database made by 'tovholder demo', "
            "and this one was not."
        )


def rule_obstacles() -> Iterator[str]:
    """A rule that became sensitive is told to families until the database knows of it."""
    from tovholder.catalogue import catalogue

    sensitive = sorted(one.id for one in catalogue().legal_bases.values() if one.sensitive)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regprocedure('is_plain_basis(text)') IS NOT NULL")
            if cursor.fetchone()[0]:  # else require_migrated says so
                cursor.execute(PLAIN, [sensitive])
            told = [rule for (rule,) in cursor.fetchall()]
    except OperationalError:  # database_obstacles says so
        return
    finally:
        connection.close()
    for rule in told:
        yield (
            f"The catalogue calls the rule {rule} sensitive, and families still read of what is "
            "seen on it: run 'tovholder migrate'."
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


def version_obstacles(version: int) -> Iterator[str]:
    """Releases with faults that are known and mended; version as PostgreSQL counts: 180004."""
    told = tomllib.loads(UNSAFE.read_text(encoding="utf-8"))
    least = {int(major): minor for major, minor in told["least"].items()}
    major, minor = divmod(version, 10_000)
    if major < min(least):
        yield f"PostgreSQL {major} is too old: Tovholder needs {min(least)} or later."
    elif minor < least.get(major, 0):
        yield (
            f"PostgreSQL {major}.{minor} has known faults that are mended in "
            f"{major}.{least[major]}: update it ({told['source']})."
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

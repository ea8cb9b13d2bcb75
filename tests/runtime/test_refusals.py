"""What production, and a demonstration, will not start with."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from tovholder import postgres, refusals, switches

KEY = "k3y-" + "abcdefghijklmnop0123456789" * 2


@pytest.fixture
def production(settings: object, monkeypatch: pytest.MonkeyPatch) -> object:
    """Everything as it must be; a test takes one thing away."""
    settings.DEMO = False
    settings.PRODUCTION = True
    settings.DEBUG = False
    settings.SECRET_KEY = KEY
    settings.SECRET_KEY_IS_MISSING = False
    settings.ADDRESS = "https://tovholder.example"
    settings.DATABASE_IS_EMBEDDED = False
    monkeypatch.setenv("TOVHOLDER_BEHIND_PROXY", "1")
    return settings


@pytest.fixture
def as_role(own_database: str) -> Iterator[object]:
    """Connect as another role than the app's."""
    before = dict(connection.settings_dict)

    def use(role: str) -> None:
        connection.close()
        connection.settings_dict |= {
            "USER": postgres.ROLES.get(role, role),
            "PASSWORD": postgres.secret(role),
        }

    yield use
    connection.close()
    connection.settings_dict |= before


def told() -> str:
    return "\n".join(refusals.obstacles())


def test_a_good_production_starts(production: object, own_database: str) -> None:
    assert told() == ""
    refusals.refuse()


def test_without_a_key(production: object, own_database: str) -> None:
    production.SECRET_KEY_IS_MISSING = True
    assert told().startswith("SECRET_KEY is missing")


@pytest.mark.parametrize("key", ["short", "a" * 60])
def test_with_a_weak_key(production: object, own_database: str, key: str) -> None:
    production.SECRET_KEY = key
    assert "too easy to guess" in told()


def test_with_pages_that_show_their_inside(production: object, own_database: str) -> None:
    production.DEBUG = True
    assert "TOVHOLDER_DEBUG" in told()


@pytest.mark.parametrize("address", ["", "http://tovholder.example", "tovholder.example"])
def test_over_plain_http(production: object, own_database: str, address: str) -> None:
    production.ADDRESS = address
    assert "does not run over plain HTTP" in told()


def test_when_nobody_speaks_tls(
    production: object, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOVHOLDER_BEHIND_PROXY")
    assert told().startswith("Who speaks TLS?")
    monkeypatch.setenv("TOVHOLDER_CERTIFICATE", "/a.pem")
    monkeypatch.setenv("TOVHOLDER_CERTIFICATE_KEY", "/a.key")
    assert told() == ""


def test_where_a_rule_became_sensitive(production: object, own_database: str) -> None:
    """Its file says so, and the database has not been told yet."""
    with postgres.connect(own_database, role="postgres") as superuser:
        superuser.execute("INSERT INTO oversight_plainbasis VALUES ('break-glass')")
    assert "calls the rule break-glass sensitive" in told()
    with pytest.raises(ImproperlyConfigured, match="'tovholder migrate'"):
        refusals.refuse()


def test_on_the_embedded_database(production: object, own_database: str) -> None:
    production.DATABASE_IS_EMBEDDED = True
    assert "name your own server in DATABASE_URL" in told()


def test_as_the_databases_superuser(production: object, as_role: object) -> None:
    as_role("postgres")
    assert "as a database superuser" in told()


def test_as_the_databases_owner(production: object, as_role: object) -> None:
    as_role("owner")
    assert "as the owner of the database" in told()


def test_as_a_role_above_row_security() -> None:
    (sentence,) = refusals.role_obstacles(superuser=False, bypass=True, owner=False)
    assert "bypasses row security" in sentence


def test_as_a_member_of_a_role_above_row_security(
    production: object, own_database: str, as_role: object
) -> None:
    """A role that may become another is as strong as the other."""
    with postgres.connect(own_database, role="postgres") as superuser:
        superuser.execute("CREATE ROLE tovholder_above BYPASSRLS")
        try:
            superuser.execute("GRANT tovholder_above TO tovholder_app")
            assert "bypasses row security" in told()
        finally:
            superuser.execute("DROP ROLE tovholder_above")


@pytest.mark.parametrize("taken", ["NO FORCE", "DISABLE"])
def test_where_a_personal_table_does_not_force_row_security(
    production: object, own_database: str, taken: str
) -> None:
    with postgres.connect(own_database) as owner:
        owner.execute(f"ALTER TABLE people_person {taken} ROW LEVEL SECURITY")
    assert "The table people_person holds personal data and does not force" in told()


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        (140_030, "PostgreSQL 14 is too old: Tovholder needs 15 or later."),
        (150_017, "PostgreSQL 15.17 has known faults that are mended in 15.18"),
        (180_003, "PostgreSQL 18.3 has known faults that are mended in 18.4"),
        (180_004, ""),
        (190_000, ""),
    ],
)
def test_on_a_release_with_known_faults(version: int, sentence: str) -> None:
    assert "".join(refusals.version_obstacles(version)).startswith(sentence)
    assert bool(list(refusals.version_obstacles(version))) == bool(sentence)


def test_who_seals_needs_a_key_of_its_own_and_a_place_for_heads(
    production: object, own_database: str, tmp_path: Path
) -> None:
    production.SEALING_KEY = production.HEADS = None
    refusals.refuse()  # who serves needs neither
    with pytest.raises(ImproperlyConfigured) as refusal:
        refusals.refuse(sealing=True)
    assert "TOVHOLDER_SEALING_KEY is missing" in str(refusal.value)
    assert "TOVHOLDER_HEADS is missing" in str(refusal.value)
    production.SEALING_KEY = tmp_path / "none.pem"
    assert "cannot be read" in next(refusals.sealing_obstacles())


def test_on_a_demonstrations_database(
    production: object, own_database: str, as_role: object
) -> None:
    as_role("owner")
    refusals.mark_demonstration()
    as_role("app")
    assert "invented people" in told()


def test_a_demonstration_with_a_public_address(settings: object, own_database: str) -> None:
    settings.ADDRESS = "https://tovholder.example"
    assert "remove one of them" in told()


def test_a_demonstration_on_somebody_elses_database(settings: object, own_database: str) -> None:
    settings.DATABASE_IS_EMBEDDED = False
    assert "made by 'tovholder demo'" in told()


def test_a_database_that_does_not_answer(production: object, own_database: str) -> None:
    connection.close()
    connection.settings_dict["PASSWORD"], right = "wrong", connection.settings_dict["PASSWORD"]
    try:
        assert told().startswith("The database does not answer")
    finally:
        connection.settings_dict["PASSWORD"] = right


def test_all_is_said_at_once(production: object, own_database: str) -> None:
    production.SECRET_KEY_IS_MISSING = True
    production.ADDRESS = ""
    with pytest.raises(ImproperlyConfigured) as refusal:
        refusals.refuse()
    assert str(refusal.value).count("\n- ") == 2


def test_djangos_own_deployment_check_says_the_same(production: object, own_database: str) -> None:
    production.SECRET_KEY_IS_MISSING = True
    found = run_checks(tags=["security"], include_deployment_checks=True)
    assert any(told() in str(message.msg) for message in found)


def test_the_command_refuses_in_sentences() -> None:
    """As an operator meets it: nothing set, one command, no traceback."""
    bare = {name: value for name, value in os.environ.items() if name not in switches.NAMES}
    bare |= {"TOVHOLDER_HOME": str(switches.home()), "DATABASE_URL": "postgresql://nobody@/none"}
    bare["DJANGO_SETTINGS_MODULE"] = "tovholder.settings"
    done = subprocess.run(
        [sys.executable, "-m", "tovholder.cli", "serve"],
        env=bare, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("Tovholder does not start:\n- SECRET_KEY is missing")
    assert "Traceback" not in done.stderr

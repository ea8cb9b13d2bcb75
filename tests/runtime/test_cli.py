"""The command finds its way and says plainly what it cannot do."""

import os
import subprocess
import sys

import pytest

from tovholder import cli, postgres


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tovholder.cli", *arguments],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tovholder.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("wrong", [[], ["fly"], ["catalogue"], ["serve", "--pages", "--live"]])
def test_what_it_does_not_understand_is_2(wrong: list[str]) -> None:
    assert run(*wrong).returncode == 2


def test_help_names_every_command() -> None:
    told = run("--help").stdout
    for name in ("serve", "work", "demo", "migrate", "catalogue", "coverage", "audit"):
        assert name in told


def test_fresh_does_not_empty_somebody_elses_database() -> None:
    done = run("demo", "--fresh", "--no-serve", DATABASE_URL="postgresql://a:b@localhost/theirs")
    assert done.returncode == 1
    assert done.stderr.startswith("--fresh throws the embedded database away")


def test_a_wrong_address_is_a_sentence() -> None:
    done = run("migrate", DATABASE_URL="mysql://somewhere/else")
    assert done.returncode == 1
    assert "DATABASE_URL must read postgresql://" in done.stderr


def test_a_wrong_number_is_a_sentence() -> None:
    done = run("serve", PORT="eighty")
    assert done.returncode == 1
    assert done.stderr.strip() == "PORT must be a whole number, not 'eighty'."


def test_a_command_without_its_work_says_so() -> None:
    with pytest.raises(cli.NotBuiltError, match="not part of this version"):
        cli._later("tovholder.nowhere.at_all", "main")


def test_migrating_twice_is_well(own_database: str) -> None:
    done = run("migrate", TOVHOLDER_DATABASE=own_database)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", [["serve"], ["work"], ["audit", "verify"]])
def test_a_database_without_its_tables_is_a_sentence(template: str, command: list[str]) -> None:
    empty = f"test_{os.getpid()}_empty"
    postgres.make_database(empty)
    try:
        done = run(*command, TOVHOLDER_DATABASE=empty)
    finally:
        postgres.drop_database(empty)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("run 'tovholder migrate'.")
    assert "Traceback" not in done.stderr

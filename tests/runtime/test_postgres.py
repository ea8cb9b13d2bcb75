"""The embedded server: made, held, stopped, and safe on the machine it runs on."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tovholder import postgres
from tovholder.postgres.databases import from_url

# Each act is a process of its own: the home is decided when a process starts.
SCRIPT = """
from tovholder import postgres
here = postgres.cluster()
print(here.place, flush=True)
with postgres.hold():
    {inside}
print("after", postgres.running(here))
"""


@dataclass
class Home:
    """A home that only we may enter, as a root's own folder is."""

    path: Path
    places: set[Path] = field(default_factory=set)

    def hold(self, inside: str = "pass") -> list[str]:
        """What a process said that held the server, without the first line: its place."""
        environment = os.environ | {"TOVHOLDER_HOME": str(self.path)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT.format(inside=inside)],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        place, *said = done.stdout.splitlines()
        self.places.add(Path(place))
        return said

    @property
    def place(self) -> Path:
        """Where its data lies: elsewhere, when the server's user may not enter the home."""
        (only,) = self.places
        return only


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    made = Home(tmp_path_factory.mktemp("house") / "home")
    yield made
    for place in made.places:
        shutil.rmtree(place)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_last_to_let_go_stops_the_server(home: Home) -> None:
    said = home.hold("print(sorted(postgres.databases()))")
    assert said == ["['postgres', 'template0', 'template1', 'tovholder']", "after False"]


def test_a_second_holder_keeps_it_running(home: Home) -> None:
    other = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SCRIPT!r}.format(inside='pass')]); print(len(postgres.databases()))"  # noqa: E501 a program on one line
    said = home.hold(other)
    assert "after True" in said  # the inner one let go
    assert said[-2:] == ["4", "after False"]


def test_secrets_and_data_are_private(home: Home) -> None:
    home.hold()
    assert mode(home.path / "secrets") == 0o700
    assert {mode(file) for file in (home.path / "secrets").iterdir()} == {0o600}
    assert mode(home.place / "data") == 0o700
    assert mode(home.place / "socket") == 0o700
    assert not (home.place / "password").exists()


def test_it_listens_on_no_network(home: Home) -> None:
    said = home.hold(
        "print(postgres.connect(role='app').execute("
        "\"SELECT current_setting('listen_addresses'), inet_server_addr()\").fetchone())"
    )
    assert said[0] == "('', None)"


def test_a_password_is_asked_for(home: Home) -> None:
    said = home.hold(
        "import psycopg\n"
        "    try: psycopg.connect(host=str(here.socket), user='postgres', password='wrong')\n"
        "    except psycopg.OperationalError as error: print('authentication failed' in str(error))"
    )
    assert said[0] == "True"


def test_a_number_left_by_a_crash_does_not_stop_the_start(home: Home) -> None:
    home.hold()
    # The number belongs to this test: alive, and no database server.
    left = home.place / "data" / "postmaster.pid"
    left.write_text(f"{os.getpid()}\n{home.place / 'data'}\n")
    assert home.hold("print(len(postgres.databases()))")[0] == "4"


def test_a_killed_server_comes_back(home: Home) -> None:
    killing = (
        "import os, signal, time\n"
        "    from tovholder.postgres.server import _pid\n"
        "    os.kill(_pid(here), signal.SIGKILL)\n"
        "    while postgres.running(here): time.sleep(0.05)"
    )
    home.hold(killing)
    assert home.hold("print(len(postgres.databases()))")[0] == "4"


def test_neither_role_is_above_the_walls(own_database: str) -> None:
    with postgres.connect(own_database) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
            " WHERE rolname LIKE 'tovholder%' ORDER BY 1"
        ).fetchall()
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert rows == [
        ("tovholder_app", False, False, False),
        ("tovholder_owner", False, False, False),
    ]
    assert owner == ("tovholder_owner",)


@pytest.mark.parametrize(
    "forbidden",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "TRUNCATE django_session",
        "ALTER TABLE django_session DISABLE ROW LEVEL SECURITY",
        "SET ROLE tovholder_owner",
    ],
)
def test_the_app_may_not(own_database: str, forbidden: str) -> None:
    with (
        postgres.connect(own_database, "app") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(forbidden)


def test_the_app_may_use_what_the_owner_makes(own_database: str) -> None:
    with postgres.connect(own_database) as owner:
        owner.execute("CREATE TABLE made (id serial PRIMARY KEY, word text)")
    with postgres.connect(own_database, "app") as app:
        app.execute("INSERT INTO made (word) VALUES ('æ')")
        app.execute("UPDATE made SET word = upper(word)")
        assert app.execute("SELECT * FROM made").fetchall() == [(1, "Æ")]
        app.execute("DELETE FROM made")


def test_an_address_becomes_settings() -> None:
    found = from_url("postgresql://app:p%40ss@db.example:5433/house?sslmode=verify-full")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "house")
    assert (found["USER"], found["PASSWORD"]) == ("app", "p@ss")
    assert found["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize("wrong", ["mysql://a/b", "postgresql://host", "tovholder"])
def test_an_address_of_something_else_is_refused(wrong: str) -> None:
    with pytest.raises(postgres.PostgresError, match="must read postgresql://"):
        from_url(wrong)

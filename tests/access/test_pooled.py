"""Behind PgBouncer in transaction mode: whose eyes they are ends with the transaction, for all.

PgBouncer gives each transaction whichever connection is free. So nothing may stay with one: who
asks, what was reckoned for them, a lock. Where the machine has no PgBouncer these proofs are not
run, and the counts say so.
"""

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from tests.access.together import answered_as_when_alone, signed_in_as
from tests.browsing import House, free_port
from tests.cast import gather, settle
from tests.counting import Proved
from tests.pooler import Pooler, missing, pooled
from tests.ready import Ready
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases.actions.cases import in_turn
from tovholder.cases.models import Seat
from tovholder.meetings.models import Meeting
from tovholder.organisation.models import Account
from tovholder.refusals import DEMONSTRATION

HOUSE = Path(settings.BASE_DIR, "tovholder")
# What stays with a connection when its transaction is over.
STAYS = re.compile(
    r"pg_(try_)?advisory_(lock|unlock)|set_config\([^()]*, *false\)|\bSET SESSION\b"
    r"|execute\(\s*f?\"(PREPARE|LISTEN|DECLARE|SET (?!TRANSACTION|LOCAL)) ?"
)
LISTENS = HOUSE / "meetings" / "live.py"  # over a line of its own: DATABASE_LISTEN_URL


@pytest.fixture
def pooler(own_database: str, proved: Proved) -> Iterator[Pooler]:
    """One connection to the server for everybody."""
    not_run(proved)
    with pooled(own_database, size=1) as running:
        yield running


@pytest.fixture
def house_behind(own_database: str, tmp_path: Path, proved: Proved) -> Iterator[House]:
    """A house that reaches its database through the pooler alone, and hears past it."""
    not_run(proved)
    with postgres.connect(own_database) as owner:  # a copy has lost what was said of the original
        said = sql.SQL("COMMENT ON DATABASE {} IS {}")
        owner.execute(said.format(sql.Identifier(own_database), DEMONSTRATION))
    with pooled(own_database, size=3) as pooler:
        environment = Ready().environment | {
            "DATABASE_URL": pooler.url,
            "DATABASE_LISTEN_URL": postgres.url(own_database),
            "DJANGO_SETTINGS_MODULE": "tovholder.settings",
            "PORT": str(free_port()),
            "TOVHOLDER_DEMO": "1",
        }
        house = House(int(environment["PORT"]), environment, tmp_path / "house.log")
        house.start()
        yield house
        house.vanish()


def not_run(proved: Proved) -> None:
    if why := missing():
        proved(f"Behind PgBouncer in transaction mode: NOT RUN, {why}", asked_at_once=0)
        pytest.skip(why)


def through(pooler: Pooler) -> None:
    """From here on the house's own code asks through the pooler."""
    connection.close()
    given = {"HOST": "127.0.0.1", "PORT": str(pooler.port)}
    connections["default"].settings_dict.update(given)


@pytest.fixture
def house_code_behind(pooler: Pooler) -> Iterator[Pooler]:
    before = {name: connections["default"].settings_dict[name] for name in ("HOST", "PORT")}
    through(pooler)
    yield pooler
    connection.close()
    connections["default"].settings_dict.update(before)


@pytest.mark.demonstration
def test_many_at_once_meet_their_own_pages(house_behind: House, proved: Proved) -> None:
    counted = answered_as_when_alone(house_behind)
    proved("Behind PgBouncer in transaction mode", **counted)


def test_the_next_one_sees_nothing_of_the_one_before(house_code_behind: Pooler) -> None:
    gathering = gather(settle())
    holder = gathering.account("teacher")
    with acting(holder):
        assert Seat.objects.filter(case=gathering.case).exists()
        before = asked(connection.cursor(), "SELECT pg_backend_pid()")
    with house_code_behind.connect() as other:
        assert asked(other.cursor(), "SELECT pg_backend_pid()") == before, "another connection"
        assert asked(other.cursor(), "SELECT coalesce(current_account(), 0)") == 0
        assert asked(other.cursor(), "SELECT cardinality(my_cases())") == 0
        assert asked(other.cursor(), "SELECT count(*) FROM cases_seat") == 0
        left = "SELECT count(*) FROM pg_settings WHERE name LIKE 'tovholder.%' AND setting <> ''"
        assert asked(other.cursor(), left) == 0


def test_the_proof_would_see_what_a_session_keeps(pooler: Pooler) -> None:
    """Set for the session, as this house never does: the next one has it."""
    with pooler.connect() as one:
        one.execute("SELECT set_config('tovholder.account', '7', false)")
    with pooler.connect() as other:
        assert asked(other.cursor(), "SELECT current_setting('tovholder.account', true)") == "7"


def test_whoever_takes_turns_leaves_no_lock(house_code_behind: Pooler) -> None:
    gathering = gather(settle())
    with acting(gathering.account("teacher")):
        in_turn(gathering.case)
    with house_code_behind.connect() as other:
        locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
        locks += " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        assert asked(other.cursor(), locks) == 0


def test_statements_prepared_on_one_connection_serve_on_another(pooler: Pooler) -> None:
    """Also after a transaction was undone, where psycopg gives up all it has prepared."""
    for undone in (False, True, False):
        with pooler.connect() as one:
            one.prepare_threshold = 0
            for number in range(5):
                assert asked(one.cursor(), "SELECT %s::int + 1", number) == number + 1
                if undone:
                    one.rollback()
                    with pytest.raises(psycopg.errors.DivisionByZero):
                        asked(one.cursor(), "SELECT 1 / %s::int", 0)
                    one.rollback()


@pytest.mark.demonstration
def test_an_open_board_hears_past_the_pooler(house_behind: House) -> None:
    reader = Account.objects.get(username="social-worker")
    with acting(reader):
        meeting = Meeting.objects.order_by("-called_at").first()
        assert meeting is not None
        invited = str(meeting.pk)
    session = signed_in_as(reader.username).cookies["session"].value
    line = http.client.HTTPConnection("127.0.0.1", house_behind.port, timeout=20)
    line.request("GET", f"/live/meetings/{invited}/", headers={"Cookie": f"session={session}"})
    answer = line.getresponse()
    assert answer.status == 200
    heard = told(answer)
    assert "all" in heard, "it begins by reading everything"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('tovholder_board', %s)", [f"{invited}:a-step"])
    assert "a-step" in told(answer)
    line.close()


def told(answer: http.client.HTTPResponse) -> str:
    """The next event, past signs of life."""
    while not (line := answer.readline().decode()).startswith("data:"):
        assert line, "the stream ended"
    return line


def test_nothing_in_the_house_stays_with_a_connection() -> None:
    files = [file for file in HOUSE.rglob("*") if file.suffix in (".py", ".sql")]
    found = {file for file in files if STAYS.search(file.read_text())}
    assert found == {LISTENS}


def asked(cursor: "psycopg.Cursor | object", words: str, *values: object) -> object:
    """One value."""
    cursor.execute(words, values or None)  # type: ignore[attr-defined] # Django's or psycopg's
    (value,) = cursor.fetchone()  # type: ignore[attr-defined] # the same two
    return value

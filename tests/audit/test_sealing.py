"""Every row of the trace is sealed once, however late it is committed."""

import threading
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.audit.sealed import batches, looked, seal, seal_everything
from tovholder import postgres
from tovholder.audit import heads, sealing
from tovholder.audit.keys import KeyFault, signing_key

LOOK = "SELECT write_look(1, '{}', '{}', '{}', %s, '', false)"


def pages_sealed(database: str) -> list[str]:
    """The pages of all looks that lie in a batch."""
    with postgres.connect(database) as owner:
        return [
            page
            for (page,) in owner.execute(
                "SELECT page FROM audit_look JOIN audit_batch"
                " ON transaction >= after AND transaction < before ORDER BY audit_look.id"
            )
        ]


def test_each_row_lies_in_one_batch_and_an_empty_minute_costs_nothing(own_database: str) -> None:
    assert seal() == 0
    looked(3)
    seal_everything()
    looked(2)
    seal_everything()
    told = batches(own_database)
    assert [number for number, *_ in told] == list(range(1, len(told) + 1))
    assert sum(looks for _, looks, _ in told) == 5
    assert sum(deeds for _, _, deeds in told) == 2
    assert seal() == 0
    assert batches(own_database) == told
    assert sealing.unsealed_for().total_seconds() == 0


def test_what_is_committed_late_and_out_of_order_is_never_missed(own_database: str) -> None:
    with postgres.connect(own_database, role="app") as early:
        early.execute("BEGIN")
        early.execute(LOOK, ["early"])  # the lower transaction and the lower id
        looked(1)  # and this is committed before it
        with postgres.connect(own_database, role="app") as nested:
            nested.execute("BEGIN")
            nested.execute("SELECT pg_current_xact_id()")
            nested.execute("SAVEPOINT inner_one")
            nested.execute(LOOK, ["nested"])
            for _minute in range(3):
                seal()
            assert pages_sealed(own_database) == []
            early.execute("COMMIT")
            for _minute in range(3):
                seal()
            assert "nested" not in pages_sealed(own_database)
            nested.execute("RELEASE inner_one")
            nested.execute("COMMIT")
    seal_everything()
    assert sorted(pages_sealed(own_database)) == ["cases:page-0, Æ", "early", "nested"]
    assert sum(looks for _, looks, _ in batches(own_database)) == 3


def test_many_at_once_with_two_sealers_miss_none_and_take_none_twice(own_database: str) -> None:
    address = postgres.url(own_database)
    done = threading.Event()

    def write(writer: int) -> None:
        with psycopg.connect(address) as own:
            for number in range(60):
                own.execute("SELECT pg_current_xact_id()")
                own.execute("SELECT pg_sleep(0.002 * %s)", [(writer * 7 + number) % 5])
                own.execute(LOOK, [f"{writer}-{number}"])
                if number % 10 == 9:
                    own.rollback()
                else:
                    own.commit()

    def go_on_sealing() -> None:
        while not done.is_set():
            seal()
        connections.close_all()

    writers = [threading.Thread(target=write, args=[number]) for number in range(6)]
    sealers = [threading.Thread(target=go_on_sealing) for _ in range(2)]
    for thread in (*writers, *sealers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    seal_everything()
    pages = pages_sealed(own_database)
    assert len(pages) == len(set(pages)) == 6 * 54
    # How many batches there are is for the other tests on this server: they hold sealing back.
    assert sum(looks for _, looks, _ in batches(own_database)) == 6 * 54


def test_large_backlogs_are_divided_but_never_a_transaction(own_database: str) -> None:
    with postgres.connect(own_database, role="postgres") as superuser:
        superuser.execute(
            'INSERT INTO audit_look (transaction, account, seats, cases, areas, page, "right",'
            " refused) SELECT 3 + (i > 60000)::int + (i > 60001)::int, 1, '{}', '{}', '{}', 'x',"
            " '', false FROM generate_series(1, 60010) i"
        )
    seal_everything()
    assert [looks for _, looks, _ in batches(own_database)] == [60000, 10]


def test_an_hour_without_rows_gives_a_head(own_database: str) -> None:
    looked(1)
    seal_everything()
    count = len(batches(own_database))
    with postgres.connect(own_database, role="postgres") as superuser:
        superuser.execute("ALTER TABLE audit_batch DISABLE TRIGGER append_only")
        superuser.execute("UPDATE audit_batch SET sealed_at = now() - interval '61 minutes'")
    assert seal() == 1
    assert batches(own_database)[count:] == [(count + 1, 0, 0)]


def test_the_application_calls_but_decides_nothing(own_database: str) -> None:
    looked(1)
    seal_everything()
    refused = (
        "INSERT INTO audit_signature VALUES (9, '', '', now())",
        "SELECT leaves FROM audit_batch",
        "UPDATE audit_batch SET looks = 0",
        "DELETE FROM audit_batch",
        "SELECT sign_batch(1, decode(repeat('00', 32), 'hex'), decode(repeat('00', 64), 'hex'))",
        "SELECT sign_batch(7, decode(repeat('00', 32), 'hex'), decode(repeat('00', 64), 'hex'))",
    )
    for statement in refused:
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement)


def test_a_database_moved_by_dump_is_refused_in_words(own_database: str) -> None:
    looked(1)
    seal_everything()
    with postgres.connect(own_database, role="postgres") as superuser:
        superuser.execute("ALTER TABLE audit_batch DISABLE TRIGGER append_only")
        superuser.execute("UPDATE audit_batch SET before = before + 1000000000")
    with pytest.raises(DatabaseError, match="moved to another server"):
        seal()


def test_heads_are_carried_out_once_each(
    own_database: str, tmp_path: Path, settings: object
) -> None:
    settings.HEADS = tmp_path / "heads"
    for _minute in range(3):
        looked(1)
        seal_everything()
        seal()
    lines = [
        line for file in sorted(settings.HEADS.iterdir()) for line in file.read_text().splitlines()
    ]
    told = [heads.read(line) for line in lines]
    assert [head.number for head in told] == list(range(1, len(told) + 1))
    assert sum(head.looks for head in told) == 3
    assert [head.line() for head in told] == lines
    assert len(max(lines, key=len)) < heads.LONGEST / 2


@pytest.mark.parametrize(
    "left", ["", "\n", '{"form": "tovholder-he', '{"form": "tovholder-head/1"}\n']
)
def test_a_line_left_half_written_stops_nothing(
    own_database: str, tmp_path: Path, settings: object, left: str
) -> None:
    """Neither an empty file nor a torn line, which a file that only grows keeps for ever."""
    settings.HEADS = tmp_path
    looked(1)
    seal_everything()
    [file] = tmp_path.iterdir()
    carried = heads.last(tmp_path)
    with file.open("a") as torn:
        torn.write(left)
    (tmp_path / "heads-9999-12.jsonl").touch()
    looked(1)
    seal_everything()
    seal()
    whole = [heads.read(line) for line in file.read_text().split("\n") if len(line) > 50]
    assert [head.number for head in whole] == list(range(1, len(whole) + 1))
    assert carried in whole
    assert sum(head.looks for head in whole) == 2
    assert heads.last(tmp_path) == whole[-1]


def test_the_last_whole_line_is_found_past_long_ones(tmp_path: Path, own_database: str) -> None:
    looked(1)
    seal_everything()
    with connection.cursor() as cursor:
        cursor.execute(heads.SIGNED, [0])
        [head, *_rest] = [heads.Head(*row) for row in cursor.fetchall()]
    assert heads.last(tmp_path) is None
    heads.append(tmp_path, [head])
    (tmp_path / "heads-9999-12.jsonl").write_text("x" * 3 * heads.LONGEST + "\n[1]\n7\n\xff")
    assert heads.last(tmp_path).line() == head.line()


def test_a_chain_that_was_cut_is_not_signed_anew(
    own_database: str, tmp_path: Path, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HEADS = tmp_path
    looked(1)
    seal_everything()
    with postgres.connect(own_database, role="postgres") as superuser:
        superuser.execute("TRUNCATE audit_look, audit_deed, audit_batch, audit_signature CASCADE")
    looked(1)
    before = {file: file.read_text() for file in tmp_path.iterdir()}
    for _minute in range(3):
        seal()
    assert sealing.unsealed_for().total_seconds() > 0
    assert {file: file.read_text() for file in tmp_path.iterdir()} == before
    assert "nothing is signed until a person has looked" in caplog.text


def test_a_key_others_may_read_is_refused(tmp_path: Path, settings: object) -> None:
    file = tmp_path / "secrets" / "sealing.pem"
    assert signing_key(file).sign(b"") == signing_key(file).sign(b"")
    file.chmod(0o640)
    with pytest.raises(KeyFault, match="chmod 600"):
        signing_key(file)
    settings.DEMO = False
    with pytest.raises(KeyFault, match="cannot be read"):
        signing_key(tmp_path / "none.pem")


def test_a_row_that_waits_five_minutes_is_late(own_database: str) -> None:
    looked(1)
    assert sealing.unsealed_for() <= sealing.LATE
    with postgres.connect(own_database, role="postgres") as superuser:
        superuser.execute("ALTER TABLE audit_look DISABLE TRIGGER append_only")
        superuser.execute("UPDATE audit_look SET at = now() - interval '6 minutes'")
    assert sealing.unsealed_for() > sealing.LATE
    seal_everything()
    assert sealing.unsealed_for() <= sealing.LATE

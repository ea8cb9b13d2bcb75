"""The officer searches the trace: for a purpose, on record, and nobody else."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Gathering, gather
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.demo.actions import settle
from tovholder.oversight.searching import Asked, Found, persons_named, search
from tovholder.oversight.views.searching import TIMES

TODAY = timezone.localdate


def as_one(gathering: Gathering, name: str) -> Client:
    client = Client()
    client.force_login(gathering.account(name))
    return client


def visits(gathering: Gathering, name: str) -> int:
    return as_one(gathering, name).get(f"/cases/{gathering.case.pk}/people/").status_code


def asked(**told: object) -> Asked:
    return Asked(purpose="En klage", since=TODAY() - timedelta(days=2), until=TODAY(), **told)


def found(gathering: Gathering, name: str = "officer", **told: object) -> list[Found]:
    with acting(gathering.account(name)):
        return search(asked(**told))[0]


@pytest.mark.django_db
def test_by_case_person_and_account(gathering: Gathering) -> None:
    assert visits(gathering, "teacher") == 200
    assert visits(gathering, "outsider") == 404
    reference = gathering.case.pk.hex[:8]
    looks = [row for row in found(gathering, reference=reference) if row.is_look]
    assert [row.refused for row in looks] == [True, False]
    assert [row.who for row in looks] == [
        "Peter Skov, lærer, Engskolen",
        "Mette Lund, lærer, Åskolen",
    ]
    assert looks[1].cases == [reference.upper()]
    assert looks[1].bases
    child = gathering.town.persons["child"].pk
    assert found(gathering, person=child)
    assert not found(gathering, person=gathering.town.persons["father"].pk)
    teacher = gathering.account("teacher").pk
    assert {row.who for row in found(gathering, account=teacher)} == {"Mette Lund, lærer, Åskolen"}
    assert found(gathering, reference="00000000") == []


@pytest.mark.django_db
def test_a_search_is_on_record(gathering: Gathering) -> None:
    officer = gathering.account("officer")
    with acting(officer):
        search(asked(reference=gathering.case.pk.hex[:8]))
        assert [one.name for one in persons_named("En klage", "lars berg")] == [
            "Lars Test Berggren"
        ]
    searches = [row.page for row in found(gathering, account=officer.pk)]
    assert searches.count("oversight.search") == 2
    assert "oversight.find_person" in searches


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["teacher", "social-worker", "leader", "admin", "outsider", "mother", "father"]
)
def test_nobody_else_searches(gathering: Gathering, name: str) -> None:
    visits(gathering, "teacher")
    client = as_one(gathering, name)
    assert client.get("/trace/").status_code == 404
    assert client.post("/trace/", {"purpose": "Fordi"}).status_code == 404
    assert found(gathering, name) == []
    with acting(gathering.account(name)):
        assert persons_named("Fordi", "Lars") == []


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["", "   "])
def test_never_without_a_purpose(gathering: Gathering, purpose: str) -> None:
    today = TODAY()
    with acting(gathering.account("officer")), pytest.raises(DatabaseError), transaction.atomic():
        search(Asked(purpose=purpose, since=today, until=today))
    client = as_one(gathering, "officer")
    sent = {"purpose": purpose, "since": today, "until": today}
    assert client.post("/trace/", sent).status_code == 422


@pytest.mark.django_db
def test_the_page_asks_whom_and_shows_no_case(gathering: Gathering) -> None:
    visits(gathering, "teacher")
    client = as_one(gathering, "officer")
    sent = {"purpose": "En klage", "about": "berggren", "since": TODAY(), "until": TODAY()}
    text = client.post("/trace/", sent).content.decode()
    child = str(gathering.town.persons["child"].pk)
    assert child in text
    text = client.post("/trace/", sent | {"person": child}).content.decode()
    assert "Mette Lund, lærer, Åskolen" in text
    assert text.count("Lars") == 1  # whom she asked about, above what was found
    assert str(gathering.case.pk) not in text


@pytest.mark.django_db
def test_whom_she_chose_before_is_not_told_under_another_name(gathering: Gathering) -> None:
    visits(gathering, "teacher")
    client = as_one(gathering, "officer")
    child = str(gathering.town.persons["child"].pk)
    sent = {"purpose": "En klage", "about": "Oliver", "since": TODAY(), "until": TODAY()}
    text = client.post("/trace/", sent | {"person": child}).content.decode()
    assert "Mette Lund, lærer, Åskolen" not in text
    assert "Der er ingen med det navn." in text


@pytest.mark.django_db
@pytest.mark.parametrize("given", [{"until": "9999-12-31"}, {"since": "0001-01-01"}])
def test_a_day_far_away_is_a_day(gathering: Gathering, given: dict[str, str]) -> None:
    sent = {"purpose": "En klage", "since": TODAY(), "until": TODAY()} | given
    assert as_one(gathering, "officer").post("/trace/", sent).status_code == 200


def test_a_search_is_one_deed_with_its_purpose_and_whom_it_is_about(own_database: str) -> None:
    gathering = gather(settle())
    child = str(gathering.town.persons["child"].pk)
    sent = {"purpose": "En klage", "about": "berggren", "since": TODAY(), "until": TODAY()}
    client = as_one(gathering, "officer")
    assert "Lars" in client.post("/trace/", sent | {"person": child}).content.decode()
    with postgres.connect(own_database) as owner:
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', false)")
        deeds = owner.execute(
            "SELECT about, detail->>'purpose' FROM audit_deed WHERE verb = 'oversight.search'"
        ).fetchall()
    assert deeds == [(f"people.person:{child}", "En klage")]


@pytest.mark.django_db
def test_names_are_not_asked_for_without_end(gathering: Gathering) -> None:
    client = as_one(gathering, "officer")
    sent = {"purpose": "En klage", "about": "Lars", "since": TODAY(), "until": TODAY()}
    answers = [client.post("/trace/", sent) for _again in range(TIMES + 1)]
    assert [one.status_code for one in answers] == [200] * TIMES + [422]
    assert "Du har prøvet" in answers[-1].content.decode()
    assert client.post("/trace/", sent | {"about": ""}).status_code == 200


@pytest.mark.django_db
def test_pages_follow_each_other_at_a_constant_cost(
    gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("teacher", "pedagogue", "psychologist", "social-worker"):
        visits(gathering, name)
    whole = [(row.is_look, row.id) for row in found(gathering, reference=gathering.case.pk.hex[:8])]
    monkeypatch.setattr("tovholder.oversight.searching.ROWS", 3)
    walked: list[tuple[bool, int]] = []
    after, costs = "", set()
    with acting(gathering.account("officer")):
        while True:
            with CaptureQueriesContext(connection) as queries:
                rows, after = search(asked(reference=gathering.case.pk.hex[:8]), after)
            costs.add(len(queries))
            walked += [(row.is_look, row.id) for row in rows]
            if not after:
                break
    assert walked == whole
    assert costs == {1}


FILL = """
INSERT INTO audit_look (at, transaction, account, seats, cases, areas, page, "right", refused)
SELECT now() - make_interval(secs => i * 20), 1, 1000 + i % 300, '{}',
    ARRAY[md5((i % 5000)::text)::uuid], '{overview}', 'shell:case', 'VIEW', false
FROM generate_series(1, 100000) i
"""


def test_a_large_trace_is_searched_by_its_indexes(own_database: str) -> None:
    """What a search touches follows what it finds, and not how long the trace is."""
    gathering = gather(settle())
    with postgres.connect(own_database) as owner:
        owner.execute(FILL)
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE audit_look")
    for told in ({"reference": gathering.case.pk.hex[:8]}, {"account": 1007}, {}):
        with acting(gathering.account("officer")), connection.cursor() as cursor:
            before = _blocks(cursor)
            search(asked(**told))
            assert 0 < _blocks(cursor) - before < 1500, told


def _blocks(cursor) -> int:
    """Pages of the trace's own tables that this connection has asked for so far."""
    cursor.execute("SELECT pg_stat_force_next_flush()")
    cursor.execute(
        "SELECT sum(pg_stat_get_xact_blocks_fetched(c.oid)) FROM pg_class c"
        " WHERE c.relname LIKE 'audit\\_%'"
    )
    return int(cursor.fetchone()[0])

"""Every address of a case against every way somebody can stand to it, with each wall alone.

Method × role × relation × consent × time of the seat × address. What each cell must answer is
reasoned from the rows by `oracle.py`, which shares no code with the door.
"""

import inspect
import random
import textwrap
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.access.oracle import ABSENT, OPEN, REFUSED, Rows, answer
from tests.access.scene import SECRETS, Scene, set_scene
from tests.access.standings import Standing, World, open_for_undoing, standings
from tests.access.test_matrix import (
    STREAM,
    addresses,
    filled,
    forget_compiled,
    forget_whose_seat,
    met,
)
from tests.cast import gather, settle
from tests.counting import Proved
from tests.proof import SEED, WHOLE, sample
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seats
from tovholder.people import actions as people
from tovholder.postgres.databases import SUPERUSER

# In `make test` so many ways of standing are drawn, and so many cells of each; in `make proof` all
# are visited, each at every so-manieth of its cells, so that together they meet every address.
PLACES, EACH, STRIDE = 24, 8, 5
HOLDING = ("own", "by a forum", "substitute", "stands in", "stands in, from another place")
METHODS = ("get", "post")
# Method, address, name of the view, what it declares; and how somebody stands.
Cell = tuple[Standing, str, tuple[str, str, str]]


def of_a_case() -> list[tuple[str, str, str]]:
    kinds = ("case:", "meeting:")
    return [one for one in addresses() if one[2].startswith(kinds) and one[1] != STREAM]


def cells(place: Standing) -> list[Cell]:
    return [(place, method, address) for method in METHODS for address in of_a_case()]


def drawn(places: list[Standing]) -> list[Cell]:
    """The cells of a whole run; else some, by a fixed seed, half of them where a seat stands."""
    if WHOLE:
        return [
            cell
            for number, place in enumerate(places)
            for cell in cells(place)[number % STRIDE :: STRIDE]
        ]
    chance = random.Random(SEED)  # noqa: S311 no secret
    held = [one for one in places if one.relation in HOLDING and one.time == "standing"]
    some = [
        *chance.sample(places, PLACES // 2),
        *chance.sample(held, min(len(held), PLACES // 2)),
    ]
    return [cell for place in some for cell in chance.sample(cells(place), EACH)]


@pytest.fixture
def world(own_database: str) -> Iterator[World]:
    scene = set_scene(gather(settle()))
    with postgres.connect(own_database, SUPERUSER) as writer:
        open_for_undoing(writer)
        yield World(scene, writer, another_case(scene))


def another_case(scene: Scene) -> Any:
    """Another child's, in another unit, at which nobody of ours sits but who opened it."""
    worker, town = scene.account("psychologist"), scene.gathering.town
    with acting(worker):
        child = people.register(
            given_name="Freja", family_name="Holm", birth_date=date(2015, 3, 3), group="1.A",
            unit=next(unit for unit in town.units.values() if unit.kind == "school"), by=worker,
        )  # fmt: skip
        return cases.open_for(
            person_id=child.pk, holder=worker, by=worker, basis_kind=town.work_basis,
            purpose="Freja selv",
        )  # fmt: skip


def walk(world: World, visited: list[Cell], *, hidden_only: bool = False) -> Counter[str]:
    """Visit the cells; answers how many of each outcome there were, and fails at a wrong one."""
    seen: Counter[str] = Counter()
    for place, group in groupby(visited, key=lambda cell: cell[0]):
        with world.where(place) as account:
            rows = Rows.read(world.writer)
            client = Client(raise_request_exception=False)
            client.force_login(world.scene.account(place.who))
            for _place, method, (path, _view, declares) in group:
                wanted = answer(rows, account, world.case, declares)
                if hidden_only and wanted == OPEN:
                    continue
                seen[wanted] += 1
                _visit(world, client, place, f"{method} {path}", wanted)
    return seen


def _visit(world: World, client: Client, place: Standing, asked: str, wanted: str) -> None:
    method, path = asked.split(" ")
    cell = f"{place} {asked}"
    with undone() if wanted == OPEN and method == "post" else transaction.atomic():
        found = getattr(client, method)(filled(path, world.scene.ids))
    outcome = met(found.status_code, found.headers.get("Location", ""))
    assert found.status_code < 500, f"{cell} breaks"
    if wanted == OPEN:
        # A page may be narrower than its right (only the one who was asked answers).
        assert outcome in (OPEN, REFUSED, ABSENT), cell
        if declared_for_reading(place, asked):
            assert found.status_code == 200, f"{cell}: {found.status_code}"
        return
    # Only a POST comes through here, and that is said of every address alike.
    assert outcome == wanted or found.status_code == 405, f"{cell}: {outcome}, not {wanted}"
    if outcome in (ABSENT, REFUSED):
        own = world.scene.account(place.who).name
        text = found.content.decode().replace(own, "")
        told = [secret for secret in SECRETS if secret.startswith("hemmelig") and secret in text]
        assert not told, f"{cell} tells {told}"


def declared_for_reading(place: Standing, asked: str) -> bool:
    """The pages that whoever may read anything at all must be able to read."""
    plain = ("/cases/<uuid:case_id>/", "/cases/<uuid:case_id>/plan/",
             "/cases/<uuid:case_id>/meetings/", "/meetings/<uuid:meeting_id>/minutes/",
             "/cases/<uuid:case_id>/people/")  # fmt: skip
    return asked in {f"get {path}" for path in plain}


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def without_row_security(database: str) -> list[str]:
    with postgres.connect(database) as owner:
        rows = owner.execute("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity")
        walled = [name for (name,) in rows.fetchall()]
        for table in walled:
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    return walled


def forget_that_seats_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code asks neither whose a seat is, nor whether it stands."""
    monkeypatch.setattr(Seats, "standing", lambda seats: seats)
    forget_whose_seat(monkeypatch)


def test_both_walls(world: World, proved: Proved) -> None:
    seen = walk(world, drawn(standings()))
    proved("Access to a case, both walls", **told(seen))
    assert all(seen[outcome] > 5 for outcome in (OPEN, ABSENT, REFUSED)), seen
    assert sum(seen.values()) > (10_000 if WHOLE else 100)


def test_without_row_security(world: World, own_database: str, proved: Proved) -> None:
    assert len(without_row_security(own_database)) > 30
    seen = walk(world, drawn(standings()), hidden_only=True)
    proved("Access to a case, row security off", **told(seen))


def test_without_scoping_in_the_code(
    world: World, proved: Proved, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has no standing seat meets nothing, though the code asks neither whose nor whether.

    Which right a seat gives is the door's own question; with others' seats for one's own it has
    no answer, so those who hold a seat are left out here.
    """
    seatless = [one for one in standings() if not holds_any(world, one)]
    forget_that_seats_end(monkeypatch)
    seen = walk(world, drawn(seatless), hidden_only=True)
    proved("Access to a case, scoping in the code off", **told(seen))
    assert seen[ABSENT] > 50


def holds_any(world: World, place: Standing) -> bool:
    with world.where(place) as account:
        return bool(Rows.read(world.writer).held(account, world.case))


def told(seen: Counter[str]) -> dict[str, int]:
    return {"cells": sum(seen.values()), **{name.replace(" ", "_"): n for name, n in seen.items()}}


# Each condition of either wall forgotten alone, and who would then get in: the other wall is down.
OWN = ("professional", "own")
IN_THE_CODE = [
    ("standing", "self.filter(starts__lte=Now())", "self", (*OWN, "given", "future")),
    ("standing", "Q(ends__gt=Now())", "~Q(pk__in=[])", (*OWN, "given", "expired")),
    ("standing", "~Exists(withdrawn), ", "", (*OWN, "withdrawn", "standing")),
    ("standing", "end__isnull=True", "", (*OWN, "given", "given back")),
    ("standing", "| ~Exists(gone)", "| ~Q(pk__in=[])",
     ("professional", "no longer works here", "given", "standing")),
    ("held_by", ".current()", "", ("professional", "left the forum", "given", "standing")),
    ("held_by", ".filter(account=account).values", ".values",
     ("professional", "left the forum", "given", "standing")),
    ("held_by", "Q(account=account) |", "~Q(pk__in=[]) |",
     ("professional", "none", "none", "no seat")),
]  # fmt: skip
IN_THE_DATABASE = [
    ("s.starts <= statement_timestamp() AND", "", (*OWN, "given", "future")),
    ("s.ends > statement_timestamp()", "true", (*OWN, "given", "expired")),
    ("w.basis_id = s.basis_id", "false", (*OWN, "withdrawn", "standing")),
    ("e.seat_id = s.id", "false", (*OWN, "given", "given back")),
    ("NOT (SELECT has_left(current_account()))", "true",
     ("professional", "no longer works here", "given", "standing")),
    ("m.starts <= statement_timestamp()", "true",
     ("professional", "not yet in the forum", "given", "standing")),
    ("m.ends > statement_timestamp()", "true",
     ("professional", "left the forum", "given", "standing")),
    ("s.account_id = current_account() AND", "", ("professional", "none", "none", "no seat")),
    ("m.account_id = current_account() AND", "",
     ("professional", "left the forum", "given", "standing")),
]  # fmt: skip
IN_COVER = [
    ("away.ended_at IS NULL", "true",
     ("professional", "is back before the time", "the law", "standing")),
    ("away.starts <= statement_timestamp() AND", "",
     ("professional", "stands in later", "the law", "standing")),
    ("away.ends > statement_timestamp()", "true",
     ("professional", "stood in", "the law", "standing")),
    ("NOT has_left(absent.id)", "true",
     ("professional", "stands in for one who has left", "the law", "standing")),
    ("mine.unit_id = theirs.unit_id", "true",
     ("professional", "stands in, from another place", "given", "standing")),
    ("w.basis_id = s.basis_id", "false",
     ("professional", "stands in", "withdrawn", "standing")),
    ("e.seat_id = s.id", "false", ("professional", "stands in", "the law", "given back")),
]  # fmt: skip


@pytest.mark.parametrize("fault", sample(IN_THE_CODE, 2))
def test_a_condition_forgotten_in_the_code_is_seen(
    world: World, own_database: str, monkeypatch: pytest.MonkeyPatch,
    fault: tuple[str, str, str, tuple[str, ...]],
) -> None:  # fmt: skip
    name, said, instead, place = fault
    without_row_security(own_database)
    forget_compiled(monkeypatch)
    source = inspect.getsource(getattr(Seats, name))
    assert said in source
    space = vars(inspect.getmodule(Seats)).copy()
    exec(textwrap.dedent(source).replace(said, instead), space)  # noqa: S102 our own, with a fault
    monkeypatch.setattr(Seats, name, space[name])
    opens_for(world, Standing(*place))


@pytest.mark.parametrize("fault", sample(IN_THE_DATABASE, 2))
def test_a_condition_forgotten_in_the_database_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: tuple[str, str, tuple[str, ...]]
) -> None:
    forget_that_seats_end(monkeypatch)
    forgotten_in(world, "my_seats", fault)


@pytest.mark.parametrize("fault", sample(IN_COVER, 2))
def test_a_condition_of_standing_in_forgotten_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: tuple[str, str, tuple[str, ...]]
) -> None:
    forget_that_seats_end(monkeypatch)
    forgotten_in(world, "covered_seats", fault)


def forgotten_in(world: World, name: str, fault: tuple[str, str, tuple[str, ...]]) -> None:
    said, instead, place = fault
    asked = world.writer.execute("SELECT pg_get_functiondef(%s::regproc)", [name])
    (source,) = asked.fetchone() or ("",)
    assert said in source
    world.writer.execute(source.replace(said, instead))
    opens_for(world, Standing(*place))


def opens_for(world: World, place: Standing) -> None:
    """The matrix fails at a page of the case which this one must not meet."""
    with pytest.raises(AssertionError, match=r"not absent|tells|breaks"):
        walk(world, cells(place))

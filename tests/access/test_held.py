"""Which seats the database says somebody holds, at every way of standing to a case.

`my_seats` and what is reckoned from it once a transaction decide what every table shows. Here they
are asked directly; what they must say is reasoned from the rows by `oracle.py`.
"""

import random
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections

from tests import databases
from tests.access.oracle import Rows
from tests.access.scene import Scene, set_scene
from tests.access.standings import Standing, World, open_for_undoing, standings
from tests.access.test_standings import another_case
from tests.cast import gather, settle
from tests.counting import Proved
from tests.proof import SEED, WHOLE
from tovholder import postgres
from tovholder.postgres.databases import SUPERUSER

AREAS = ("overview", "plan", "meetings", "concern")
ASKED = "SELECT seat_id, case_id, role FROM my_seats()"
SOME = 40


def drawn() -> list[Standing]:
    """All; else every relation at least once as it stands, and some of the rest."""
    every = standings()
    if WHOLE:
        return every
    chance = random.Random(SEED)  # noqa: S311 no secret
    chance.shuffle(every)
    first = {(one.relation, one.consent): one for one in every if one.time == "standing"}
    given = {(one.relation, one.time): one for one in every if one.consent in ("given", "the law")}
    family = {one.role: one for one in every if one.relation == "no longer works here"
              and one.time == "standing" and one.consent == "the law"}  # fmt: skip
    return list(dict.fromkeys([*first.values(), *given.values(), *family.values(), *every[:SOME]]))


@pytest.fixture(scope="session")
def standing_scene(
    template: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[str, Scene, uuid.UUID]]:
    """A database in which people stand to one case and to another, whatever else is tested."""
    settings = connections["default"].settings_dict
    shared = settings["NAME"]
    with databases.copy_of(template) as name, django_db_blocker.unblock():
        connections.close_all()
        settings["NAME"] = name
        scene = set_scene(gather(settle()))
        other = another_case(scene)
        connections.close_all()
        settings["NAME"] = shared
        yield name, scene, other


def test_the_database_says_who_holds_a_seat(
    standing_scene: tuple[str, Scene, uuid.UUID], proved: Proved
) -> None:
    database, scene, other = standing_scene
    with (
        postgres.connect(database, SUPERUSER) as writer,
        postgres.connect(database, "app") as app,
    ):
        open_for_undoing(writer)
        walked(World(scene, writer, other), app, proved)


def walked(world: World, app: "psycopg.Connection", proved: Proved) -> None:
    held = 0
    for place in drawn():
        with world.where(place) as account:
            rows = Rows.read(world.writer)
            due = {
                (seat["id"], seat["case_id"], seat["role"]): set(seat["areas"])
                for case in (world.case, world.another_case)
                for seat in rows.held(account, case)
            }
            assert seen(app, account) == set(due), place
            held += bool(due)
            for area in AREAS:
                cases = {case for (_seat, case, _role), areas in due.items() if area in areas}
                assert reckoned(app, account, area) == cases, (place, area)
    assert held > 20
    proved("Seats held, by the database", standings=len(drawn()), held=held, wrong=0)


def seen(app: "psycopg.Connection", account: int) -> set[tuple[object, ...]]:
    with app.transaction():
        app.execute("SELECT set_config('tovholder.account', %s, true)", [str(account)])
        return set(app.execute(ASKED).fetchall())


def reckoned(app: "psycopg.Connection", account: int, area: str) -> set[object]:
    with app.transaction():
        app.execute("SELECT set_config('tovholder.account', %s, true)", [str(account)])
        (cases,) = app.execute("SELECT my_cases(%s)", [area]).fetchone() or ((),)
    return set(cases)

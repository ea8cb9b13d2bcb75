"""Where a child is, is met nowhere by a relative it is kept from, whichever wall is down."""

import pytest

from tests.access.scene import Scene, set_scene
from tests.access.test_standings import without_row_security
from tests.cast import gather, settle
from tests.crawl import crawl, signed_in
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.people.models import Person
from tovholder.postgres.databases import SUPERUSER

CLASS, PLACE, WORKPLACE = "Skjulklasse", "Skjulsted", "Skjulhus"
SIGNS = (CLASS, PLACE, WORKPLACE)
RENAMED = """
UPDATE organisation_unit SET name = name || ' Skjulhus' WHERE parent_id IS NOT NULL;
UPDATE organisation_forum SET name = name || ' Skjulhus';
"""
TOLD = """
ALTER TABLE meetings_place DISABLE TRIGGER USER;
UPDATE people_enrolment SET "group" = 'Skjulklasse';
UPDATE meetings_place SET words = 'Skjulsted';
UPDATE people_relation r SET custody = true FROM people_person p
WHERE p.id = r.relative_id AND p.family_name LIKE '%Berggren' AND r.kind = 'father';
"""
WORKER = "social-worker"


@pytest.fixture
def scene(own_database: str) -> Scene:
    """A living case whose father has a way in, and whose every place has a name to hunt for."""
    town = settle()
    with postgres.connect(own_database, SUPERUSER) as owner:
        owner.execute(RENAMED)
    scene = set_scene(gather(town))
    with postgres.connect(own_database, SUPERUSER) as owner:
        owner.execute(TOLD)
    worker, case = scene.account(WORKER), scene.gathering.case
    with acting(worker):
        father = Person.objects.get(pk=town.persons["father"].pk)
        cases.admit_parent(case=case, relative=father, purpose="Lars' far", by=worker)
    for name in (WORKER, "teacher"):  # so that somebody has looked
        signed_in(scene.account(name)).get(f"/cases/{case.pk}/")
    return scene


def keep(scene: Scene, *, father: bool = False, mother: bool = True) -> None:
    worker, persons = scene.account(WORKER), scene.gathering.town.persons
    with acting(worker):
        may = {persons["father"].pk: father, persons["mother"].pk: mother}
        cases.keep_whereabouts(
            case=scene.gathering.case, may_know=may, because="De bor skjult", by=worker
        )


def heard(scene: Scene, name: str, words: tuple[str, ...] = SIGNS) -> set[str]:
    """Pages on which somebody meets any of the words, and which."""
    client = signed_in(scene.account(name))
    return {
        f"{met.view}: {word}" for met in crawl(client, each=3) for word in words if word in met.text
    }


def test_a_relative_it_is_kept_from_meets_it_nowhere(scene: Scene) -> None:
    before = heard(scene, "father")
    assert {one.rsplit(" ", 1)[1] for one in before} == set(SIGNS)
    assert "oversight:looked: Skjulhus" in before
    assert len(before) > 8
    keep(scene)
    assert heard(scene, "father") == set()
    told = {one.rsplit(" ", 1)[1] for one in heard(scene, "mother")}
    assert told == set(SIGNS)


def test_without_row_security(scene: Scene, own_database: str) -> None:
    keep(scene)
    assert len(without_row_security(own_database)) > 30
    assert heard(scene, "father") == set()


def test_without_asking_in_the_code(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are the database's own to hold back; where people work is said by the code alone."""
    keep(scene)
    forget_to_ask(monkeypatch)
    assert heard(scene, "father", (CLASS, PLACE)) == set()


def test_with_both_walls_down_it_is_heard(
    scene: Scene, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(scene)
    without_row_security(own_database)
    forget_to_ask(monkeypatch)
    assert {one.rsplit(" ", 1)[1] for one in heard(scene, "father")} == set(SIGNS)


def forget_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tovholder.oversight.looked.tells_where", lambda _case: True)
    for module in ("access", "worklist", "consents", "effect"):
        monkeypatch.setattr(f"tovholder.cases.{module}.tells_where", lambda _case: True)
    for module in ("places", "calling"):
        monkeypatch.setattr(f"tovholder.meetings.models.{module}.tells_where", lambda _case: True)

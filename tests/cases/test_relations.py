"""The map of a case: rows that are never changed, two days in words, where to begin (S-40)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.access import Door
from tovholder.cases.models import Actor, Bond, Case
from tovholder.cases.placing import around
from tovholder.cases.relations import Kept, compare, where_to_begin

pytestmark = pytest.mark.django_db


def place(gathering: Gathering, name: str, strength: str, quality: int, **told: object) -> Actor:
    worker = gathering.account("social-worker")
    with acting(worker):
        return cases.place_actor(
            case=gathering.case, name=name, strength=strength, quality=quality, by=worker,
            **{"role": "", "sector": "school"} | told,
        )  # fmt: skip


def row(name: str, at, **told: object) -> Actor:
    return Actor(name=name, sector="school", at=at, **told)


def said(actor: Actor, at, strength: str, quality: int, other: Actor | None = None) -> Bond:
    return Bond(actor=actor, other=other, strength=strength, quality=quality, at=at)


def drawn(gathering: Gathering, actors: list[Actor], bonds: list[Bond]) -> Kept:
    return Kept(gathering.case, actors, bonds)


def test_two_days_are_compared_in_words(gathering: Gathering) -> None:
    now = timezone.now()
    before, since = now - timedelta(days=30), now - timedelta(days=2)
    teacher, dentist, visitor = row("Mette", before), row("Tandplejen", since), row("Karen", before)
    told = drawn(
        gathering,
        [teacher, dentist, visitor],
        [
            said(teacher, before, "weak", 1), said(visitor, before, "strong", 3),
            said(visitor, since, "strong", 1), said(dentist, since, "weak", 1),
            said(teacher, since, "strong", 3), said(teacher, since, "weak", 1, visitor),
        ],
    )  # fmt: skip
    with translation.override("en"):
        changes = compare(told.on(before + timedelta(days=1)), told.on(now))
    assert changes == [
        "Stronger: Mette.",
        "Weaker: Karen.",
        "New: Tandplejen.",
        "Between Mette and Karen: weak, seldom or too late.",
    ]
    assert compare(told.on(now), told.on(now)) == []


def test_one_begins_with_the_weakest_who_can_be_talked_to(gathering: Gathering) -> None:
    now = timezone.now()
    teacher = row("Mette", now, account_id=1)
    visitor = row("Karen", now, account_id=2)
    dentist = row("Tandplejen", now)
    bonds = [
        said(teacher, now, "strong", 3), said(visitor, now, "weak", 2),
        said(dentist, now, "none", 0),
    ]  # fmt: skip
    with translation.override("en"):
        one = drawn(gathering, [teacher, visitor, dentist], bonds).on(now)
        assert where_to_begin(one, [1, 2]).startswith("Begin with the tie between Karen and Lars")
        # Between two who can both see the case it is weaker still
        bonds.append(said(teacher, now, "none", 0, visitor))
        two = drawn(gathering, [teacher, visitor, dentist], bonds).on(now)
        assert where_to_begin(two, [1, 2]).startswith("Begin with the tie between Mette and Karen")
        # Without access one asks the family first
        assert "Ask the family" in where_to_begin(one, [])
        good = drawn(gathering, [teacher], [said(teacher, now, "strong", 3)]).on(now)
        assert where_to_begin(good, [1]) == ""


def test_what_was_said_is_never_changed(gathering: Gathering) -> None:
    actor = place(gathering, "Mette", "weak", 1)
    worker = gathering.account("social-worker")
    with acting(worker):
        cases.tell_bond(actor=actor, strength="strong", quality=3, by=worker)
        cases.take_off(actor=actor, reason="Ny skole", by=worker)
        with pytest.raises(ValidationError):
            cases.tell_bond(actor=actor, strength="weak", quality=0, by=worker)
        with pytest.raises(ValidationError):
            cases.take_off(actor=actor, by=worker)
        assert Bond.objects.filter(actor=actor).count() == 2
        for row_of in (Actor, Bond):
            with pytest.raises(DatabaseError), transaction.atomic():
                row_of.objects.filter(case=gathering.case).delete()


def test_a_tie_between_two_is_one_tie(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    one, other = place(gathering, "Mette", "weak", 1), place(gathering, "Karen", "weak", 1)
    with acting(worker):
        first = cases.tell_bond(actor=one, other=other, strength="weak", quality=1, by=worker)
        again = cases.tell_bond(actor=other, other=one, strength="strong", quality=3, by=worker)
        assert (first.actor_id, first.other_id) == (again.actor_id, again.other_id)
        with pytest.raises(ValidationError):
            cases.tell_bond(actor=one, other=one, strength="weak", quality=1, by=worker)


def test_the_family_draws_too_and_sees_no_other_case(gathering: Gathering, visit: Visit) -> None:
    mother = visit("mother")
    page = f"/cases/{gathering.case.pk}/relations/"
    answer = mother.post(
        f"{page}new/",
        {"who": "", "name": "Inge", "role": "mormor", "sector": "family", "strength": "strong",
         "quality": "3", "words": "Lars sover der hver fredag"},
    )  # fmt: skip
    assert answer.status_code == 303
    assert "Inge" in visit("teacher").get(page).content.decode()
    assert visit("outsider").get(page).status_code == 404


def test_a_name_is_asked_for(gathering: Gathering, visit: Visit) -> None:
    answer = visit("teacher").post(
        f"/cases/{gathering.case.pk}/relations/new/",
        {"who": "", "name": " ", "sector": "family", "strength": "weak", "quality": "0"},
    )
    assert answer.status_code == 422
    assert "Skriv et navn" in answer.content.decode()


def test_someone_with_access_stands_there_once(gathering: Gathering, visit: Visit) -> None:
    teacher = gathering.account("teacher")
    sent = {"who": str(teacher.pk), "sector": "school", "strength": "weak", "quality": "1"}
    address = f"/cases/{gathering.case.pk}/relations/"
    client = visit("social-worker")
    assert client.post(f"{address}new/", sent).status_code == 303
    assert client.post(f"{address}new/", sent).status_code == 422
    assert f"?who={teacher.pk}" not in client.get(address).content.decode()


def test_the_map_costs_the_same_for_one_and_for_many(gathering: Gathering, client: Client) -> None:
    client.force_login(gathering.account("social-worker"))
    address = f"/cases/{gathering.case.pk}/relations/?then={timezone.localdate()}"
    counts = []
    for _round in range(2):
        actors = [place(gathering, f"Navn {number}", "weak", 1) for number in range(3)]
        worker = gathering.account("social-worker")
        with acting(worker):
            cases.tell_bond(actor=actors[0], other=actors[1], strength="weak", quality=0, by=worker)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_day_that_is_none_is_passed_over(gathering: Gathering, visit: Visit) -> None:
    page = f"/cases/{gathering.case.pk}/relations/"
    for asked in ("x", "2026-02-31", "9999-01-01", "2020-01-01"):
        assert visit("teacher").get(page, {"then": asked}).status_code == 200


def test_a_closed_case_keeps_its_map_and_takes_nothing_more(gathering: Gathering) -> None:
    actor = place(gathering, "Mette", "weak", 1)
    worker = gathering.account("social-worker")
    with acting(worker):
        case = Case.objects.get(pk=gathering.case.pk)
        cases.close(case=case, kind="reached", reason="Det går godt", by=worker)
        with pytest.raises(ValidationError):
            cases.tell_bond(actor=actor, strength="weak", quality=0, by=worker)


def test_the_map_and_who_can_see_it_are_read_in_four_queries(gathering: Gathering) -> None:
    for name in ("Mette", "Karen"):
        place(gathering, name, "weak", 1)
    with acting(gathering.account("social-worker")):
        case = Case.objects.select_related("person").get(pk=gathering.case.pk)
        case.door = Door(gathering.account("social-worker"), (), frozenset(), frozenset(), None, ())
        with CaptureQueriesContext(connection) as captured:
            read = around(case)
    assert len(captured) == 4
    assert [one.actor.name for one in read.kept.on(timezone.now()).standing] == ["Mette", "Karen"]

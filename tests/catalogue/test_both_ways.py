"""The catalogue and the code name the same things, and neither names one the other lacks."""

import pytest
from django.apps import apps
from django.db.models import Model

from tovholder.cases.access import Right
from tovholder.cases.models import CaseRow, Seat
from tovholder.cases.whereabouts import AREA as WHEREABOUTS
from tovholder.catalogue import catalogue, vocabulary
from tovholder.concerns.models import Decision

ROLES = catalogue().roles


def model_of(label: str) -> type[Model]:
    try:
        return apps.get_model(label)
    except LookupError:
        pytest.fail(f"retention.toml keeps {label}, which is no table")


def test_the_rights_are_the_same_and_each_is_somebodys() -> None:
    assert {right.name for right in Right} == vocabulary.RIGHTS
    assert {name for role in ROLES.values() for name in role.rights} == vocabulary.RIGHTS


def test_every_role_of_a_seat_is_told_and_no_other() -> None:
    assert set(ROLES) == {*Seat.Role.values, "coordinator"}


def test_every_area_with_rows_is_told_and_every_area_is_somebodys() -> None:
    used = {
        model.AREA
        for model in apps.get_models()
        if issubclass(model, CaseRow) and getattr(model, "AREA", "")
    }
    used.remove(WHEREABOUTS)  # goes with every seat, and is given by none (decision 37)
    assert used <= set(catalogue().areas)
    assert {area for role in ROLES.values() for area in role.areas} == set(catalogue().areas)


def test_a_forum_decides_what_the_triage_can_carry_out() -> None:
    assert set(Decision.Kind.values) == vocabulary.FORUM_DECISIONS


def test_retention_names_only_tables_and_columns_there_are() -> None:
    for label, rule in catalogue().retention.items():
        columns = {field.column for field in model_of(label)._meta.concrete_fields}
        assert set(rule.columns) <= columns, label
        assert rule.keep, label
        assert rule.why, label


def test_every_country_has_the_rules_a_seat_can_stand_on() -> None:
    kinds = {"consent", "custody", "own-case", "authority-work", "treatment", "notification"}
    for country in vocabulary.COUNTRIES:
        held = {b.kind for b in catalogue().legal_bases.values() if b.country == country}
        assert kinds <= held, country


def test_what_replaces_a_rule_begins_when_it_ends() -> None:
    for basis in catalogue().legal_bases.values():
        if basis.replaces:
            before = catalogue().legal_basis(basis.replaces)
            assert before.valid_to, before.id
            assert basis.valid_from, basis.id
            assert (basis.valid_from - before.valid_to).days == 1
            assert not any(before.holds_on(day) and basis.holds_on(day)
                           for day in (before.valid_to, basis.valid_from))  # fmt: skip

"""Every table with personal data stands behind the wall; every column has its retention."""

import pytest
from django.apps import apps
from django.db import connection, models

from tests.guards.ground import PACKAGES
from tovholder.cases.models import CaseRow

# Where we work and what the catalogue says is known to everyone in the house.
WITHOUT_PERSONS_SERVED = {"organisation", "audit", "catalogue", "ui"}


def ours() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in PACKAGES
    ]


def personal() -> list[type[models.Model]]:
    return [model for model in ours() if model._meta.app_label not in WITHOUT_PERSONS_SERVED]


@pytest.mark.django_db
def test_tables_with_personal_data_force_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relrowsecurity AND relforcerowsecurity"
        )
        walled = {name for (name,) in cursor.fetchall()}
    open_tables = [model._meta.db_table for model in personal()]
    assert [table for table in open_tables if table not in walled] == []


@pytest.mark.django_db
def test_every_wall_has_a_policy_for_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE 'tovholder_app' = ANY (roles)")
        ruled = {name for (name,) in cursor.fetchall()}
    assert [m._meta.db_table for m in personal() if m._meta.db_table not in ruled] == []


@pytest.mark.django_db
def test_the_application_owns_nothing_and_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("tovholder_app", False, False, False)
        cursor.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_trace_can_be_neither_read_nor_changed_by_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = 'tovholder_app' AND table_name IN ('audit_look', 'audit_deed')"
        )
        assert cursor.fetchall() == []


def test_rows_of_cases_can_be_scoped() -> None:
    unscoped = [
        model._meta.label
        for model in ours()
        if issubclass(model, CaseRow) and not hasattr(model.objects.all(), "visible_to")
    ]
    assert unscoped == []


def test_every_column_has_its_retention() -> None:
    from tovholder.catalogue import catalogue

    rules = catalogue()
    silent = [
        f"{model._meta.label}.{field.column}"
        for model in ours()
        for field in model._meta.concrete_fields
        if rules.retention_of(model._meta.label, field.column) is None
    ]
    assert silent == []


def test_no_model_orders_itself() -> None:
    assert [model._meta.label for model in ours() if model._meta.ordering] == []


# What asks for the day by the server's own clock, which is not ours for an hour or two each night.
ANOTHER_DAY = r"current_date|timestamp\(?\)*::date|now\(\)::date|'UTC'\)::date"


@pytest.mark.django_db
def test_the_database_asks_what_day_it_is_here() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"
            " AND p.prosrc ~* %(other)s"
            " UNION ALL SELECT policyname || ' of ' || tablename FROM pg_policies"
            " WHERE coalesce(qual, '') || coalesce(with_check, '') ~* %(other)s"
            " UNION ALL SELECT conname FROM pg_constraint"
            " WHERE pg_get_constraintdef(oid) ~* %(other)s",
            {"other": ANOTHER_DAY},
        )
        assert [name for (name,) in cursor.fetchall()] == []

"""A case opened on a one-time exchange is open to nobody for longer than the exchange lasts.

The seat's own end is set within its basis' by the trigger of 0004.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.cases.migrations.0009_asks_to_join")

WITHOUT_END = "DROP FUNCTION open_case(uuid, bigint, text, text, text, text[]);"
WITH_END = "DROP FUNCTION open_case(uuid, bigint, text, text, text, text[], timestamptz);"
OPENING = f"""
CREATE FUNCTION open_case(
    person uuid, holder bigint, basis_kind text, purpose text, role text, areas text[],
    ends timestamptz
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE opened uuid; basis uuid := gen_random_uuid();
BEGIN
    IF NOT works_here() THEN RAISE EXCEPTION 'only people at work open cases'; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 1));
    SELECT c.id INTO opened FROM cases_case c
    WHERE c.person_id = person AND NOT EXISTS (
        SELECT 1 FROM cases_closure x WHERE x.case_id = c.id AND NOT EXISTS (
            SELECT 1 FROM cases_reopening r WHERE r.closure_id = x.id))
    ORDER BY c.opened_at LIMIT 1;
    IF opened IS NULL THEN
        opened := gen_random_uuid();
        INSERT INTO cases_case (id, person_id, opened_at, opened_by_id)
        VALUES (opened, person, statement_timestamp(), current_account());
    END IF;
{before.ASKING.removesuffix("INSERT INTO consent_basis").rstrip()}
    INSERT INTO consent_basis (id, person_id, kind, purpose, starts, ends, recorded_by_id,
        recorded_at)
    VALUES (basis, person, basis_kind, $4, statement_timestamp(), $7, current_account(),
        statement_timestamp());
    INSERT INTO cases_seat (id, case_id, person_id, basis_id, account_id, role, areas, starts,
        given_by_id)
    VALUES (gen_random_uuid(), opened, person, basis, holder, $5, $6, statement_timestamp(),
        current_account());
    RETURN opened;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_asks_to_join"), ("consent", "0004_exchanges")]
    operations = [
        migrations.RunSQL(f"{WITHOUT_END}{OPENING}", f"{WITH_END}{before.ASKED}"),
    ]

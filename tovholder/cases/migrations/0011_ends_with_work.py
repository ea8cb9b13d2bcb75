"""Whoever no longer works here sees no case at work, from the day after their last (decision 15).

A seat of theirs never changes: whether it stands is told by the professional beside it. Their
places in teams end with their work as rows. A parent's own seat stays.
"""

from importlib import import_module

from django.db import migrations

asking = import_module("tovholder.cases.migrations.0009_asks_to_join")
ending = import_module("tovholder.cases.migrations.0010_cases_that_end")
seats = import_module("tovholder.cases.migrations.0004_seats_once")

LEFT = """
CREATE FUNCTION has_left(account bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM organisation_professional p
        WHERE p.account_id = account AND p.works_to <= statement_timestamp())
$$;
"""
# One answer for all seats of the reader; written out, since a function here is asked per row.
AT_WORK = "(s.role NOT IN ('professional', 'authority') OR NOT (SELECT has_left(current_account())))"
SEATS = seats.SEATS.replace("WHERE NOT EXISTS (SELECT 1 FROM cons", f"WHERE {AT_WORK}\n      AND NOT EXISTS (SELECT 1 FROM cons")  # fmt: skip
SEATS_BEFORE = seats.SEATS

STAYS = "\n          AND (s.role NOT IN ('professional', 'authority') OR NOT has_left(s.account_id))"
OPENING = ending.OPENING.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
OPENED = OPENING.replace(asking.STANDS, asking.STANDS + STAYS)

TELLING = """
CREATE TRIGGER seats_written AFTER INSERT OR UPDATE OR DELETE ON organisation_professional
    FOR EACH STATEMENT EXECUTE FUNCTION seats_written();

CREATE FUNCTION leave_with_work() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE organisation_membership m SET ends = NEW.works_to
    WHERE m.account_id = NEW.account_id AND m.starts < NEW.works_to
      AND (m.ends IS NULL OR m.ends > NEW.works_to);
    PERFORM pg_notify('tovholder_seats', s.case_id::text) FROM cases_seat s
    WHERE s.account_id = NEW.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER leaves AFTER UPDATE ON organisation_professional FOR EACH ROW
    WHEN (NEW.works_to IS DISTINCT FROM OLD.works_to AND NEW.works_to IS NOT NULL)
    EXECUTE FUNCTION leave_with_work();

CREATE FUNCTION no_longer_than_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.ends := least(NEW.ends, (SELECT p.works_to FROM organisation_professional p
        WHERE p.account_id = NEW.account_id));
    RETURN NEW;
END $$;
CREATE TRIGGER ends_with_work BEFORE INSERT OR UPDATE ON organisation_membership
    FOR EACH ROW EXECUTE FUNCTION no_longer_than_work();
"""
SILENT = """
DROP TRIGGER ends_with_work ON organisation_membership;
DROP FUNCTION no_longer_than_work();
DROP TRIGGER leaves ON organisation_professional;
DROP FUNCTION leave_with_work();
DROP TRIGGER seats_written ON organisation_professional;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_cases_that_end"),
        ("organisation", "0004_first_passwords"),
    ]
    operations = [
        migrations.RunSQL(LEFT, "DROP FUNCTION has_left(bigint);"),
        migrations.RunSQL(SEATS, SEATS_BEFORE),
        migrations.RunSQL(OPENED, OPENING),
        migrations.RunSQL(TELLING, SILENT),
    ]

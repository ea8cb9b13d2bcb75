"""The seat becomes a fact of the database: what stands, what it opens, and who is told."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect
from tovholder.cases.rowsecurity import ProtectCaseTable

SAME_PERSON = """
ALTER TABLE cases_seat ADD CONSTRAINT seat_basis_same_person
    FOREIGN KEY (basis_id, person_id) REFERENCES consent_basis (id, person_id);
ALTER TABLE cases_seat ADD CONSTRAINT seat_case_same_person
    FOREIGN KEY (case_id, person_id) REFERENCES cases_case (id, person_id);
"""
APART = """
ALTER TABLE cases_seat DROP CONSTRAINT seat_case_same_person;
ALTER TABLE cases_seat DROP CONSTRAINT seat_basis_same_person;
"""

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

STANDING = f"""
CREATE FUNCTION my_seats()
RETURNS TABLE (seat_id uuid, case_id uuid, person_id uuid, role text, areas text[])
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT s.id, s.case_id, s.person_id, s.role, s.areas::text[]
    FROM cases_seat s JOIN consent_basis b ON b.id = s.basis_id
    WHERE (s.account_id = current_account() OR s.forum_id IN (
            SELECT m.forum_id FROM organisation_membership m
            WHERE m.account_id = current_account() AND m.starts <= statement_timestamp()
              AND (m.ends IS NULL OR m.ends > statement_timestamp())))
      AND s.starts <= statement_timestamp() AND (s.ends IS NULL OR s.ends > statement_timestamp())
      AND b.starts <= statement_timestamp() AND (b.ends IS NULL OR b.ends > statement_timestamp())
      AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.basis_id = b.id)
      AND NOT EXISTS (SELECT 1 FROM cases_seatend e WHERE e.seat_id = s.id)
$$;

CREATE FUNCTION my_cases() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS
$$ SELECT coalesce(array_agg(DISTINCT case_id), '{{}}') FROM my_seats() $$;

CREATE FUNCTION my_cases(area text) RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS
$$ SELECT coalesce(array_agg(DISTINCT case_id), '{{}}') FROM my_seats() WHERE $1 = ANY (areas) $$;

CREATE OR REPLACE FUNCTION my_case_persons() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS
$$ SELECT coalesce(array_agg(DISTINCT person_id), '{{}}') FROM my_seats() $$;

CREATE OR REPLACE FUNCTION my_people() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS $$
    WITH mine AS MATERIALIZED (SELECT DISTINCT person_id FROM my_seats())
    SELECT coalesce(array_agg(id), '{{}}') FROM (
        SELECT person_id AS id FROM mine
        UNION
        SELECT r.relative_id FROM people_relation r JOIN mine ON mine.person_id = r.person_id
    ) AS people
$$;
"""
NOT_STANDING = """
CREATE OR REPLACE FUNCTION my_people() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT '{}'::uuid[] $$;
CREATE OR REPLACE FUNCTION my_case_persons() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT '{}'::uuid[] $$;
DROP FUNCTION my_cases(text);
DROP FUNCTION my_cases();
DROP FUNCTION my_seats();
"""

OPENING = f"""
CREATE FUNCTION open_case(
    person uuid, holder bigint, basis_kind text, purpose text, role text, areas text[]
) RETURNS uuid LANGUAGE plpgsql {DEFINER} AS $$
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
    INSERT INTO consent_basis (id, person_id, kind, purpose, starts, recorded_by_id, recorded_at)
    VALUES (basis, person, basis_kind, $4, statement_timestamp(), current_account(), statement_timestamp());
    INSERT INTO cases_seat (id, case_id, person_id, basis_id, account_id, role, areas, starts,
        given_by_id)
    VALUES (gen_random_uuid(), opened, person, basis, holder, $5, $6, statement_timestamp(), current_account());
    RETURN opened;
END $$;
"""

TELLING = f"""
CREATE FUNCTION tell_of_ended_seat() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('tovholder_seats', NEW.case_id::text); RETURN NULL; END $$;
CREATE TRIGGER tell AFTER INSERT ON cases_seatend
    FOR EACH ROW EXECUTE FUNCTION tell_of_ended_seat();

CREATE FUNCTION tell_of_withdrawal() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    PERFORM pg_notify('tovholder_seats', c.id::text) FROM cases_case c
    WHERE c.person_id = NEW.person_id;
    RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER INSERT ON consent_withdrawal
    FOR EACH ROW EXECUTE FUNCTION tell_of_withdrawal();
"""
SILENT = """
DROP TRIGGER tell ON consent_withdrawal;
DROP FUNCTION tell_of_withdrawal();
DROP TRIGGER tell ON cases_seatend;
DROP FUNCTION tell_of_ended_seat();
"""

MINE = "= ANY ((SELECT my_cases())::uuid[])"
ROWS = ("handover", "handoveranswer", "closure", "reopening", "seatend")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("consent", "0002_walls"),
        ("people", "0002_walls"),
    ]
    operations = [
        migrations.RunSQL(SAME_PERSON, APART),
        migrations.RunSQL(STANDING, NOT_STANDING),
        migrations.RunSQL(
            OPENING, "DROP FUNCTION open_case(uuid, bigint, text, text, text, text[]);"
        ),
        migrations.RunSQL(TELLING, SILENT),
        Protect("cases_case", using=f"id {MINE}"),
        Protect("cases_seat", using=f"case_id {MINE}"),
        AppendOnly("cases_seat"),
        *[
            operation
            for row in ROWS
            for operation in (
                ProtectCaseTable(f"cases_{row}", area="overview"),
                AppendOnly(f"cases_{row}"),
            )
        ],
    ]

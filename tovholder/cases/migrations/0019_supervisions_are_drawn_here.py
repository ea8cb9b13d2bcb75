"""The database draws the cases of a supervision and gives its seats; nobody else does.

Whoever sets it up leads a unit, and is answered alike whatever the draw has found.
"""

from importlib import import_module

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

emergency = import_module("tovholder.cases.migrations.0015_emergency_access_is_written_once")

DEFINER = emergency.DEFINER
STAYS = emergency.STAYS.replace(
    "s.role <> 'emergency'", "s.role NOT IN ('emergency', 'supervisor')"
)
OPENED = emergency.OPENED.replace(emergency.STAYS, STAYS)
ONLY_SO = f"""
DROP POLICY by_function_alone ON cases_seat;
CREATE POLICY by_function_alone ON cases_seat AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK (role NOT IN ('emergency', 'supervisor'));
"""
AS_BEFORE = f"{emergency.ANYHOW}{emergency.ONLY_SO}"

# Open cases at which people of the unit work, without those the supervisor works at or is near.
SET_UP = f"""
CREATE FUNCTION supervise(
    supervisor bigint, purpose text, reason text, asked int, number_kind text, keyed_hash bytea,
    ground text, areas text[], ends timestamptz, OUT supervision uuid
) LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    place uuid; pool uuid[]; seed text := gen_random_uuid()::text; one record;
    basis uuid; seat uuid; meant uuid;
BEGIN
    SELECT p.unit_id INTO place FROM organisation_professional p
    WHERE p.account_id = current_account() AND p.is_leader;
    IF place IS NULL OR NOT works_here() THEN
        RAISE EXCEPTION 'whoever leads a unit has its work looked at';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM organisation_professional p
        JOIN organisation_account a ON a.id = p.account_id
        WHERE a.id = supervisor AND a.is_active AND p.is_leader
          AND p.works_from <= statement_timestamp()
          AND (p.works_to IS NULL OR p.works_to > statement_timestamp())) THEN
        RAISE EXCEPTION 'somebody who leads looks' USING ERRCODE = 'check_violation';
    END IF;
    pool := ARRAY(
        SELECT DISTINCT c.id FROM cases_case c JOIN cases_seat s ON s.case_id = c.id
        JOIN organisation_professional p ON p.account_id = s.account_id
        WHERE p.unit_id = place AND NOT has_left(s.account_id)
          AND s.role IN ('professional', 'authority') AND s.starts <= statement_timestamp()
          AND (s.ends IS NULL OR s.ends > statement_timestamp())
          AND NOT EXISTS (SELECT 1 FROM cases_seatend e WHERE e.seat_id = s.id)
          AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.basis_id = s.basis_id)
          AND NOT EXISTS (SELECT 1 FROM cases_closure x WHERE x.case_id = c.id AND NOT EXISTS (
            SELECT 1 FROM cases_reopening r WHERE r.closure_id = x.id))
          AND NOT EXISTS (SELECT 1 FROM cases_seat own WHERE own.case_id = c.id
            AND own.account_id = supervisor AND (own.role <> 'supervisor'
                OR own.ends > statement_timestamp() AND NOT EXISTS (
                    SELECT 1 FROM cases_seatend e WHERE e.seat_id = own.id)))
          AND NOT EXISTS (SELECT 1 FROM people_person near WHERE near.account_id = supervisor
            AND (near.id = c.person_id OR near.id IN (
                SELECT r.relative_id FROM people_relation r WHERE r.person_id = c.person_id))));
    supervision := gen_random_uuid();
    INSERT INTO cases_supervision (id, unit_id, set_up_by_id, supervisor_id, purpose, reason, seed,
        pool, at, ends)
    VALUES (supervision, place, current_account(), supervisor, $2, $3,
        CASE WHEN $3 = '' THEN seed ELSE '' END,
        CASE WHEN $3 = '' THEN cardinality(pool) END, statement_timestamp(), $9);
    meant := CASE WHEN $3 <> '' THEN person_meant($5, $6, NULL, NULL, NULL) END;
    FOR one IN
        SELECT c.id, c.person_id FROM cases_case c
        WHERE c.id = ANY (pool) AND ($3 = '' OR c.person_id = meant)
        ORDER BY md5(seed || c.id::text) LIMIT asked
    LOOP
        basis := gen_random_uuid();
        seat := gen_random_uuid();
        INSERT INTO consent_basis (id, person_id, kind, purpose, starts, ends, recorded_by_id,
            recorded_at)
        VALUES (basis, one.person_id, ground, $2, statement_timestamp(), $9, current_account(),
            statement_timestamp());
        INSERT INTO cases_seat (id, case_id, person_id, basis_id, account_id, role, areas, starts,
            ends, given_by_id)
        VALUES (seat, one.id, one.person_id, basis, supervisor, 'supervisor', $8,
            statement_timestamp(), $9, current_account());
        INSERT INTO cases_supervisedseat (id, supervision_id, seat_id)
        VALUES (gen_random_uuid(), supervision, seat);
        PERFORM write_deed(current_account(), ARRAY[seat], one.id, 'cases.supervise',
            'cases.supervision:' || supervision, '{{}}'::jsonb);
    END LOOP;
END $$;
"""
NOT_SET_UP = """
DROP FUNCTION supervise(bigint, text, text, int, text, bytea, text, text[], timestamptz);
"""
MINE = "set_up_by_id = current_account() OR supervisor_id = current_account()"
OF_MINE = "EXISTS (SELECT 1 FROM cases_supervision s WHERE s.id = supervision_id"


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_supervisions")]
    operations = [
        migrations.RunSQL(OPENED, emergency.OPENED),
        migrations.RunSQL(ONLY_SO, AS_BEFORE),
        migrations.RunSQL(SET_UP, NOT_SET_UP),
        Protect("cases_supervision", using=MINE, check="false"),
        Protect("cases_supervisedseat", using=f"{OF_MINE})", check="false"),
        Protect(
            "cases_supervisionresult",
            using=f"{OF_MINE})",
            check=f"{OF_MINE} AND s.supervisor_id = current_account())",
        ),
        AppendOnly("cases_supervision"),
        AppendOnly("cases_supervisedseat"),
        AppendOnly("cases_supervisionresult"),
    ]

"""A case is opened in an emergency by one function, which tells others in the same transaction.

No seat of this kind is given in any other way: the application may not write one. Whether a
person is known, or has a case, or has none that is open, is answered alike: the act is written
and told, and opens nothing. What is told leads to no case.
"""

from importlib import import_module

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

ending = import_module("tovholder.cases.migrations.0010_cases_that_end")
asking = import_module("tovholder.cases.migrations.0009_asks_to_join")
leaving = import_module("tovholder.cases.migrations.0011_ends_with_work")

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

# Every seat held by reason of work ends with it, and not those of two roles alone (decision 15).
NAMED, BY_WORK = "s.role NOT IN ('professional', 'authority')", "s.role IN ('parent', 'child')"
SEATS = leaving.SEATS.replace(NAMED, BY_WORK)
# Who reads for an hour neither works at the case nor lets anybody in.
STAYS = leaving.STAYS + "\n          AND s.role <> 'emergency'"
OPENED = leaving.OPENING.replace(asking.STANDS, asking.STANDS + STAYS)

ONLY_SO = f"""
CREATE POLICY by_function_alone ON cases_seat AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK (role <> 'emergency');
"""
ANYHOW = "DROP POLICY by_function_alone ON cases_seat;"

# The nearest who lead above the one who asks, and those who watch over the trace.
TELLING = f"""
CREATE FUNCTION told_of_emergency() RETURNS bigint[] LANGUAGE sql STABLE {DEFINER} AS $$
    WITH RECURSIVE above AS (
        SELECT p.unit_id, 0 AS steps FROM organisation_professional p
        WHERE p.account_id = current_account()
        UNION ALL
        SELECT u.parent_id, steps + 1 FROM above JOIN organisation_unit u ON u.id = above.unit_id
        WHERE u.parent_id IS NOT NULL AND steps < 20
    ), leaders AS (
        SELECT p.account_id AS id, steps FROM above
        JOIN organisation_professional p ON p.unit_id = above.unit_id
        WHERE p.is_leader AND p.works_from <= statement_timestamp()
          AND (p.works_to IS NULL OR p.works_to > statement_timestamp())
          AND p.account_id <> current_account() AND p.account_id IN (
            SELECT a.id FROM organisation_account a WHERE a.is_active)
    )
    SELECT coalesce(array_agg(DISTINCT told.id), '{{}}') FROM (
        SELECT id FROM leaders WHERE steps = (SELECT min(steps) FROM leaders)
        UNION ALL
        SELECT o.account_id FROM organisation_officer o
        WHERE o.confirmed_by_id IS NOT NULL AND o.starts <= statement_timestamp()
          AND (o.ends IS NULL OR o.ends > statement_timestamp())
    ) AS told JOIN organisation_account a ON a.id = told.id
    WHERE a.is_active AND a.id <> current_account()
$$;

CREATE FUNCTION my_emergencies() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT coalesce(array_agg(id), '{{}}') FROM (
        SELECT e.id FROM cases_emergencyaccess e WHERE e.by_id = current_account()
        UNION ALL
        SELECT t.emergency_id FROM cases_toldofemergency t WHERE t.account_id = current_account()
    ) AS mine
$$;
"""
SILENT = "DROP FUNCTION my_emergencies(); DROP FUNCTION told_of_emergency();"

# Who is meant: by number, or by name and day of birth where that is one person and no more.
MEANT = f"""
CREATE FUNCTION person_meant(
    number_kind text, keyed_hash bytea, given text, family text, born date
) RETURNS uuid LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT CASE WHEN count(*) = 1 THEN (array_agg(id))[1] END FROM (
        SELECT n.person_id AS id FROM people_nationalnumber n
        WHERE n.kind = $1 AND n.keyed_hash = $2
        UNION
        SELECT p.id FROM people_person p
        WHERE $2 IS NULL AND p.birth_date = $5
          AND lower(split_part(btrim(p.given_name), ' ', 1)) = lower(split_part(btrim($3), ' ', 1))
          AND lower(split_part(btrim(p.family_name), ' ', -1))
            = lower(split_part(btrim($4), ' ', -1))
    ) AS found
$$;
REVOKE EXECUTE ON FUNCTION person_meant(text, bytea, text, text, date) FROM PUBLIC, {APP};
"""

OPENING = f"""
CREATE FUNCTION words_alone(said text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT btrim(regexp_replace(lower($1), '\\W+', ' ', 'g')) $$;

CREATE FUNCTION open_in_emergency(
    number_kind text, keyed_hash bytea, given text, family text, born date,
    ground text, reason text, areas text[], minutes int, again boolean,
    OUT outcome text, OUT emergency uuid, OUT opened uuid, OUT seat uuid, OUT told bigint[]
) LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    person uuid; basis uuid := gen_random_uuid(); before text[];
    near bigint[]; until timestamptz := statement_timestamp() + make_interval(mins => minutes);
BEGIN
    IF NOT works_here() THEN RAISE EXCEPTION 'only people at work open cases'; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('emergency/' || current_account(), 3));
    person := person_meant($1, $2, $3, $4, $5);
    near := ARRAY(
        SELECT p.account_id FROM people_person p WHERE p.account_id IS NOT NULL AND (
            p.id = person OR p.id IN (
                SELECT r.relative_id FROM people_relation r WHERE r.person_id = person)));
    SELECT c.id INTO opened FROM cases_case c
    WHERE c.person_id = person AND NOT current_account() = ANY (near) AND NOT EXISTS (
        SELECT 1 FROM cases_closure x WHERE x.case_id = c.id AND NOT EXISTS (
            SELECT 1 FROM cases_reopening r WHERE r.closure_id = x.id))
    ORDER BY c.opened_at LIMIT 1;

    IF EXISTS (SELECT 1 FROM my_seats() m WHERE m.case_id = opened) THEN
        outcome := 'inside'; RETURN;
    END IF;
    before := ARRAY(
        SELECT words_alone(e.reason) FROM cases_emergencyaccess e
        JOIN cases_seat s ON s.id = e.seat_id
        WHERE e.by_id = current_account() AND s.case_id = opened
          AND e.at > statement_timestamp() - interval '24 hours');
    IF before <> '{{}}' AND NOT again THEN outcome := 'again'; opened := NULL; RETURN; END IF;
    IF words_alone($7) = ANY (before) THEN
        outcome := 'same reason'; opened := NULL; RETURN;
    END IF;
    told := ARRAY(SELECT t FROM unnest(told_of_emergency()) AS t
        WHERE NOT t = ANY (near) ORDER BY t);
    IF told = '{{}}' THEN outcome := 'nobody'; opened := NULL; RETURN; END IF;

    emergency := gen_random_uuid();
    outcome := 'nothing';
    IF opened IS NOT NULL THEN
        outcome := 'opened';
        seat := gen_random_uuid();
        INSERT INTO consent_basis (id, person_id, kind, purpose, starts, ends, recorded_by_id,
            recorded_at)
        VALUES (basis, person, ground, reason, statement_timestamp(), until, current_account(),
            statement_timestamp());
        INSERT INTO cases_seat (id, case_id, person_id, basis_id, account_id, role, areas, starts,
            ends, given_by_id)
        VALUES (seat, opened, person, basis, current_account(), 'emergency', $8,
            statement_timestamp(), until, current_account());
    END IF;
    INSERT INTO cases_emergencyaccess (id, by_id, at, ground, reason, again, seat_id)
    VALUES (emergency, current_account(), statement_timestamp(), ground, reason,
        before <> '{{}}', seat);
    INSERT INTO cases_toldofemergency (id, emergency_id, account_id)
    SELECT gen_random_uuid(), emergency, t FROM unnest(told) AS t;
END $$;
"""
CLOSED = """
DROP FUNCTION open_in_emergency(text, bytea, text, text, date, text, text, text[], int, boolean);
DROP FUNCTION words_alone(text);
DROP FUNCTION person_meant(text, bytea, text, text, date);
"""

MINE = "= ANY ((SELECT my_emergencies())::uuid[])"
TOLD = "EXISTS (SELECT 1 FROM cases_toldofemergency t WHERE t.id = told_id"


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_emergency_access"), ("organisation", "0008_officers")]
    operations = [
        migrations.RunSQL(SEATS, leaving.SEATS),
        migrations.RunSQL(OPENED, leaving.OPENED),
        migrations.RunSQL(ONLY_SO, ANYHOW),
        migrations.RunSQL(TELLING, SILENT),
        migrations.RunSQL(MEANT + OPENING, CLOSED),
        Protect("cases_emergencyaccess", using=f"id {MINE}", check="false"),
        Protect("cases_toldofemergency", using=f"emergency_id {MINE}", check="false"),
        Protect(
            "cases_answertoemergency",
            using=f"{TOLD})",
            check=f"{TOLD} AND t.account_id = current_account())",
        ),
        AppendOnly("cases_emergencyaccess"),
        AppendOnly("cases_toldofemergency"),
        AppendOnly("cases_answertoemergency"),
    ]

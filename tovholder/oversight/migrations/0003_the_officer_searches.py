"""The officer searches the trace: never without a purpose, and never without being on record.

The functions answer nobody else. What was searched by is told in kinds (a case, a person, an
account, a period), not in what was typed. A case is told by a reference that leads to nothing.
"""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

INDEXES = """
CREATE INDEX IF NOT EXISTS audit_look_of_account ON audit_look (account, at);
CREATE INDEX IF NOT EXISTS audit_look_of_time ON audit_look (at);
CREATE INDEX IF NOT EXISTS audit_deed_of_account ON audit_deed (account, at);
CREATE INDEX IF NOT EXISTS audit_deed_of_case ON audit_deed ("case", at);
CREATE INDEX IF NOT EXISTS audit_deed_of_time ON audit_deed (at);
"""
BARE = """
DROP INDEX audit_deed_of_time, audit_deed_of_case, audit_deed_of_account, audit_look_of_time,
    audit_look_of_account;
"""

# OFFSET 0 keeps the case's rows together: they are found by the case, never by going back in time.
SEARCH = f"""
CREATE FUNCTION refuse_without_purpose(purpose text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(btrim(purpose), '') = '' THEN
        RAISE EXCEPTION 'the trace is searched for a purpose' USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION find_in_trace(purpose text, words text[])
RETURNS TABLE (person uuid, name text, born date) LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF NOT is_officer() THEN RETURN; END IF;
    PERFORM refuse_without_purpose(purpose);
    PERFORM write_deed(current_account(), '{{}}', NULL, 'oversight.find_person', '',
        jsonb_build_object('purpose', purpose));
    RETURN QUERY SELECT p.id, p.given_name || ' ' || p.family_name, p.birth_date
    FROM people_person p
    WHERE (SELECT bool_and(position(w IN p.sort_key) > 0) FROM unnest(words) AS w)
    ORDER BY p.sort_key, p.birth_date, p.id LIMIT 20;
END $$;

CREATE FUNCTION search_trace(
    purpose text, reference text, person uuid, account bigint, since timestamptz,
    until timestamptz, before timestamptz, before_id bigint, most int
) RETURNS TABLE (
    kind text, id bigint, at timestamptz, name text, profession text, unit text, page text,
    areas text[], cases text[], bases text[], refused boolean
) LANGUAGE plpgsql {DEFINER} AS $$
DECLARE wanted uuid[]; looks text := 'audit_look'; deeds text := 'audit_deed'; whose text := '';
BEGIN
    IF NOT is_officer() THEN RETURN; END IF;
    PERFORM refuse_without_purpose(purpose);
    PERFORM write_deed(current_account(), '{{}}', NULL, 'oversight.search', '', jsonb_build_object(
        'purpose', purpose, 'asked_by', array_remove(ARRAY[
            CASE WHEN reference <> '' THEN 'case' END, CASE WHEN person IS NOT NULL THEN 'person' END,
            CASE WHEN account IS NOT NULL THEN 'account' END, 'period'], NULL)));
    IF person IS NOT NULL THEN
        SELECT coalesce(array_agg(c.id), '{{}}') INTO wanted FROM cases_case c
        WHERE c.person_id = person;
    END IF;
    IF reference ~ '^[0-9a-f]{{8}}$' THEN
        SELECT coalesce(array_agg(c.id), '{{}}') INTO wanted FROM cases_case c
        WHERE c.id >= rpad(reference, 32, '0')::uuid AND c.id <= rpad(reference, 32, 'f')::uuid
          AND (wanted IS NULL OR c.id = ANY (wanted));
    ELSIF reference <> '' THEN
        wanted := '{{}}';
    END IF;
    IF wanted IS NOT NULL THEN
        looks := '(SELECT * FROM audit_look WHERE cases && $1 OFFSET 0)';
        deeds := '(SELECT * FROM audit_deed WHERE "case" = ANY ($1) OFFSET 0)';
    END IF;
    IF account IS NOT NULL THEN whose := 'AND r.account = $2'; END IF;
    RETURN QUERY EXECUTE format($q$
        WITH found AS MATERIALIZED (
            SELECT * FROM (
                (SELECT 'look' AS kind, r.id, r.at, r.account, r.page, r.areas, r.cases, r.seats,
                    r.refused FROM %1$s r
                WHERE r.at >= $3 AND r.at < $4 AND r.at <= $5 AND (r.at, r.id) < ($5, $6) %3$s
                ORDER BY r.at DESC, r.id DESC LIMIT $7)
                UNION ALL
                (SELECT 'deed', r.id, r.at, r.account, r.verb, '{{}}',
                    array_remove(ARRAY[r."case"], NULL), r.seats, false FROM %2$s r
                WHERE r.at >= $3 AND r.at < $4 AND r.at <= $5 AND (r.at, r.id) < ($5, $6) %3$s
                ORDER BY r.at DESC, r.id DESC LIMIT $7)
            ) AS both_kinds ORDER BY at DESC, id DESC LIMIT $7
        )
        SELECT f.kind, f.id, f.at, coalesce(a.name, '')::text, coalesce(p.profession, '')::text,
            coalesce(u.name, '')::text, f.page, f.areas,
            ARRAY(SELECT upper(left(one::text, 8)) FROM unnest(f.cases) AS one),
            ARRAY(SELECT DISTINCT b.kind::text FROM cases_seat s
                JOIN consent_basis b ON b.id = s.basis_id WHERE s.id = ANY (f.seats) ORDER BY 1),
            f.refused
        FROM found f LEFT JOIN organisation_account a ON a.id = f.account
            LEFT JOIN organisation_professional p ON p.account_id = f.account
            LEFT JOIN organisation_unit u ON u.id = p.unit_id
        ORDER BY f.at DESC, f.id DESC
    $q$, looks, deeds, whose)
    USING wanted, account, since, until, before, before_id, most;
END $$;
REVOKE EXECUTE ON FUNCTION refuse_without_purpose(text) FROM PUBLIC;
"""
BLIND = """
DROP FUNCTION search_trace(text, text, uuid, bigint, timestamptz, timestamptz, timestamptz,
    bigint, int);
DROP FUNCTION find_in_trace(text, text[]);
DROP FUNCTION refuse_without_purpose(text);
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_who_looked")]
    operations = [migrations.RunSQL(INDEXES, BARE), migrations.RunSQL(SEARCH, BLIND)]

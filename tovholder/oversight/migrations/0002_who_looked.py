"""Who has looked, told to the family; what is sensitive waits for the officer's decision.

The application reads the trace through these functions and in no other way. `who_looked` answers
whoever holds a seat of the family at the case, and of each look only what ordinary seats covered:
a look that would not have been there without a sensitive seat leaves no row, no number and no gap.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

INDEXES = """
CREATE INDEX audit_look_of_case ON audit_look USING gin (cases);
"""
BARE = "DROP INDEX audit_look_of_case;"

PLAIN = f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON oversight_plainbasis FROM {APP};"
WRITTEN = f"GRANT INSERT, UPDATE, DELETE ON oversight_plainbasis TO {APP};"

LOOKED = f"""
CREATE FUNCTION told_to_family(basis uuid, kind text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight_plainbasis p WHERE p.kind = $2)
        OR coalesce((SELECT d.shown FROM oversight_lookdecision d WHERE d.basis_id = $1
            ORDER BY d.at DESC, d.id DESC LIMIT 1), false)
$$;

CREATE FUNCTION names_are_told("case" uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT d.shown FROM oversight_namesdecision d
        WHERE d.case_id = $1 OR d.case_id IS NULL
        ORDER BY d.case_id IS NULL, d.at DESC, d.id DESC LIMIT 1), false)
$$;

CREATE FUNCTION who_looked("case" uuid, since date, until date, zone text)
RETURNS TABLE (
    day date, own boolean, name text, profession text, unit text, areas text[], reasons jsonb
) LANGUAGE sql STABLE {DEFINER} AS $$
    WITH told AS MATERIALIZED (
        SELECT s.id, s.areas::text[] AS areas, s.role, b.kind, b.purpose
        FROM cases_seat s JOIN consent_basis b ON b.id = s.basis_id
        WHERE s.case_id = $1
          AND (s.role IN ('parent', 'child') OR told_to_family(b.id, b.kind)) AND EXISTS (
            SELECT 1 FROM my_seats() m WHERE m.case_id = $1 AND m.role IN ('parent', 'child'))
    ), seen AS (
        SELECT (l.at AT TIME ZONE $4)::date AS day, l.account, area, t.kind, t.purpose
        FROM audit_look l JOIN told t ON t.id = ANY (l.seats), unnest(l.areas) AS area
        WHERE l.cases @> ARRAY[$1] AND NOT l.refused AND area = ANY (t.areas)
          AND l.at >= $2::timestamp AT TIME ZONE $4 AND l.at < ($3 + 1)::timestamp AT TIME ZONE $4
          AND (t.role NOT IN ('parent', 'child') OR l.account = current_account())
    )
    SELECT seen.day, a.id = current_account(),
        CASE WHEN a.id = current_account() OR names_are_told($1) THEN a.name ELSE '' END,
        coalesce(p.profession, ''), coalesce(u.name, ''),
        array_agg(DISTINCT seen.area),
        jsonb_agg(DISTINCT jsonb_build_array(seen.kind, seen.purpose))
    FROM seen JOIN organisation_account a ON a.id = seen.account
        LEFT JOIN organisation_professional p ON p.account_id = a.id
        LEFT JOIN organisation_unit u ON u.id = p.unit_id
    GROUP BY seen.day, a.id, a.name, p.profession, u.name
    ORDER BY seen.day DESC, a.id = current_account(), p.profession, u.name,
        md5(seen.day::text || a.id)
$$;

CREATE FUNCTION sensitive_bases() RETURNS TABLE (
    basis_id uuid, kind text, purpose text, starts timestamptz, ends timestamptz,
    recorded_by text, looks bigint, latest timestamptz, shown boolean, reason text,
    decided_by text, decided_at timestamptz
) LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT b.id, b.kind, b.purpose, b.starts, b.ends, coalesce(r.name, ''), l.looks, l.latest,
        d.shown, coalesce(d.reason, ''), coalesce(d.name, ''), d.at
    FROM consent_basis b LEFT JOIN organisation_account r ON r.id = b.recorded_by_id
    CROSS JOIN LATERAL (
        SELECT count(DISTINCT l.id) AS looks, max(l.at) AS latest
        FROM cases_seat s JOIN audit_look l ON l.cases @> ARRAY[s.case_id] AND s.id = ANY (l.seats)
        WHERE s.basis_id = b.id AND NOT l.refused) AS l
    LEFT JOIN LATERAL (
        SELECT d.shown, d.reason, d.at, a.name FROM oversight_lookdecision d
        JOIN organisation_account a ON a.id = d.by_id
        WHERE d.basis_id = b.id ORDER BY d.at DESC, d.id DESC LIMIT 1) AS d ON true
    WHERE is_officer() AND b.kind NOT IN (SELECT p.kind FROM oversight_plainbasis p)
      AND EXISTS (SELECT 1 FROM cases_seat s WHERE s.basis_id = b.id)
    ORDER BY d.at IS NOT NULL, b.starts DESC, b.id LIMIT 200
$$;

REVOKE EXECUTE ON FUNCTION told_to_family(uuid, text), names_are_told(uuid) FROM PUBLIC;
"""
UNSEEN = """
DROP FUNCTION sensitive_bases();
DROP FUNCTION who_looked(uuid, date, date, text);
DROP FUNCTION names_are_told(uuid);
DROP FUNCTION told_to_family(uuid, text);
"""

MINE = "(SELECT is_officer())"


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0001_initial"),
        ("organisation", "0008_officers"),
        ("cases", "0013_walls_of_trusted_adults"),
        ("audit", "0002_walls"),
    ]
    operations = [
        Protect("oversight_plainbasis", using="false"),
        migrations.RunSQL(PLAIN, WRITTEN),
        *[
            operation
            for table in ("oversight_lookdecision", "oversight_namesdecision")
            for operation in (
                Protect(table, using=MINE, check=f"{MINE} AND by_id = current_account()"),
                AppendOnly(table),
            )
        ],
        migrations.RunSQL(INDEXES, BARE),
        migrations.RunSQL(LOOKED, UNSEEN),
    ]

"""Sensitive bases are told some at a time or one alone, and only their looks are counted."""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
TOLD = """(
    basis_id uuid, kind text, purpose text, starts timestamptz, ends timestamptz,
    recorded_by text, looks bigint, latest timestamptz, shown boolean, reason text,
    decided_by text, decided_at timestamptz"""
# What somebody sits or sat on, and the catalogue does not call plain.
SENSITIVE = """b.kind NOT IN (SELECT p.kind FROM oversight_plainbasis p)
        AND EXISTS (SELECT 1 FROM cases_seat s WHERE s.basis_id = b.id)"""
LATEST = """LEFT JOIN LATERAL (
            SELECT d.shown, d.reason, d.at, a.name FROM oversight_lookdecision d
            JOIN organisation_account a ON a.id = d.by_id
            WHERE d.basis_id = b.id ORDER BY d.at DESC, d.id DESC LIMIT 1) AS d ON true"""
COUNTED = """CROSS JOIN LATERAL (
        SELECT count(DISTINCT l.id) AS looks, max(l.at) AS latest
        FROM cases_seat s JOIN audit_look l ON l.cases @> ARRAY[s.case_id] AND s.id = ANY (l.seats)
        WHERE s.basis_id = b.id AND NOT l.refused) AS l"""
SOME = f"""
DROP FUNCTION sensitive_bases();
CREATE FUNCTION sensitive_bases(one uuid, passed integer, most integer)
RETURNS TABLE {TOLD}, cases uuid[])
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT b.id, b.kind, b.purpose, b.starts, b.ends, coalesce(r.name, ''), l.looks, l.latest,
        b.shown, coalesce(b.reason, ''), coalesce(b.name, ''), b.at,
        ARRAY(SELECT DISTINCT s.case_id FROM cases_seat s WHERE s.basis_id = b.id ORDER BY 1)
    FROM (
        SELECT b.*, d.shown, d.reason, d.name, d.at
        FROM consent_basis b {LATEST}
        WHERE is_officer() AND (one IS NULL OR b.id = one) AND {SENSITIVE}
        ORDER BY d.at IS NOT NULL, b.starts DESC, b.id OFFSET passed LIMIT most
    ) AS b
    LEFT JOIN organisation_account r ON r.id = b.recorded_by_id {COUNTED}
    ORDER BY b.at IS NOT NULL, b.starts DESC, b.id
$$;
CREATE FUNCTION sensitive_undecided() RETURNS bigint LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT count(*) FROM consent_basis b
    WHERE is_officer() AND {SENSITIVE}
      AND NOT EXISTS (SELECT 1 FROM oversight_lookdecision d WHERE d.basis_id = b.id)
$$;
"""
ALL = f"""
DROP FUNCTION sensitive_undecided();
DROP FUNCTION sensitive_bases(uuid, integer, integer);
CREATE FUNCTION sensitive_bases() RETURNS TABLE {TOLD}) LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT b.id, b.kind, b.purpose, b.starts, b.ends, coalesce(r.name, ''), l.looks, l.latest,
        d.shown, coalesce(d.reason, ''), coalesce(d.name, ''), d.at
    FROM consent_basis b LEFT JOIN organisation_account r ON r.id = b.recorded_by_id
    {COUNTED}
    {LATEST}
    WHERE is_officer() AND {SENSITIVE}
    ORDER BY d.at IS NOT NULL, b.starts DESC, b.id LIMIT 200
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0006_sensitive_stays_sensitive")]
    operations = [migrations.RunSQL(SOME, ALL)]

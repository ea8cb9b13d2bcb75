"""Cases nobody holds the rope of, told to whoever leads the unit by colleagues and no child (S-41).

Like the load of a unit (gatherings, 0014): about the unit the reader leads and no other, with no
argument to narrow it down by, and no number under three. Whoever stands in and sees nothing of a
case since it is a relative's is told to nobody (decision 26): by place and time alone is it
reckoned here whether an absence is covered.
"""

from importlib import import_module

from django.db import migrations

once = import_module("tovholder.cases.migrations.0004_seats_once")

DEFINER, HOLDS = once.DEFINER, once.HOLDS
CLOSED = """EXISTS (SELECT FROM cases_closure c WHERE c.case_id = s.case_id
        AND NOT EXISTS (SELECT FROM cases_reopening r WHERE r.closure_id = c.id))"""
STANDS = f"""s.role IN ('professional', 'authority') AND {HOLDS.format("s")}
          AND NOT EXISTS (SELECT FROM cases_standin i WHERE i.seat_id = s.id)
          AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.basis_id = s.basis_id)
          AND NOT EXISTS (SELECT FROM cases_seatend e WHERE e.seat_id = s.id)"""
UNTENDED = f"""
CREATE FUNCTION works_no_more(account bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT has_left($1) OR NOT EXISTS (
        SELECT FROM organisation_account a WHERE a.id = $1 AND a.is_active)
$$;

CREATE FUNCTION untended_at_my_unit()
RETURNS TABLE (why text, account bigint, many bigint, ask bigint[])
LANGUAGE sql STABLE {DEFINER} AS $$
    WITH team AS MATERIALIZED (
        SELECT p.account_id AS id, p.unit_id, works_no_more(p.account_id) AS gone
        FROM organisation_professional me
        JOIN organisation_professional p ON p.unit_id = me.unit_id
        WHERE me.account_id = current_account() AND me.is_leader
          AND NOT works_no_more(me.account_id)
    ), own AS MATERIALIZED (
        SELECT s.id, s.case_id, s.account_id, s.basis_id, team.gone, team.unit_id
        FROM team JOIN cases_seat s ON s.account_id = team.id
        WHERE {STANDS} AND NOT {CLOSED}
    ), cases AS MATERIALIZED (
        SELECT one.case_id, (
            SELECT h.to_id FROM cases_handover h
            JOIN cases_handoveranswer a ON a.handover_id = h.id
            WHERE h.case_id = one.case_id AND a.accepted ORDER BY a.at DESC LIMIT 1) AS rope
        FROM (SELECT DISTINCT case_id FROM own) one
    ), inside AS MATERIALIZED (
        SELECT DISTINCT s.case_id, s.account_id FROM cases_seat s
        WHERE s.case_id IN (SELECT case_id FROM cases) AND {STANDS}
          AND NOT works_no_more(s.account_id)
    ), found AS (
        SELECT DISTINCT 'gone' AS why, c.case_id, o.account_id AS about
        FROM cases c JOIN own o ON o.case_id = c.case_id AND o.account_id = c.rope AND o.gone
        UNION
        SELECT 'away', c.case_id, c.rope
        FROM cases c JOIN own o ON o.case_id = c.case_id AND o.account_id = c.rope
            AND NOT o.gone
        JOIN organisation_absence x ON x.account_id = c.rope AND x.ended_at IS NULL
            AND {HOLDS.format("x")}
        GROUP BY c.case_id, c.rope HAVING NOT bool_or(
            NOT works_no_more(x.cover_id)
            AND NOT EXISTS (SELECT FROM organisation_absence y WHERE y.account_id = x.cover_id
                AND y.ended_at IS NULL AND {HOLDS.format("y")})
            AND EXISTS (SELECT FROM consent_basis b, organisation_professional v
                WHERE b.id = o.basis_id AND v.account_id = x.cover_id
                  AND (b.kind IN ('authority-work', 'no-authority-work')
                    OR b.kind IN ('consent', 'no-consent') AND v.unit_id = o.unit_id)))
        UNION
        SELECT 'nobody', c.case_id, o.account_id
        FROM cases c JOIN own o ON o.case_id = c.case_id AND NOT o.gone
        WHERE NOT EXISTS (SELECT FROM inside i
                WHERE i.case_id = c.case_id AND i.account_id = c.rope)
          AND NOT EXISTS (SELECT FROM own g
                WHERE g.case_id = c.case_id AND g.account_id = c.rope AND g.gone)
          AND (SELECT count(*) FROM inside i WHERE i.case_id = c.case_id) > 1
    )
    SELECT f.why, f.about,
        CASE WHEN count(DISTINCT f.case_id) >= 3 THEN count(DISTINCT f.case_id) END,
        coalesce(array_agg(DISTINCT o.account_id)
            FILTER (WHERE o.account_id <> f.about), '{{}}')
    FROM found f LEFT JOIN own o ON o.case_id = f.case_id AND NOT o.gone
    GROUP BY f.why, f.about
$$;
"""
NONE = """
DROP FUNCTION untended_at_my_unit();
DROP FUNCTION works_no_more(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0027_walls_of_talks"),
        ("organisation", "0011_absences"),
    ]
    operations = [migrations.RunSQL(UNTENDED, NONE)]

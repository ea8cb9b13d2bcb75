"""Whoever takes a consent back is told what has been seen by it (S-43).

The trace is read by nobody; this answers only for seats on one consent, at a case the reader has
a standing seat at, and only which areas of it on which days.
"""

from django.db import migrations

SEEN = """
CREATE FUNCTION seen_by_consent(consent uuid, zone text)
RETURNS TABLE (account bigint, day date, area text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT l.account, (l.at AT TIME ZONE zone)::date, seen.area
    FROM cases_seat s
    JOIN consent_consent c ON c.basis_id = s.basis_id
    JOIN audit_look l ON l.cases @> ARRAY[s.case_id] AND s.id = ANY (l.seats)
        AND NOT l.refused
    CROSS JOIN LATERAL unnest(l.areas) AS seen (area)
    WHERE s.basis_id = consent AND seen.area = ANY (s.areas)
      AND s.case_id IN (SELECT m.case_id FROM my_seats() m)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_asked_for_consent"), ("audit", "0002_walls")]
    operations = [migrations.RunSQL(SEEN, "DROP FUNCTION seen_by_consent(uuid, text);")]

"""Find one's own seats by index: an OR of one's account and one's forums read every seat.

At 100,000 persons that cost half a second for each read of a page.
"""

from django.db import migrations

HELD = "SELECT s.id, s.case_id, s.person_id, s.role, s.areas, s.basis_id FROM cases_seat s"
WITHIN = (
    "{0}.starts <= statement_timestamp() AND ({0}.ends IS NULL OR {0}.ends > statement_timestamp())"
)

FUNCTION = f"""
CREATE OR REPLACE FUNCTION my_seats()
RETURNS TABLE (seat_id uuid, case_id uuid, person_id uuid, role text, areas text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, s.case_id, s.person_id, s.role, s.areas::text[]
    FROM (
        {HELD} WHERE s.account_id = current_account() AND {WITHIN.format("s")}
        UNION ALL
        {HELD} JOIN organisation_membership m ON m.forum_id = s.forum_id
        WHERE m.account_id = current_account() AND {WITHIN.format("m")} AND {WITHIN.format("s")}
    ) AS s
    JOIN consent_basis b ON b.id = s.basis_id
    WHERE {WITHIN.format("b")}
      AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.basis_id = b.id)
      AND NOT EXISTS (SELECT 1 FROM cases_seatend e WHERE e.seat_id = s.id)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_walls")]
    operations = [migrations.RunSQL(FUNCTION, migrations.RunSQL.noop)]

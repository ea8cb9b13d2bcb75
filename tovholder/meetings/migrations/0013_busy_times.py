"""When people are taken, told as bare times: not by what, not with whom, not who of them (S-56).

Only somebody at work asks, and only about those they share a case or a team with. What is asked
about several is told as one: the times run together.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP
from tovholder.meetings.table import walls

HOLDS = (
    "{0}.starts <= statement_timestamp() AND ({0}.ends IS NULL OR {0}.ends > statement_timestamp())"
)
BUSY = f"""
CREATE FUNCTION known_to_me(accounts bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE {walls.DEFINER} AS $$
    SELECT coalesce(array_agg(DISTINCT known.account_id), '{{}}') FROM (
        SELECT s.account_id FROM cases_seat s
        WHERE s.account_id = ANY (accounts) AND s.case_id = ANY ((SELECT my_cases())::uuid[])
          AND {HOLDS.format("s")}
          AND NOT EXISTS (SELECT FROM cases_seatend e WHERE e.seat_id = s.id)
          AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.basis_id = s.basis_id)
        UNION ALL
        SELECT m.account_id FROM organisation_membership m
        WHERE m.account_id = ANY (accounts) AND m.forum_id = ANY ((SELECT my_forums())::uuid[])
          AND {HOLDS.format("m")}
    ) AS known WHERE works_here()
$$;

CREATE FUNCTION busy_times(accounts bigint[], since timestamptz, until timestamptz)
RETURNS TABLE (starts timestamptz, ends timestamptz)
LANGUAGE sql STABLE {walls.DEFINER} AS $$
    SELECT lower(busy), upper(busy) FROM (
        SELECT unnest(range_agg(taken)) AS busy FROM taken_times(
            known_to_me(accounts), since, least(until, since + interval '100 days')) AS taken
    ) AS together ORDER BY 1
$$;
REVOKE ALL ON FUNCTION taken_times(bigint[], timestamptz, timestamptz) FROM PUBLIC, {APP};
"""
UNKNOWN = """
DROP FUNCTION busy_times(bigint[], timestamptz, timestamptz);
DROP FUNCTION known_to_me(bigint[]);
DROP FUNCTION taken_times(bigint[], timestamptz, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0012_walls_of_minutes"),
        ("cases", "0004_seats_once"),
        ("concerns", "0002_walls"),
    ]
    operations = [
        migrations.RunSQL(walls.taken_times("meetings"), migrations.RunSQL.noop),
        migrations.RunSQL(BUSY, UNKNOWN),
    ]

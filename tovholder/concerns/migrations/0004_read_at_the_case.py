"""What a case began with is read at the case, by those whose access covers that area.

The triage's own door stays as it is: this function joins the seat itself and gives the words the
forum shared, never the author's own sheet.
"""

from django.db import migrations

READ = """
CREATE FUNCTION concerns_of_case("case" uuid)
RETURNS TABLE (sent_at timestamptz, worry smallint, team text, author text, instrument text,
    answers jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.sent_at, c.worry, f.name, a.name, s.instrument, s.answers
    FROM concerns_decision d
    JOIN concerns_concern c ON c.id = d.concern_id
    JOIN organisation_forum f ON f.id = c.forum_id
    JOIN organisation_account a ON a.id = c.author_id
    LEFT JOIN concerns_ground g ON g.concern_id = c.id AND g.number = c.grounds_recorded
    LEFT JOIN concerns_shared s ON s.ground_id = g.id AND s.question_id IS NULL
    WHERE d.case_id = $1 AND d.case_id = ANY (my_cases('concern'))
    ORDER BY c.sent_at DESC
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0003_decisions_by_ground"), ("cases", "0002_walls")]
    operations = [migrations.RunSQL(READ, "DROP FUNCTION concerns_of_case(uuid);")]

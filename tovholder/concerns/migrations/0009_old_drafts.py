"""A draft that nobody has written in for a month is forgotten, as its author has been told.

Only its author reads a draft, so the work that falls due cannot see it: the database forgets it
itself, and tells no more than how many there were.
"""

from django.db import migrations

FORGET = """
CREATE FUNCTION forget_old_drafts() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM concerns_draft WHERE saved_at < statement_timestamp() - interval '30 days'
        RETURNING 1)
    SELECT count(*) FROM gone
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0008_gradings")]
    operations = [migrations.RunSQL(FORGET, "DROP FUNCTION forget_old_drafts();")]

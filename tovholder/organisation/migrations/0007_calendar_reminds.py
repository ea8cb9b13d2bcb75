"""Whether somebody's own calendar reminds them before a meeting; it does until they say no."""

from django.db import migrations, models

from tovholder.audit.rowsecurity import APP

TABLE = "organisation_calendarlink"

WHOSE = f"""
GRANT UPDATE (reminds) ON {TABLE} TO {APP};
DROP FUNCTION calendar_of(text);
CREATE FUNCTION calendar_of(hash text)
RETURNS TABLE (account bigint, fixed_days boolean, reminds boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.account_id, l.fixed_days, l.reminds
    FROM {TABLE} l JOIN organisation_account a ON a.id = l.account_id
    WHERE l.hashed = $1 AND l.ended_at IS NULL AND a.is_active
$$;
"""
BEFORE = f"""
DROP FUNCTION calendar_of(text);
CREATE FUNCTION calendar_of(hash text) RETURNS TABLE (account bigint, fixed_days boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.account_id, l.fixed_days
    FROM {TABLE} l JOIN organisation_account a ON a.id = l.account_id
    WHERE l.hashed = $1 AND l.ended_at IS NULL AND a.is_active
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_leads_since")]
    operations = [
        migrations.AddField("calendarlink", "reminds", models.BooleanField(default=True)),
        migrations.RunSQL(WHOSE, BEFORE),
    ]

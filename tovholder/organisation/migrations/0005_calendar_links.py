"""The secret address of somebody's own calendar: seen by its holder alone, kept as a hash.

Whoever asks with the secret is signed in as nobody, so whom it belongs to is answered by a
function, and only while the address stands and its holder has an account that serves.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tovholder.audit.rowsecurity import APP, Protect

TABLE = "organisation_calendarlink"

# An address is never another's, and never another secret: it is ended, and a new one is made.
KEPT = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON {TABLE} FROM {APP};
GRANT UPDATE (ended_at, fixed_days) ON {TABLE} TO {APP};
CREATE FUNCTION refuse_revival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what has ended stays ended' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER ended BEFORE UPDATE ON {TABLE} FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION refuse_revival();
"""
LOOSE = f"""
DROP TRIGGER ended ON {TABLE};
DROP FUNCTION refuse_revival();
GRANT UPDATE, DELETE ON {TABLE} TO {APP};
"""

WHOSE = f"""
CREATE FUNCTION calendar_of(hash text) RETURNS TABLE (account bigint, fixed_days boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.account_id, l.fixed_days
    FROM {TABLE} l JOIN organisation_account a ON a.id = l.account_id
    WHERE l.hashed = $1 AND l.ended_at IS NULL AND a.is_active
$$;
"""
NOBODYS = "DROP FUNCTION calendar_of(text);"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_first_passwords"), ("audit", "0002_walls")]
    operations = [
        migrations.CreateModel(
            name="CalendarLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("hashed", models.CharField(editable=False, max_length=64, unique=True)),
                ("fixed_days", models.BooleanField(default=False)),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("account",),
                        name="organisation_one_calendar_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hashed__regex", "^[0-9a-f]{64}$")),
                        name="organisation_calendar_link_is_a_hash",
                    ),
                ],
            },
        ),
        Protect(TABLE, using="account_id = current_account()"),
        migrations.RunSQL(KEPT, LOOSE),
        migrations.RunSQL(WHOSE, NOBODYS),
    ]

"""Who is away and who stands in: the database asks who says it, and keeps one colleague at a time.

The application may add an absence and end it, and change nothing else of it.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tovholder.audit.rowsecurity import APP

TABLE = "organisation_absence"

KEPT = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON {TABLE} FROM {APP};
GRANT UPDATE (ended_at, ended_by_id) ON {TABLE} TO {APP};

ALTER TABLE {TABLE} ADD CONSTRAINT organisation_absence_not_endless
    CHECK (ends <= starts + interval '366 days');

CREATE FUNCTION works_now(account bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM organisation_professional p JOIN organisation_account a ON a.id = p.account_id
        WHERE a.id = $1 AND a.is_active AND p.works_from <= statement_timestamp()
          AND (p.works_to IS NULL OR p.works_to > statement_timestamp()))
$$;
CREATE FUNCTION may_speak_for(account bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT works_now(current_account()) AND (current_account() = $1 OR EXISTS (
        SELECT 1 FROM organisation_professional me
        JOIN organisation_professional theirs ON theirs.unit_id = me.unit_id
        WHERE me.account_id = current_account() AND me.is_leader AND theirs.account_id = $1))
$$;
CREATE FUNCTION absence_is_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.ended_at IS NULL AND NEW.ended_by_id = current_account()
            AND may_speak_for(OLD.account_id) THEN
            NEW.ended_at := statement_timestamp();
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'an absence is ended once, by who is away or who leads'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.said_by_id IS DISTINCT FROM current_account() OR NOT may_speak_for(NEW.account_id)
        OR NEW.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'whoever is away says it, or whoever leads the unit'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT works_now(NEW.account_id) OR NOT works_now(NEW.cover_id) THEN
        RAISE EXCEPTION 'only people at work are away and stand in'
            USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('absence' || NEW.account_id, 1));
    IF EXISTS (SELECT 1 FROM {TABLE} o WHERE o.account_id = NEW.account_id
            AND o.ended_at IS NULL AND o.starts < NEW.ends AND NEW.starts < o.ends) THEN
        RAISE EXCEPTION 'one colleague stands in at a time' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER said BEFORE INSERT OR UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION absence_is_said();
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER said;
"""
LOOSE = f"""
DROP TRIGGER said ON {TABLE};
DROP FUNCTION absence_is_said();
DROP FUNCTION may_speak_for(bigint);
DROP FUNCTION works_now(bigint);
ALTER TABLE {TABLE} DROP CONSTRAINT organisation_absence_not_endless;
GRANT UPDATE, DELETE ON {TABLE} TO {APP};
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0010_sign_ins'),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('starts', models.DateTimeField()),
                ('ends', models.DateTimeField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
                ('cover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['cover'], name='organisation_absence_cover')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cover', models.F('account')), _negated=True), name='organisation_absence_another_stands_in'), models.CheckConstraint(condition=models.Q(('cover', models.F('said_by')), _negated=True), name='organisation_absence_said_by_another'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='organisation_absence_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='organisation_absence_somebody_ends_it')],
            },
        ),
        migrations.RunSQL(KEPT, LOOSE),
    ]

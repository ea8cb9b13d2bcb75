"""Two administrators end the office of data-protection officer, as two gave it.

Whoever is watched must not send away who watches alone. A proposal is still taken back by one.
An office that ended before this migration was ended by one, and stays so.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

before = import_module("tovholder.organisation.migrations.0008_officers")

FROM_NOW_ON = f"""
ALTER TABLE {before.TABLE} ADD CONSTRAINT organisation_officer_two_end_the_office CHECK (
    ended_by_id IS NULL OR confirmed_by_id IS NULL
    OR end_asked_by_id IS NOT NULL AND ended_by_id <> end_asked_by_id) NOT VALID;
"""
UNTIL_NOW = f"""
ALTER TABLE {before.TABLE} DROP CONSTRAINT organisation_officer_two_end_the_office;
"""

# Each writing is one step, taken by whoever acts: the end asked for or let be, or the end itself.
STEPS = """CREATE OR REPLACE FUNCTION two_give_the_office() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given boolean; asked boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF keeps_accounts(NEW.proposed_by_id) AND NEW.confirmed_by_id IS NULL
            AND NEW.ends IS NULL AND NEW.end_asked_by_id IS NULL THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'one administrator proposes an officer, as themselves'
            USING ERRCODE = 'check_violation';
    END IF;
    given := ROW (NEW.confirmed_by_id, NEW.confirmed_at, NEW.starts)
        IS NOT DISTINCT FROM ROW (OLD.confirmed_by_id, OLD.confirmed_at, OLD.starts);
    asked := ROW (NEW.end_asked_by_id, NEW.end_asked_at)
        IS NOT DISTINCT FROM ROW (OLD.end_asked_by_id, OLD.end_asked_at);
    IF OLD.ends IS NULL AND given AND asked AND keeps_accounts(NEW.ended_by_id)
        AND (OLD.confirmed_by_id IS NULL OR NEW.ended_by_id <> OLD.end_asked_by_id) THEN
        RETURN NEW;
    ELSIF OLD.ends IS NULL AND NEW.ends IS NULL AND given AND NOT asked
        AND OLD.confirmed_by_id IS NOT NULL AND keeps_accounts(current_account())
        AND (NEW.end_asked_by_id IS NULL
            OR OLD.end_asked_by_id IS NULL AND keeps_accounts(NEW.end_asked_by_id)) THEN
        NEW.end_asked_at := CASE WHEN NEW.end_asked_by_id IS NOT NULL
            THEN statement_timestamp() END;
        RETURN NEW;
    ELSIF OLD.ends IS NULL AND NEW.ends IS NULL AND OLD.confirmed_by_id IS NULL AND asked
        AND keeps_accounts(NEW.confirmed_by_id) THEN
        NEW.confirmed_at := statement_timestamp();
        NEW.starts := NEW.confirmed_at;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'two administrators give the office and end it, each as themselves'
        USING ERRCODE = 'check_violation';
END $$;
"""
TWO = f"""
GRANT UPDATE (end_asked_by_id, end_asked_at) ON {before.TABLE} TO {before.APP};
{STEPS}
"""
BEGIN = before.KEPT.index("CREATE FUNCTION two_give_the_office")
ONE = before.KEPT[BEGIN : before.KEPT.index("CREATE TRIGGER two_persons")].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0011_absences'),
    ]

    operations = [
        migrations.AddField(
            model_name='officer',
            name='end_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='officer',
            name='end_asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='officer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_asked_at__isnull', True), ('end_asked_by__isnull', True)), models.Q(('end_asked_at__isnull', False), ('end_asked_by__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='organisation_officer_end_is_asked_for_once_it_is_held'),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name='officer',
                    constraint=models.CheckConstraint(condition=models.Q(('ended_by__isnull', True), ('confirmed_by__isnull', True), models.Q(('end_asked_by__isnull', False), models.Q(('ended_by', models.F('end_asked_by')), _negated=True)), _connector='OR'), name='organisation_officer_two_end_the_office'),
                ),
            ],
            database_operations=[migrations.RunSQL(FROM_NOW_ON, UNTIL_NOW)],
        ),
        migrations.RunSQL(TWO, ONE),
    ]

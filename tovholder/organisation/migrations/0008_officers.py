"""The data-protection officer: two persons give the office, and the database asks who they are.

The application may neither name a proposer or confirmer other than whoever acts, nor change what
was proposed, nor open again what has ended.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tovholder.audit.rowsecurity import APP

TABLE = "organisation_officer"

KEPT = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON {TABLE} FROM {APP};
GRANT UPDATE (starts, ends, confirmed_by_id, confirmed_at, ended_by_id) ON {TABLE} TO {APP};

CREATE FUNCTION keeps_accounts(account bigint) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT account IS NOT NULL AND account = current_account() AND EXISTS (
        SELECT 1 FROM organisation_account a
        WHERE a.id = account AND a.is_active AND a.is_administrator)
$$;
CREATE FUNCTION is_officer() RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM {TABLE} o JOIN organisation_account a ON a.id = o.account_id
        WHERE o.account_id = current_account() AND a.is_active
          AND o.confirmed_by_id IS NOT NULL AND o.starts <= statement_timestamp()
          AND (o.ends IS NULL OR o.ends > statement_timestamp()))
$$;
CREATE FUNCTION two_give_the_office() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF keeps_accounts(NEW.proposed_by_id) AND NEW.confirmed_by_id IS NULL
            AND NEW.ends IS NULL THEN RETURN NEW; END IF;
    ELSIF OLD.ends IS NULL AND NEW.confirmed_by_id IS NOT DISTINCT FROM OLD.confirmed_by_id
        AND NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at
        AND NEW.starts IS NOT DISTINCT FROM OLD.starts AND keeps_accounts(NEW.ended_by_id) THEN
        RETURN NEW;
    ELSIF OLD.ends IS NULL AND NEW.ends IS NULL AND OLD.confirmed_by_id IS NULL
        AND keeps_accounts(NEW.confirmed_by_id) THEN
        NEW.confirmed_at := statement_timestamp();
        NEW.starts := NEW.confirmed_at;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'two administrators give the office, each as themselves'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER two_persons BEFORE INSERT OR UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION two_give_the_office();
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER two_persons;
"""
LOOSE = f"""
DROP TRIGGER two_persons ON {TABLE};
DROP FUNCTION two_give_the_office();
DROP FUNCTION is_officer();
DROP FUNCTION keeps_accounts(bigint);
GRANT UPDATE, DELETE ON {TABLE} TO {APP};
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0007_calendar_reminds'),
    ]

    operations = [
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('starts', models.DateTimeField(blank=True, help_text='Set when it is confirmed.', null=True)),
                ('ends', models.DateTimeField(blank=True, null=True)),
                ('proposed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('proposed_by', models.F('account')), _negated=True), name='organisation_officer_is_proposed_by_another'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), models.Q(('confirmed_by', models.F('account')), _negated=True)), _connector='OR'), name='organisation_officer_is_confirmed_by_a_third'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True), ('starts', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('starts__gte', models.F('confirmed_at'))), _connector='OR'), name='organisation_officer_begins_when_confirmed'), models.CheckConstraint(condition=models.Q(models.Q(('ended_by__isnull', True), ('ends__isnull', True)), models.Q(('ended_by__isnull', False), ('ends__isnull', False)), _connector='OR'), name='organisation_officer_somebody_ends_it'), models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('account',), name='organisation_officer_once')],
            },
        ),
        migrations.RunSQL(KEPT, LOOSE),
    ]

"""One-time codes are read and written by their holder alone.

An administrator learns who uses them, and ends those of somebody whose telephone is gone, by two
functions that show no secret.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tovholder.audit.rowsecurity import APP, Protect

MINE = "account_id = (SELECT current_account())"
CODES = "organisation_onetimecodes"
DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

LOST = f"""
CREATE FUNCTION accounts_with_codes() RETURNS bigint[] LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT coalesce(array_agg(c.account_id), '{{}}') FROM {CODES} c
    WHERE c.ended_at IS NULL AND keeps_accounts(current_account())
$$;
CREATE FUNCTION take_codes_away(account bigint, because text) RETURNS boolean
LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF NOT keeps_accounts(current_account()) OR $1 = current_account() OR btrim($2) = '' THEN
        RAISE EXCEPTION 'another administrator takes codes away, and says why'
            USING ERRCODE = 'check_violation';
    END IF;
    DELETE FROM organisation_recoverycode r WHERE r.account_id = $1;
    UPDATE {CODES} c SET sealed = '', ended_at = statement_timestamp(),
        ended_by_id = current_account(), because = $2
    WHERE c.account_id = $1 AND c.ended_at IS NULL;
    RETURN FOUND;
END $$;
REVOKE DELETE, UPDATE ON {CODES} FROM {APP};
GRANT UPDATE (sealed, last_step, ended_at, ended_by_id) ON {CODES} TO {APP};
"""
KEPT = f"""
GRANT DELETE, UPDATE ON {CODES} TO {APP};
DROP FUNCTION take_codes_away(bigint, text);
DROP FUNCTION accounts_with_codes();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0012_two_end_the_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='OneTimeCodes',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField(help_text='The secret, sealed; empty when it has ended.')),
                ('last_step', models.BigIntegerField(help_text='The latest step a code was used of.')),
                ('began_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('because', models.TextField(blank=True, help_text='Why somebody else ended it.')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='one_time_codes', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('keyed_hash', models.BinaryField(unique=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('codes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery', to='organisation.onetimecodes')),
            ],
        ),
        migrations.AddConstraint(
            model_name='onetimecodes',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('account',), name='organisation_one_time_codes_once'),
        ),
        migrations.AddConstraint(
            model_name='onetimecodes',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('sealed', b'')), _connector='OR'), name='organisation_ended_codes_keep_no_secret'),
        ),
        Protect(CODES, using=MINE),
        Protect("organisation_recoverycode", using=MINE),
        migrations.RunSQL(LOST, KEPT),
    ]

"""Who somebody is at a provider is read and written by its holder alone.

Before somebody is signed in a function tells whose account it opens, and nothing else of it.
"""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.audit.rowsecurity import APP, Protect

before = import_module("tovholder.organisation.migrations.0013_one_time_codes")
IDENTITIES = "organisation_identity"

WHOSE = f"""
CREATE FUNCTION holder_of_identity(keyed_hash bytea) RETURNS bigint LANGUAGE sql STABLE
{before.DEFINER} AS $$
    SELECT i.account_id FROM {IDENTITIES} i WHERE i.keyed_hash = $1 AND i.ended_at IS NULL
$$;
REVOKE DELETE, UPDATE ON {IDENTITIES} FROM {APP};
GRANT UPDATE (keyed_hash, used_at, ended_at) ON {IDENTITIES} TO {APP};
"""
NOBODYS = f"""
GRANT DELETE, UPDATE ON {IDENTITIES} TO {APP};
DROP FUNCTION holder_of_identity(bytea);
"""
STANDING = Q(("ended_at__isnull", True))


class Migration(migrations.Migration):
    dependencies = [("organisation", "0014_passkeys")]
    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("provider", models.CharField(
                    help_text="Its key in the operator's file.", max_length=30)),
                ("keyed_hash", models.BinaryField(
                    help_text="Of whom the provider names; empty when it ended.")),
                ("added_at", models.DateTimeField(db_default=Now())),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("account", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="identities",
                    to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=STANDING, fields=("keyed_hash",),
                        name="organisation_one_account_for_an_identity"),
                    models.UniqueConstraint(
                        condition=STANDING, fields=("account", "provider"),
                        name="organisation_one_identity_at_a_provider"),
                    models.CheckConstraint(
                        condition=STANDING | Q(("keyed_hash", b"")),
                        name="organisation_ended_identities_keep_nobody"),
                ],
            },
        ),
        Protect(IDENTITIES, using=before.MINE),
        migrations.RunSQL(WHOSE, NOBODYS),
    ]  # fmt: skip

"""Passkeys are read and written by their holder alone.

Before somebody is signed in a function tells whose key it is, and nothing else of it. Where the
telephone is gone an administrator takes away its codes and its keys in one act.
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
PASSKEYS = "organisation_passkey"

WHOSE = f"""
CREATE FUNCTION holder_of_passkey(credential bytea) RETURNS bigint LANGUAGE sql STABLE
{before.DEFINER} AS $$
    SELECT p.account_id FROM {PASSKEYS} p WHERE p.credential = $1 AND p.ended_at IS NULL
$$;
REVOKE DELETE, UPDATE ON {PASSKEYS} FROM {APP};
GRANT UPDATE (public_key, uses, spent, used_at, ended_at, ended_by_id) ON {PASSKEYS} TO {APP};
"""
NOBODYS = f"""
GRANT DELETE, UPDATE ON {PASSKEYS} TO {APP};
DROP FUNCTION holder_of_passkey(bytea);
"""

AS_BEFORE = before.LOST[: before.LOST.index("REVOKE DELETE")].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
WITH_KEYS = AS_BEFORE.replace(
    "    SELECT coalesce(array_agg(c.account_id), '{}') FROM organisation_onetimecodes c\n"
    "    WHERE c.ended_at IS NULL AND keeps_accounts(current_account())\n",
    f"""    SELECT coalesce(array_agg(DISTINCT c.account_id), '{{}}') FROM (
        SELECT account_id FROM {before.CODES} WHERE ended_at IS NULL
        UNION ALL SELECT account_id FROM {PASSKEYS} WHERE ended_at IS NULL) AS c
    WHERE keeps_accounts(current_account())
""",
).replace(
    "    RETURN FOUND;\n",
    f"""    ended := FOUND;
    UPDATE {PASSKEYS} p SET public_key = '', ended_at = statement_timestamp(),
        ended_by_id = current_account(), because = $2
    WHERE p.account_id = $1 AND p.ended_at IS NULL;
    RETURN ended OR FOUND;
""",
).replace("AS $$\nBEGIN\n    IF NOT keeps", "AS $$\nDECLARE ended boolean;\nBEGIN\n    IF NOT keeps")


def account(name: str = "+", *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        null=null, blank=null, on_delete=django.db.models.deletion.PROTECT, related_name=name,
        to=settings.AUTH_USER_MODEL,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("organisation", "0013_one_time_codes")]
    operations = [
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("credential", models.BinaryField(
                    help_text="What the device calls the key.", unique=True)),
                ("public_key", models.BinaryField(help_text="COSE; empty when it has ended.")),
                ("uses", models.BigIntegerField(
                    help_text="The device's own count of uses, where it keeps one.")),
                ("spent", models.BinaryField(
                    default=b"", help_text="The challenge it answered last.")),
                ("added_at", models.DateTimeField(db_default=Now())),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.TextField(
                    blank=True, help_text="Why somebody else took it away.")),
                ("account", account("passkeys")),
                ("ended_by", account(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("ended_at__isnull", True), ("ended_by__isnull", True))
                        | Q(("ended_at__isnull", False), ("ended_by__isnull", False),
                            ("public_key", b"")),
                        name="organisation_ended_passkeys_keep_no_key",
                    ),
                    models.CheckConstraint(
                        condition=~Q(("name", "")), name="organisation_passkeys_have_a_name"
                    ),
                ],
            },
        ),
        Protect(PASSKEYS, using=before.MINE),
        migrations.RunSQL(WHOSE, NOBODYS),
        migrations.RunSQL(WITH_KEYS, AS_BEFORE),
    ]  # fmt: skip

"""A session says whose it is, how surely they showed who they are, and when they came.

Django's own table is kept, and with it the word that tells open streams of an ended session
(0002). Of the device its kind alone is kept. Whoever is signed in stays so.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

COLUMNS = """
ALTER TABLE django_session
    ADD COLUMN id uuid,
    ADD COLUMN account_id bigint REFERENCES organisation_account DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN method varchar(20) NOT NULL DEFAULT '',
    ADD COLUMN level varchar(20) NOT NULL DEFAULT '',
    ADD COLUMN device varchar(60) NOT NULL DEFAULT '',
    ADD COLUMN began_at timestamptz,
    ADD COLUMN seen_at timestamptz,
    ADD CONSTRAINT organisation_sign_in_tells_how CHECK (
        account_id IS NULL OR (id IS NOT NULL AND began_at IS NOT NULL AND seen_at IS NOT NULL
            AND method IN ('password', 'code', 'recovery', 'passkey', 'provider', 'demonstration')
            AND level IN ('low', 'substantial', 'high')));
CREATE INDEX organisation_sign_in_of ON django_session (account_id);
"""
GONE = """
DROP INDEX organisation_sign_in_of;
ALTER TABLE django_session
    DROP COLUMN id, DROP COLUMN account_id, DROP COLUMN method, DROP COLUMN level,
    DROP COLUMN device, DROP COLUMN began_at, DROP COLUMN seen_at;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0009_receptions")]
    operations = [
        migrations.RunSQL(COLUMNS, GONE),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("session_key", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key")),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("id", models.UUIDField(null=True)),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sign_ins", to=settings.AUTH_USER_MODEL)),
                ("method", models.CharField(choices=[("password", "password"), ("code", "password and one-time code"), ("recovery", "password and recovery code"), ("passkey", "passkey"), ("provider", "sign-in elsewhere"), ("demonstration", "one tap, in the demonstration")], max_length=20)),
                ("level", models.CharField(choices=[("low", "low"), ("substantial", "substantial"), ("high", "high")], max_length=20)),
                ("device", models.CharField(help_text="Kind of browser and machine, no more.", max_length=60)),
                ("began_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "django_session", "managed": False},
        ),
    ]

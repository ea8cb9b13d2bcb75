"""The trace lies in a table for each month: what it is searched by stands at each of them."""

from django.db import migrations

INDEXES = """
CREATE INDEX IF NOT EXISTS audit_look_of_case ON audit_look USING gin (cases);
CREATE INDEX IF NOT EXISTS audit_look_of_account ON audit_look (account, at);
CREATE INDEX IF NOT EXISTS audit_look_of_time ON audit_look (at);
CREATE INDEX IF NOT EXISTS audit_deed_of_account ON audit_deed (account, at);
CREATE INDEX IF NOT EXISTS audit_deed_of_case ON audit_deed ("case", at);
CREATE INDEX IF NOT EXISTS audit_deed_of_time ON audit_deed (at);
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0004_questions"), ("audit", "0006_months")]
    operations = [migrations.RunSQL(INDEXES, migrations.RunSQL.noop)]

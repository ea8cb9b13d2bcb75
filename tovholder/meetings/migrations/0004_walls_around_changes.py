"""Moved and called off: rows that stay within their case, seen through a seat, never changed."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly
from tovholder.cases.rowsecurity import ProtectCaseTable

RECORDS = ("rescheduling", "callingoff")

SAME_CASE = "".join(
    f"""ALTER TABLE meetings_{table} ADD CONSTRAINT meetings_{table}_meeting_same_case
    FOREIGN KEY (meeting_id, case_id) REFERENCES meetings_meeting (id, case_id);\n"""
    for table in RECORDS
)
ANY_CASE = "".join(
    f"ALTER TABLE meetings_{table} DROP CONSTRAINT meetings_{table}_meeting_same_case;\n"
    for table in RECORDS
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_moved_and_called_off")]
    operations = [
        migrations.RunSQL(SAME_CASE, ANY_CASE),
        *[ProtectCaseTable(f"meetings_{name}", area="meetings") for name in RECORDS],
        *[AppendOnly(f"meetings_{name}") for name in RECORDS],
    ]

"""What each answered is theirs until it is shown; professionals sit alone; nothing is written
while some are alone (S-28, S-36, S-62, S-87)."""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect
from tovholder.cases.rowsecurity import ProtectCaseTable
from tovholder.meetings.table import walls

REACHED = "case_id = ANY ((SELECT my_cases('meetings'))::uuid[])"
WITHIN = (
    ("mark", "meeting", "meetings_meeting"),
    ("mark", "voice", "meetings_invitation"),
    ("answered", "meeting", "meetings_meeting"),
    ("answered", "voice", "meetings_invitation"),
    ("summary", "meeting", "meetings_meeting"),
    ("choice", "meeting", "meetings_meeting"),
)
ONE_COMPANY = """
    ALTER TABLE meetings_invitation ADD CONSTRAINT meetings_invitation_same_company
    FOREIGN KEY (meeting_id, company) REFERENCES meetings_meeting (id, company);
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_marks"), ("cases", "0004_seats_once")]
    operations = [
        migrations.RunSQL(*walls.same_owner("meetings", "case", WITHIN)),
        migrations.RunSQL(
            ONE_COMPANY,
            "ALTER TABLE meetings_invitation DROP CONSTRAINT meetings_invitation_same_company;",
        ),
        Protect(
            "meetings_mark",
            using=f"{REACHED} AND {walls.OWN_UNTIL_SHOWN}",
            check=f"{REACHED} AND by_id = current_account()",
        ),
        *[
            ProtectCaseTable(f"meetings_{name}", area="meetings")
            for name in ("answered", "summary", "choice")
        ],
        *[AppendOnly(f"meetings_{name}") for name in ("answered", "summary")],
        migrations.RunSQL(
            f"REVOKE DELETE, TRUNCATE ON meetings_mark, meetings_choice FROM {APP};",
            f"GRANT DELETE ON meetings_mark, meetings_choice TO {APP};",
        ),
        migrations.RunSQL(*walls.showing("meetings", "case", "ANY (my_cases('meetings'))")),
        migrations.RunSQL(*walls.sealing("meetings")),
    ]

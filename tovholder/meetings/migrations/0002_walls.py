"""A meeting's rows stay within their case, are seen through a seat, and are never gone.

What someone prepares is theirs alone: the database shows it to nobody else, whatever seat.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect
from tovholder.cases.rowsecurity import ProtectCaseTable

CHANGING = ("meeting", "invitation", "preparation", "contribution", "review")
RECORDS = (
    "meetingend", "spared", "prepared", "wording", "removal", "settlement", "passage", "approval",
    "attendance", "agreedgoal", "agreedtask", "childistold", "coherence", "continuation",
)  # fmt: skip

# (table, column, what it points to): both ends belong to the same case, always.
WITHIN = (
    ("meeting", "follows", "meetings_meeting"),
    ("meetingend", "meeting", "meetings_meeting"),
    ("invitation", "meeting", "meetings_meeting"),
    ("spared", "invitation", "meetings_invitation"),
    ("preparation", "invitation", "meetings_invitation"),
    ("prepared", "invitation", "meetings_invitation"),
    ("contribution", "meeting", "meetings_meeting"),
    ("contribution", "voice", "meetings_invitation"),
    ("wording", "contribution", "meetings_contribution"),
    ("removal", "contribution", "meetings_contribution"),
    ("settlement", "contribution", "meetings_contribution"),
    ("settlement", "task", "plans_task"),
    ("passage", "meeting", "meetings_meeting"),
    ("approval", "meeting", "meetings_meeting"),
    ("approval", "voice", "meetings_invitation"),
    ("attendance", "invitation", "meetings_invitation"),
    ("agreedgoal", "meeting", "meetings_meeting"),
    ("agreedgoal", "goal", "plans_goal"),
    ("agreedtask", "meeting", "meetings_meeting"),
    ("agreedtask", "task", "plans_task"),
    ("agreedtask", "voice", "meetings_invitation"),
    ("review", "meeting", "meetings_meeting"),
    ("review", "task", "plans_task"),
    ("childistold", "meeting", "meetings_meeting"),
    ("childistold", "voice", "meetings_invitation"),
    ("coherence", "meeting", "meetings_meeting"),
    ("continuation", "meeting", "meetings_meeting"),
)

POINTED_AT = ("meeting", "invitation", "contribution")
SAME_CASE = "".join(
    f"ALTER TABLE meetings_{name} ADD CONSTRAINT meetings_{name}_case UNIQUE (id, case_id);\n"
    for name in POINTED_AT
) + "".join(
    f"""ALTER TABLE meetings_{table} ADD CONSTRAINT meetings_{table}_{column}_same_case
    FOREIGN KEY ({column}_id, case_id) REFERENCES {target} (id, case_id);\n"""
    for table, column, target in WITHIN
)
ANY_CASE = "".join(
    f"ALTER TABLE meetings_{table} DROP CONSTRAINT meetings_{table}_{column}_same_case;\n"
    for table, column, _ in WITHIN
) + "".join(
    f"ALTER TABLE meetings_{name} DROP CONSTRAINT meetings_{name}_case;\n" for name in POINTED_AT
)

NEVER_GONE = "".join(f"REVOKE DELETE, TRUNCATE ON meetings_{name} FROM {APP};\n" for name in CHANGING)
REMOVABLE = "".join(f"GRANT DELETE ON meetings_{name} TO {APP};\n" for name in CHANGING)

THEIRS_ALONE = (
    "case_id = ANY ((SELECT my_cases('meetings'))::uuid[]) AND written_by_id = current_account()"
)
SHARED = [name for name in (*CHANGING, *RECORDS) if name != "preparation"]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("cases", "0002_walls"), ("plans", "0002_walls")]
    operations = [
        migrations.RunSQL(SAME_CASE, ANY_CASE),
        *[ProtectCaseTable(f"meetings_{name}", area="meetings") for name in SHARED],
        Protect("meetings_preparation", using=THEIRS_ALONE),
        *[AppendOnly(f"meetings_{name}") for name in RECORDS],
        migrations.RunSQL(NEVER_GONE, REMOVABLE),
    ]

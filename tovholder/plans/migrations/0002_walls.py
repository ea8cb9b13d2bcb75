"""A plan's rows stay within their case, are seen through a seat, and are never gone."""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly
from tovholder.cases.rowsecurity import ProtectCaseTable

TEXTS = ("goal", "sign", "task")
RECORDS = (
    "goalend", "signend", "observation", "taskend", "wishanswer", "comment", "revision",
)

# (table, column, what it points to): both ends belong to the same case, always.
WITHIN = (
    ("goalend", "goal"), ("sign", "goal"), ("signend", "sign"), ("observation", "sign"),
    ("task", "goal"), ("taskend", "task"), ("wishanswer", "task"), ("comment", "goal"),
    ("comment", "task"), ("revision", "goal"), ("revision", "sign"), ("revision", "task"),
)

SAME_CASE = "".join(
    f"ALTER TABLE plans_{text} ADD CONSTRAINT plans_{text}_case UNIQUE (id, case_id);\n"
    for text in TEXTS
) + "".join(
    f"""ALTER TABLE plans_{table} ADD CONSTRAINT plans_{table}_{target}_same_case
    FOREIGN KEY ({target}_id, case_id) REFERENCES plans_{target} (id, case_id);\n"""
    for table, target in WITHIN
)
ANY_CASE = "".join(
    f"ALTER TABLE plans_{table} DROP CONSTRAINT plans_{table}_{target}_same_case;\n"
    for table, target in WITHIN
) + "".join(f"ALTER TABLE plans_{text} DROP CONSTRAINT plans_{text}_case;\n" for text in TEXTS)

NEVER_GONE = "".join(f"REVOKE DELETE, TRUNCATE ON plans_{text} FROM {APP};\n" for text in TEXTS)
REMOVABLE = "".join(f"GRANT DELETE ON plans_{text} TO {APP};\n" for text in TEXTS)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("cases", "0002_walls")]
    operations = [
        migrations.RunSQL(SAME_CASE, ANY_CASE),
        *[ProtectCaseTable(f"plans_{table}", area="plan") for table in (*TEXTS, *RECORDS)],
        *[AppendOnly(f"plans_{table}") for table in RECORDS],
        migrations.RunSQL(NEVER_GONE, REMOVABLE),
    ]

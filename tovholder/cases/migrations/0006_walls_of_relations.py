"""The map of a case stays within its case, is seen through a seat, and is never changed."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly
from tovholder.cases.rowsecurity import ProtectCaseTable

ROWS = ("actor", "actorend", "bond")
# (table, column): each points to someone on the same case's map.
WITHIN = (("actorend", "actor"), ("bond", "actor"), ("bond", "other"))

SAME_CASE = "".join(
    f"""ALTER TABLE cases_{table} ADD CONSTRAINT cases_{table}_{column}_same_case
    FOREIGN KEY ({column}_id, case_id) REFERENCES cases_actor (id, case_id);\n"""
    for table, column in WITHIN
)
ANY_CASE = "".join(
    f"ALTER TABLE cases_{table} DROP CONSTRAINT cases_{table}_{column}_same_case;\n"
    for table, column in WITHIN
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_relations")]
    operations = [
        migrations.RunSQL(SAME_CASE, ANY_CASE),
        *[ProtectCaseTable(f"cases_{row}", area="overview") for row in ROWS],
        *[AppendOnly(f"cases_{row}") for row in ROWS],
    ]

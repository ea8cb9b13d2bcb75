"""What somebody says is wrong is read by those at work with the child and by whoever said it.

Not by others in the family: what one parent says of what the other said is told to nobody here.
Whoever said it does not answer it.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

REACHED = "case_id = ANY ((SELECT my_cases('overview'))::uuid[])"
OF_FAMILY = "case_id IN (SELECT m.case_id FROM my_seats() m WHERE m.role IN ('parent', 'child'))"
AT_WORK = "case_id IN (SELECT m.case_id FROM my_seats() m WHERE m.role NOT IN ('parent', 'child'))"
MINE = "by_id = current_account()"


class Migration(migrations.Migration):
    dependencies = [("cases", "0029_corrections")]
    operations = [
        Protect(
            "cases_correction",
            using=f"{REACHED} AND ({MINE} OR {AT_WORK})",
            check=f"{REACHED} AND {MINE} AND {OF_FAMILY}",
        ),
        AppendOnly("cases_correction"),
        Protect(
            "cases_correctionanswer",
            using="correction_id IN (SELECT c.id FROM cases_correction c)",
            check=f"{REACHED} AND {MINE} AND {AT_WORK}"
            " AND correction_id IN (SELECT c.id FROM cases_correction c"
            " WHERE c.case_id = cases_correctionanswer.case_id)",
        ),
        AppendOnly("cases_correctionanswer"),
    ]

"""How the adults see it is read by those with a seat, and each writes for themselves alone; the
child never does, whose own words lie in its talk (S-38)."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

REACHED = "case_id = ANY ((SELECT my_cases('meetings'))::uuid[])"
NOT_THE_CHILD = "case_id <> ALL ((SELECT cases_about_me())::uuid[])"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0016_seen")]
    operations = [
        Protect(
            "meetings_seen",
            using=REACHED,
            check=f"{REACHED} AND {NOT_THE_CHILD} AND by_id = current_account()",
        ),
        AppendOnly("meetings_seen"),
    ]

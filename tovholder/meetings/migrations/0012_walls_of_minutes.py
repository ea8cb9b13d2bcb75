"""After the meeting each corrects their own words; what is final is final (S-61, S-63)."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect
from tovholder.meetings.table import locking, walls

REACHED = "case_id = ANY ((SELECT my_cases('meetings'))::uuid[])"
WITHIN = (
    ("minutesread", "invitation", "meetings_invitation"),
    ("minutesfinal", "meeting", "meetings_meeting"),
)
ABOUT_THE_CHILD = (("agreedgoal", "meeting"), ("childistold", "meeting"), ("coherence", "meeting"))
# A child takes its words back whenever it wants to: only new ones are refused.
SAID = """CREATE TRIGGER refuse_when_final BEFORE INSERT ON meetings_statement
    FOR EACH ROW EXECUTE FUNCTION meetings_refuse_when_final('meeting');"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_minutes")]
    operations = [
        migrations.RunSQL(*walls.same_owner("meetings", "case", WITHIN)),
        *[
            Protect(
                f"meetings_{name}", using=REACHED, check=f"{REACHED} AND by_id = current_account()"
            )
            for name in ("minutesread", "minutesfinal")
        ],
        *[AppendOnly(f"meetings_{name}") for name in ("minutesread", "minutesfinal")],
        migrations.RunSQL(
            "ALTER TABLE meetings_invitation ADD CONSTRAINT meetings_invitation_account"
            " UNIQUE (id, account_id);",
            "ALTER TABLE meetings_invitation DROP CONSTRAINT meetings_invitation_account;",
        ),
        migrations.RunSQL(*locking.correcting("meetings")),
        migrations.RunSQL(*locking.locking("meetings", *ABOUT_THE_CHILD)),
        migrations.RunSQL(SAID, "DROP TRIGGER refuse_when_final ON meetings_statement;"),
    ]

"""After a gathering each corrects their own words; what is final is final (S-61, S-63)."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect
from tovholder.gatherings.rowsecurity import REACHED
from tovholder.meetings.table import locking, walls

WITHIN = (
    ("minutesread", "invitation", "gatherings_invitation"),
    ("minutesfinal", "meeting", "gatherings_meeting"),
)


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0005_minutes"), ("meetings", "0012_walls_of_minutes")]
    operations = [
        migrations.RunSQL(*walls.same_owner("gatherings", "forum", WITHIN)),
        *[
            Protect(
                f"gatherings_{name}",
                using=REACHED,
                check=f"{REACHED} AND by_id = current_account()",
            )
            for name in ("minutesread", "minutesfinal")
        ],
        *[AppendOnly(f"gatherings_{name}") for name in ("minutesread", "minutesfinal")],
        migrations.RunSQL(*locking.correcting("gatherings")),
        migrations.RunSQL(*locking.locking("gatherings")),
    ]

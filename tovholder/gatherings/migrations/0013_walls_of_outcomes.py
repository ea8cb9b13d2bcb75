"""What came of an advice is told by whoever asked, once, and read where the question is (S-52)."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect
from tovholder.gatherings.rowsecurity import REACHED
from tovholder.meetings.table import walls

WITHIN = (("outcome", "meeting", "gatherings_meeting"),)
MINE = """by_id = current_account() AND EXISTS (SELECT FROM gatherings_meeting m
    WHERE m.id = meeting_id AND m.called_by_id = current_account())"""


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0012_outcomes")]
    operations = [
        migrations.RunSQL(*walls.same_owner("gatherings", "forum", WITHIN)),
        Protect("gatherings_outcome", using=REACHED, check=f"{REACHED} AND {MINE}"),
        AppendOnly("gatherings_outcome"),
    ]

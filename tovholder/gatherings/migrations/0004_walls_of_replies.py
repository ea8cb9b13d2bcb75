"""An answer to a gathering is given by the colleague who is invited: by key."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly
from tovholder.gatherings.rowsecurity import ProtectForumTable
from tovholder.meetings.table import walls

WITHIN = (("reply", "invitation", "gatherings_invitation"),)
OWN_CHAIR = """
    ALTER TABLE gatherings_invitation ADD CONSTRAINT gatherings_invitation_whose
        UNIQUE (id, account_id);
    ALTER TABLE gatherings_reply ADD CONSTRAINT gatherings_reply_own_chair
        FOREIGN KEY (invitation_id, by_id) REFERENCES gatherings_invitation (id, account_id);
"""
ANY_CHAIR = """
    ALTER TABLE gatherings_reply DROP CONSTRAINT gatherings_reply_own_chair;
    ALTER TABLE gatherings_invitation DROP CONSTRAINT gatherings_invitation_whose;
"""


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0003_replies")]
    operations = [
        migrations.RunSQL(*walls.same_owner("gatherings", "forum", WITHIN)),
        migrations.RunSQL(OWN_CHAIR, ANY_CHAIR),
        ProtectForumTable("gatherings_reply"),
        AppendOnly("gatherings_reply"),
    ]

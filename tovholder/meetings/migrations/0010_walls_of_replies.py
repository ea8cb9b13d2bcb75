"""An answer is given by the one who is invited, and says whose side it comes from: by key."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly
from tovholder.cases.rowsecurity import ProtectCaseTable
from tovholder.meetings.table import walls

WITHIN = (("reply", "invitation", "meetings_invitation"),)
OWN_CHAIR = """
    ALTER TABLE meetings_invitation ADD CONSTRAINT meetings_invitation_whose
        UNIQUE (id, account_id, side);
    ALTER TABLE meetings_reply ADD CONSTRAINT meetings_reply_own_chair
        FOREIGN KEY (invitation_id, by_id, side)
        REFERENCES meetings_invitation (id, account_id, side);
"""
ANY_CHAIR = """
    ALTER TABLE meetings_reply DROP CONSTRAINT meetings_reply_own_chair;
    ALTER TABLE meetings_invitation DROP CONSTRAINT meetings_invitation_whose;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_replies")]
    operations = [
        migrations.RunSQL(*walls.same_owner("meetings", "case", WITHIN)),
        migrations.RunSQL(OWN_CHAIR, ANY_CHAIR),
        ProtectCaseTable("meetings_reply", area="meetings"),
        AppendOnly("meetings_reply"),
    ]

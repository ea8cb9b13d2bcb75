"""What somebody says with an answer is read by themselves and by whoever leads (S-55).

The answer itself, that they come or do not, stays with those who may read who is invited.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect
from tovholder.gatherings.rowsecurity import REACHED
from tovholder.meetings.table import walls

WITHIN = (("replywords", "reply", "gatherings_reply"),)
WITH_OWNER = (
    "ALTER TABLE gatherings_reply ADD CONSTRAINT gatherings_reply_forum UNIQUE (id, forum_id);"
)
WITHOUT_OWNER = "ALTER TABLE gatherings_reply DROP CONSTRAINT gatherings_reply_forum;"

OWN = """EXISTS (SELECT FROM gatherings_reply r
    WHERE r.id = reply_id AND r.by_id = current_account())"""
LEADS = """(forum_id = ANY ((SELECT my_led_forums())::uuid[])
    OR EXISTS (SELECT FROM gatherings_reply r
        JOIN gatherings_invitation i ON i.id = r.invitation_id
        JOIN gatherings_meeting m ON m.id = i.meeting_id
        WHERE r.id = reply_id AND m.host_id = current_account()))"""


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0017_reply_words")]
    operations = [
        migrations.RunSQL(WITH_OWNER, WITHOUT_OWNER),
        migrations.RunSQL(*walls.same_owner("gatherings", "forum", WITHIN)),
        migrations.RunSQL(*walls.own_words("gatherings", "forum")),
        Protect(
            "gatherings_replywords",
            using=f"{REACHED} AND ({OWN} OR {LEADS})",
            check=f"{REACHED} AND {OWN}",
        ),
        AppendOnly("gatherings_replywords"),
        migrations.RemoveConstraint(
            model_name="reply", name="gatherings_reply_is_nobodys_number"
        ),
        migrations.RemoveField(model_name="reply", name="words"),
    ]

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

MOVED = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
INSERT INTO gatherings_replywords (id, forum_id, reply_id, text)
    SELECT gen_random_uuid(), r.forum_id, r.id, r.words FROM gatherings_reply r WHERE r.words <> '';
DO $$ BEGIN
    IF (SELECT count(*) FROM gatherings_replywords)
        <> (SELECT count(*) FROM gatherings_reply WHERE words <> '')
    THEN RAISE EXCEPTION 'Words of answers were not moved; nothing is dropped.';
    END IF;
END $$;
SELECT set_config('tovholder.owner_sees_all', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACK = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
ALTER TABLE gatherings_reply DISABLE TRIGGER append_only;
UPDATE gatherings_reply r SET words = w.text FROM gatherings_replywords w WHERE w.reply_id = r.id;
ALTER TABLE gatherings_reply ENABLE ALWAYS TRIGGER append_only;
SELECT set_config('tovholder.owner_sees_all', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
"""

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
        migrations.RunSQL(MOVED, BACK),
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

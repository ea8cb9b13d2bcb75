"""What somebody says with an answer is read by themselves and by whoever leads (S-55).

The answer itself, that they come or do not, stays with those who may read who is invited.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect
from tovholder.meetings.table import walls

WITHIN = (("replywords", "reply", "meetings_reply"),)
WITH_OWNER = (
    "ALTER TABLE meetings_reply ADD CONSTRAINT meetings_reply_case UNIQUE (id, case_id);"
)
WITHOUT_OWNER = "ALTER TABLE meetings_reply DROP CONSTRAINT meetings_reply_case;"

MOVED = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
INSERT INTO meetings_replywords (id, case_id, reply_id, text)
    SELECT gen_random_uuid(), r.case_id, r.id, r.words FROM meetings_reply r WHERE r.words <> '';
DO $$ BEGIN
    IF (SELECT count(*) FROM meetings_replywords)
        <> (SELECT count(*) FROM meetings_reply WHERE words <> '')
    THEN RAISE EXCEPTION 'Words of answers were not moved; nothing is dropped.';
    END IF;
END $$;
SELECT set_config('tovholder.owner_sees_all', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACK = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
ALTER TABLE meetings_reply DISABLE TRIGGER append_only;
UPDATE meetings_reply r SET words = w.text FROM meetings_replywords w WHERE w.reply_id = r.id;
ALTER TABLE meetings_reply ENABLE ALWAYS TRIGGER append_only;
SELECT set_config('tovholder.owner_sees_all', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
"""
REACHED = "case_id = ANY ((SELECT my_cases('meetings'))::uuid[])"
OWN = """EXISTS (SELECT FROM meetings_reply r
    WHERE r.id = reply_id AND r.by_id = current_account())"""
AUTHORITY = """case_id = ANY ((SELECT array_agg(s.case_id) FROM my_seats() s
    WHERE s.role = 'authority' AND 'meetings' = ANY (s.areas))::uuid[])"""
# Who holds the rope is no seat of its own: the last who said yes (cases/rules.py).
COORDINATES = """EXISTS (SELECT FROM cases_handover h
    JOIN cases_handoveranswer a ON a.handover_id = h.id
    WHERE h.case_id = meetings_replywords.case_id AND a.accepted
        AND h.to_id = current_account()
        AND NOT EXISTS (SELECT FROM cases_handover l
            JOIN cases_handoveranswer b ON b.handover_id = l.id
            WHERE l.case_id = h.case_id AND b.accepted AND b.at > a.at))"""
LEADS = f"({AUTHORITY} OR {COORDINATES})"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0024_reply_words")]
    operations = [
        migrations.RunSQL(WITH_OWNER, WITHOUT_OWNER),
        migrations.RunSQL(*walls.same_owner("meetings", "case", WITHIN)),
        migrations.RunSQL(MOVED, BACK),
        Protect(
            "meetings_replywords",
            using=f"{REACHED} AND ({OWN} OR {LEADS})",
            check=f"{REACHED} AND {OWN}",
        ),
        AppendOnly("meetings_replywords"),
        migrations.RemoveField(model_name="reply", name="words"),
    ]

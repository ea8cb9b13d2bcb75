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
        migrations.RunSQL(*walls.own_words("meetings", "case")),
        Protect(
            "meetings_replywords",
            using=f"{REACHED} AND ({OWN} OR {LEADS})",
            check=f"{REACHED} AND {OWN}",
        ),
        AppendOnly("meetings_replywords"),
        migrations.RemoveField(model_name="reply", name="words"),
    ]

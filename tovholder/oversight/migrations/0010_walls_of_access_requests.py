"""Who reads a request for access: the officers, and the one who asked from their own case.

An answer is the asker's to read only once another officer than its author stands for it.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
OFFICER = "(SELECT is_officer())"

# Functions, since the walls of an answer and of its approval would otherwise ask each other.
ASKED = f"""
CREATE FUNCTION may_ask_for_access("case" uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT EXISTS (SELECT 1 FROM my_seats() m JOIN cases_case c ON c.id = m.case_id
        WHERE m.case_id = $1 AND c.person_id = $2 AND m.role IN ('parent', 'child'))
$$;

CREATE FUNCTION may_approve_answer(answer uuid, request uuid) RETURNS boolean
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT is_officer() AND EXISTS (SELECT 1 FROM oversight_accessanswer a
        WHERE a.id = $1 AND a.request_id = $2 AND a.by_id <> current_account()
          AND a.id = (SELECT l.id FROM oversight_accessanswer l WHERE l.request_id = $2
              ORDER BY l.at DESC, l.id LIMIT 1))
$$;
"""
UNASKED = """
DROP FUNCTION may_approve_answer(uuid, uuid);
DROP FUNCTION may_ask_for_access(uuid, uuid);
"""

MINE = "by_id = current_account() AND may_ask_for_access(case_id, person_id)"
OF_MINE = "request_id IN (SELECT r.id FROM oversight_accessrequest r)"
WRITES = f"{OFFICER} AND by_id = current_account()"

WALLS = (
    (
        "oversight_accessrequest",
        f"{OFFICER} OR {MINE}",
        f"({OFFICER} AND by_id = current_account() AND case_id IS NULL) OR ({MINE})",
    ),
    ("oversight_accessextension", OF_MINE, WRITES),
    (
        "oversight_accessapproval",
        OF_MINE,
        "by_id = current_account() AND may_approve_answer(answer_id, request_id)",
    ),
    (
        "oversight_accessanswer",
        f"{OFFICER} OR id IN (SELECT p.answer_id FROM oversight_accessapproval p)",
        WRITES,
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0009_access_requests"),
        ("organisation", "0008_officers"),
        ("cases", "0004_seats_once"),
    ]
    operations = [
        migrations.RunSQL(ASKED, UNASKED),
        *[
            operation
            for table, using, check in WALLS
            for operation in (Protect(table, using=using, check=check), AppendOnly(table))
        ],
    ]

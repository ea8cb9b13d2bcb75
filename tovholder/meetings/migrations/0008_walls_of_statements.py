"""A child's words are read by the child, by whoever wrote them down, and by those the child lets
be told; who may be told is decided by the first two alone (S-37)."""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, Protect
from tovholder.meetings.table import walls

REACHED = "case_id = ANY ((SELECT my_cases('meetings'))::uuid[])"
ABOUT_ME = "case_id = ANY ((SELECT cases_about_me())::uuid[])"
MINE = f"(written_by_id = current_account() OR {ABOUT_ME})"
DECIDED_BY_ME = f"({ABOUT_ME} OR statement_id = ANY ((SELECT statements_by_me())::uuid[]))"

WITHIN = (
    ("statement", "meeting", "meetings_meeting"),
    ("maybetold", "statement", "meetings_statement"),
)

READING = f"""
    CREATE FUNCTION cases_about_me() RETURNS uuid[] LANGUAGE sql STABLE {walls.DEFINER} AS $$
        SELECT coalesce(array_agg(c.id), '{{}}') FROM cases_case c
        JOIN people_person p ON p.id = c.person_id WHERE p.account_id = current_account()
    $$;
    CREATE FUNCTION statements_by_me() RETURNS uuid[] LANGUAGE sql STABLE {walls.DEFINER} AS $$
        SELECT coalesce(array_agg(id), '{{}}') FROM meetings_statement
        WHERE written_by_id = current_account()
    $$;
    CREATE FUNCTION told_to_me() RETURNS uuid[] LANGUAGE sql STABLE {walls.DEFINER} AS $$
        SELECT coalesce(array_agg(statement_id), '{{}}') FROM meetings_maybetold
        WHERE account_id = current_account() AND taken_back_at IS NULL
    $$;
    CREATE FUNCTION told_to_all(meeting uuid) RETURNS uuid[] LANGUAGE sql STABLE {walls.DEFINER}
    AS $$
        SELECT coalesce(array_agg(s.id), '{{}}') FROM meetings_statement s
        JOIN meetings_meeting m ON m.id = $1 AND m.case_id = s.case_id
            AND m.case_id = ANY (my_cases('meetings'))
        WHERE s.taken_back_at IS NULL AND NOT EXISTS (
            SELECT FROM meetings_invitation i WHERE i.meeting_id = m.id AND i.relation <> 'child'
            AND NOT EXISTS (SELECT FROM meetings_spared x WHERE x.invitation_id = i.id)
            AND coalesce((SELECT a.here FROM meetings_attendance a WHERE a.invitation_id = i.id
                ORDER BY a.at DESC, a.id DESC LIMIT 1), true)
            AND i.account_id IS DISTINCT FROM s.written_by_id
            AND NOT EXISTS (SELECT FROM meetings_maybetold t WHERE t.statement_id = s.id
                AND t.account_id = i.account_id AND t.taken_back_at IS NULL)
        )
    $$;
"""
UNREAD = "".join(
    f"DROP FUNCTION {name};"
    for name in ("told_to_all(uuid)", "told_to_me()", "statements_by_me()", "cases_about_me()")
)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_statements"),
        ("cases", "0004_seats_once"),
        ("people", "0002_walls"),
    ]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE meetings_statement ADD CONSTRAINT meetings_statement_case"
            " UNIQUE (id, case_id);",
            "ALTER TABLE meetings_statement DROP CONSTRAINT meetings_statement_case;",
        ),
        migrations.RunSQL(*walls.same_owner("meetings", "case", WITHIN)),
        migrations.RunSQL(READING, UNREAD),
        Protect(
            "meetings_statement",
            using=f"{REACHED} AND ({MINE} OR id = ANY ((SELECT told_to_me())::uuid[]))",
            check=f"{REACHED} AND {MINE}",
        ),
        Protect(
            "meetings_maybetold",
            using=f"{REACHED} AND (account_id = current_account() OR {DECIDED_BY_ME})",
            check=f"{REACHED} AND {DECIDED_BY_ME}",
        ),
        migrations.RunSQL(
            f"""REVOKE UPDATE, DELETE, TRUNCATE ON meetings_statement, meetings_maybetold FROM {APP};
            GRANT UPDATE (taken_back_at) ON meetings_statement TO {APP};
            GRANT UPDATE (taken_back_at) ON meetings_maybetold TO {APP};
            CREATE TRIGGER refuse_while_sealed BEFORE INSERT OR UPDATE ON meetings_statement
                FOR EACH ROW EXECUTE FUNCTION meetings_refuse_while_sealed('meeting');""",
            f"""DROP TRIGGER refuse_while_sealed ON meetings_statement;
            GRANT UPDATE, DELETE ON meetings_statement, meetings_maybetold TO {APP};""",
        ),
    ]

"""A concern is read by its author, by the leader it was sent to, and by others on a ground.

What the others may see stands in `shown`, which nobody but the database writes, from the last
ground. Names and words as written lie in tables the others cannot read on an anonymous ground.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

FORUMS = """
CREATE FUNCTION my_forums() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(m.forum_id), '{}') FROM organisation_membership m
    WHERE m.account_id = current_account() AND m.starts <= statement_timestamp()
      AND (m.ends IS NULL OR m.ends > statement_timestamp())
$$;
CREATE FUNCTION my_led_forums() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(m.forum_id), '{}') FROM organisation_membership m
    WHERE m.account_id = current_account() AND m.chair AND m.starts <= statement_timestamp()
      AND (m.ends IS NULL OR m.ends > statement_timestamp())
$$;
"""
NO_FORUMS = "DROP FUNCTION my_led_forums(); DROP FUNCTION my_forums();"

SHOWN = """
CREATE FUNCTION show_on_ground() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE concerns_concern SET grounds_recorded = NEW.number,
        shown = CASE WHEN NEW.kind = 'anonymous' THEN 'masked' ELSE 'named' END
    WHERE id = NEW.concern_id;
    RETURN NULL;
END $$;
CREATE TRIGGER show AFTER INSERT ON concerns_ground
    FOR EACH ROW EXECUTE FUNCTION show_on_ground();
"""
NOT_SHOWN = "DROP TRIGGER show ON concerns_ground; DROP FUNCTION show_on_ground();"

# Nobody sends a concern that is shared from the start, or in another's name, and what is shown
# is no column the application can write.
STARTS_HIDDEN = f"""
CREATE POLICY starts_hidden ON concerns_concern AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK (author_id = current_account() AND shown = 'nothing' AND grounds_recorded = 0);
REVOKE UPDATE, DELETE ON concerns_concern FROM {APP};
GRANT UPDATE (due_at) ON concerns_concern TO {APP};
CREATE POLICY leader_records ON concerns_ground AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK (EXISTS (SELECT 1 FROM concerns_concern c WHERE c.id = concern_id
        AND c.forum_id = ANY ((SELECT my_led_forums())::uuid[])));
"""
STARTS_ANYHOW = f"""
DROP POLICY leader_records ON concerns_ground;
DROP POLICY starts_hidden ON concerns_concern;
GRANT UPDATE, DELETE ON concerns_concern TO {APP};
"""

MINE = "author_id = current_account()"
LED = "forum_id = ANY ((SELECT my_led_forums())::uuid[])"
OURS = "shown <> 'nothing' AND forum_id = ANY ((SELECT my_forums())::uuid[])"


def of_concern(more: str = "true", concern: str = "concern_id") -> str:
    """Rows whose concern the reader sees, and of which `more` holds."""
    return f"EXISTS (SELECT 1 FROM concerns_concern c WHERE c.id = {concern} AND ({more}))"


CLOSE = "c.author_id = current_account() OR c.forum_id = ANY ((SELECT my_led_forums())::uuid[])"
NAMED = f"c.shown = 'named' OR {CLOSE}"
# The ground that stands is the last one; the earlier ones are the leader's and the author's.
STANDING = f"c.grounds_recorded = number OR {CLOSE}"

POLICIES = {
    "concerns_draft": "account_id = current_account()",
    "concerns_concern": f"{MINE} OR {LED} OR ({OURS})",
    "concerns_concernidentity": of_concern(NAMED),
    "concerns_sheet": of_concern(CLOSE),
    "concerns_ground": of_concern(STANDING),
    "concerns_shared": "EXISTS (SELECT 1 FROM concerns_ground g WHERE g.id = ground_id)",
    "concerns_hiddenwords": "EXISTS (SELECT 1 FROM concerns_ground g JOIN concerns_concern c"
    f" ON c.id = g.concern_id WHERE g.id = ground_id AND ({CLOSE}))",
    "concerns_match": of_concern(NAMED),
    "concerns_decision": of_concern(),
    "concerns_question": of_concern(),
    "concerns_reply": "EXISTS (SELECT 1 FROM concerns_question q JOIN concerns_concern c"
    f" ON c.id = q.concern_id WHERE q.id = question_id AND ({CLOSE}))",
    "concerns_answer": "EXISTS (SELECT 1 FROM concerns_decision d WHERE d.id = decision_id)",
    "concerns_acknowledgement": "EXISTS (SELECT 1 FROM concerns_decision d"
    " WHERE d.id = answer_id)",
}
CHANGING = ("concerns_draft", "concerns_concern")


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial"), ("audit", "0002_walls")]
    operations = [
        migrations.RunSQL(FORUMS, NO_FORUMS),
        *[Protect(table, using=using) for table, using in POLICIES.items()],
        *[AppendOnly(table) for table in POLICIES if table not in CHANGING],
        migrations.RunSQL(SHOWN, NOT_SHOWN),
        migrations.RunSQL(STARTS_HIDDEN, STARTS_ANYHOW),
    ]

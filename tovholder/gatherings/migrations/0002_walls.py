"""Who reads a gathering is who sits in its forum; its rows know a forum and nothing else (S-62)."""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect
from tovholder.gatherings.rowsecurity import REACHED, ProtectForumTable
from tovholder.meetings.table import walls

CHANGING = ("meeting", "invitation", "preparation", "contribution", "review", "mark", "choice")
RECORDS = (
    "meetingend", "spared", "prepared", "wording", "removal", "settlement", "passage", "approval",
    "attendance", "agreedtask", "continuation", "rescheduling", "callingoff", "answered", "summary",
    "task", "taskend",
)  # fmt: skip
THEIRS_ALONE = {
    "preparation": (f"{REACHED} AND written_by_id = current_account()", None),
    "mark": (
        f"{REACHED} AND {walls.OWN_UNTIL_SHOWN}",
        f"{REACHED} AND by_id = current_account()",
    ),
}

# (table, column, what it points to): both ends belong to the same forum, always.
WITHIN = tuple(
    (table, column, f"gatherings_{target}")
    for table, column, target in (
        ("meeting", "follows", "meeting"),
        ("meetingend", "meeting", "meeting"),
        ("invitation", "meeting", "meeting"),
        ("spared", "invitation", "invitation"),
        ("preparation", "invitation", "invitation"),
        ("prepared", "invitation", "invitation"),
        ("contribution", "meeting", "meeting"),
        ("contribution", "voice", "invitation"),
        ("wording", "contribution", "contribution"),
        ("removal", "contribution", "contribution"),
        ("settlement", "contribution", "contribution"),
        ("settlement", "task", "task"),
        ("passage", "meeting", "meeting"),
        ("approval", "meeting", "meeting"),
        ("approval", "voice", "invitation"),
        ("attendance", "invitation", "invitation"),
        ("agreedtask", "meeting", "meeting"),
        ("agreedtask", "task", "task"),
        ("agreedtask", "voice", "invitation"),
        ("taskend", "task", "task"),
        ("review", "meeting", "meeting"),
        ("review", "task", "task"),
        ("continuation", "meeting", "meeting"),
        ("rescheduling", "meeting", "meeting"),
        ("callingoff", "meeting", "meeting"),
        ("mark", "meeting", "meeting"),
        ("mark", "voice", "invitation"),
        ("answered", "meeting", "meeting"),
        ("answered", "voice", "invitation"),
        ("summary", "meeting", "meeting"),
        ("choice", "meeting", "meeting"),
    )
)
POINTED_AT = ("meeting", "invitation", "contribution", "task")
WITH_FORUM = "".join(
    f"ALTER TABLE gatherings_{name} ADD CONSTRAINT gatherings_{name}_forum UNIQUE (id, forum_id);\n"
    for name in POINTED_AT
)
WITHOUT_FORUM = "".join(
    f"ALTER TABLE gatherings_{name} DROP CONSTRAINT gatherings_{name}_forum;\n"
    for name in POINTED_AT
)

NEVER_GONE = "".join(
    f"REVOKE DELETE, TRUNCATE ON gatherings_{name} FROM {APP};\n" for name in CHANGING
)
REMOVABLE = "".join(f"GRANT DELETE ON gatherings_{name} TO {APP};\n" for name in CHANGING)

# In a closed forum people spoke in confidence with those who sat there, and with nobody else.
CLOSED = f"""
CREATE FUNCTION refuse_newcomer() RETURNS trigger LANGUAGE plpgsql {walls.DEFINER} AS $$
BEGIN
    IF EXISTS (SELECT FROM organisation_forum f WHERE f.id = NEW.forum_id AND f.closed)
        AND EXISTS (SELECT FROM gatherings_passage p WHERE p.forum_id = NEW.forum_id) THEN
        RAISE EXCEPTION 'a closed forum that has met takes no new member'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed BEFORE INSERT ON organisation_membership
    FOR EACH ROW EXECUTE FUNCTION refuse_newcomer();
"""
NEVER_CLOSED = "DROP TRIGGER closed ON organisation_membership; DROP FUNCTION refuse_newcomer();"


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0001_initial"),
        ("concerns", "0002_walls"),
        ("meetings", "0006_walls_of_marks"),
        ("organisation", "0003_fora"),
    ]
    operations = [
        migrations.RunSQL(WITH_FORUM, WITHOUT_FORUM),
        migrations.RunSQL(*walls.same_owner("gatherings", "forum", WITHIN)),
        *[
            ProtectForumTable(f"gatherings_{name}")
            for name in (*CHANGING, *RECORDS)
            if name not in THEIRS_ALONE
        ],
        *[
            Protect(f"gatherings_{name}", using=using, check=check)
            for name, (using, check) in THEIRS_ALONE.items()
        ],
        *[AppendOnly(f"gatherings_{name}") for name in RECORDS],
        migrations.RunSQL(NEVER_GONE, REMOVABLE),
        migrations.RunSQL(*walls.showing("gatherings", "forum", "ANY (my_forums())")),
        migrations.RunSQL(*walls.sealing("gatherings")),
        migrations.RunSQL(CLOSED, NEVER_CLOSED),
    ]

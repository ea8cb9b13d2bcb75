"""A photo is read like the rest of its meeting, put up in one's own name, and never changed.

It goes by one function, for the one who put it up and until the minutes are final; then picture
and words are gone, and that it hung there stays. What is kept is a JPEG of our own making.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, Protect
from tovholder.meetings.table import walls
from tovholder.meetings.table.walls import DEFINER

REACHED = "case_id = ANY ((SELECT my_cases('meetings'))::uuid[])"
OWN = f"""{REACHED} AND EXISTS (SELECT FROM meetings_photo p
    WHERE p.id = photo_id AND p.taken_by_id = current_account() AND p.meeting_id = {{}}.meeting_id)"""
TABLES = ("meetings_photo", "meetings_photocontent")
WITHIN = (
    ("photo", "meeting", "meetings_meeting"),
    ("photocontent", "meeting", "meetings_meeting"),
    ("photocontent", "photo", "meetings_photo"),
)

KEPT = """
ALTER TABLE meetings_photo ADD CONSTRAINT meetings_photo_case UNIQUE (id, case_id);
ALTER TABLE meetings_photocontent ADD CONSTRAINT meetings_photocontent_is_a_jpeg CHECK (
    substring(content FROM 1 FOR 3) = '\\xffd8ff'::bytea AND octet_length(content) < 8388608);
"""
LOOSE = """
ALTER TABLE meetings_photocontent DROP CONSTRAINT meetings_photocontent_is_a_jpeg;
ALTER TABLE meetings_photo DROP CONSTRAINT meetings_photo_case;
"""
UNCHANGED = "".join(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP};\n" for table in TABLES)
CHANGED = "".join(f"GRANT UPDATE, DELETE ON {table} TO {APP};\n" for table in TABLES)

REFUSING = (
    ("refuse_while_sealed", "meetings_refuse_while_sealed"),
    ("refuse_when_final", "meetings_refuse_when_final"),
)
REFUSED = "".join(
    f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION {function}('meeting');\n"
    for table in TABLES
    for name, function in REFUSING
)
TAKEN = "".join(f"DROP TRIGGER {name} ON {table};\n" for table in TABLES for name, _ in REFUSING)

GOING = f"""
CREATE FUNCTION take_down_photo(photo uuid) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    UPDATE meetings_photo p SET says = '', taken_down_at = statement_timestamp()
    WHERE p.id = $1 AND p.taken_by_id = current_account() AND p.taken_down_at IS NULL
        AND p.case_id = ANY (my_cases('meetings'));
    IF NOT FOUND THEN RETURN false; END IF;
    DELETE FROM meetings_photocontent c WHERE c.photo_id = $1;
    RETURN true;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_photos")]
    operations = [
        migrations.RunSQL(KEPT, LOOSE),
        migrations.RunSQL(*walls.same_owner("meetings", "case", WITHIN)),
        Protect(
            "meetings_photo", using=REACHED, check=f"{REACHED} AND taken_by_id = current_account()"
        ),
        Protect(
            "meetings_photocontent", using=REACHED, check=OWN.format("meetings_photocontent")
        ),
        migrations.RunSQL(UNCHANGED, CHANGED),
        migrations.RunSQL(REFUSED, TAKEN),
        migrations.RunSQL(GOING, "DROP FUNCTION take_down_photo(uuid);"),
    ]

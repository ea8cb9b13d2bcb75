"""An agreement is read by those who sit in the forum; in force it is signed by all who were there,
and is never changed (S-53)."""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly
from tovholder.gatherings.rowsecurity import ProtectForumTable
from tovholder.meetings.table import walls

WITHIN = (
    ("agreement", "meeting", "gatherings_meeting"),
    ("agreementpoint", "agreement", "gatherings_agreement"),
)
WITH_FORUM = (
    "ALTER TABLE gatherings_agreement"
    " ADD CONSTRAINT gatherings_agreement_forum UNIQUE (id, forum_id);"
)
WITHOUT_FORUM = "ALTER TABLE gatherings_agreement DROP CONSTRAINT gatherings_agreement_forum;"

SIGNED = f"""
CREATE FUNCTION gatherings_agreement_is_signed() RETURNS trigger LANGUAGE plpgsql {walls.DEFINER}
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.in_force_at IS NOT NULL THEN
        RAISE EXCEPTION 'An agreement in force is never changed.' USING ERRCODE = '23514';
    END IF;
    IF gatherings_is_sealed(NEW.meeting_id) THEN
        RAISE EXCEPTION 'Nothing is written while some are alone.' USING ERRCODE = '23514';
    END IF;
    IF NEW.in_force_at IS NOT NULL AND (
        NOT EXISTS (SELECT FROM gatherings_approval p
            WHERE p.meeting_id = NEW.meeting_id AND p.content = NEW.content)
        OR EXISTS (
            SELECT FROM gatherings_invitation i WHERE i.meeting_id = NEW.meeting_id
            AND NOT EXISTS (SELECT FROM gatherings_spared s WHERE s.invitation_id = i.id)
            AND coalesce((SELECT a.here FROM gatherings_attendance a WHERE a.invitation_id = i.id
                ORDER BY a.at DESC, a.id DESC LIMIT 1), true)
            AND NOT EXISTS (SELECT FROM gatherings_approval p
                WHERE p.voice_id = i.id AND p.content = NEW.content))
    ) THEN
        RAISE EXCEPTION 'Somebody here has not signed this.' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signed BEFORE INSERT OR UPDATE ON gatherings_agreement
    FOR EACH ROW EXECUTE FUNCTION gatherings_agreement_is_signed();
CREATE FUNCTION gatherings_agreement_is_open() RETURNS trigger LANGUAGE plpgsql {walls.DEFINER}
AS $$
BEGIN
    IF EXISTS (SELECT FROM gatherings_agreement a WHERE a.id = NEW.agreement_id
        AND (a.in_force_at IS NOT NULL OR gatherings_is_sealed(a.meeting_id))) THEN
        RAISE EXCEPTION 'Nothing is written in this agreement now.' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER open BEFORE INSERT ON gatherings_agreementpoint
    FOR EACH ROW EXECUTE FUNCTION gatherings_agreement_is_open();
"""
UNSIGNED = """
DROP TRIGGER open ON gatherings_agreementpoint;
DROP FUNCTION gatherings_agreement_is_open();
DROP TRIGGER signed ON gatherings_agreement;
DROP FUNCTION gatherings_agreement_is_signed();
"""


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0007_agreements")]
    operations = [
        migrations.RunSQL(WITH_FORUM, WITHOUT_FORUM),
        migrations.RunSQL(*walls.same_owner("gatherings", "forum", WITHIN)),
        ProtectForumTable("gatherings_agreement"),
        ProtectForumTable("gatherings_agreementpoint"),
        AppendOnly("gatherings_agreementpoint"),
        migrations.RunSQL(
            f"REVOKE DELETE, TRUNCATE ON gatherings_agreement FROM {APP};",
            f"GRANT DELETE ON gatherings_agreement TO {APP};",
        ),
        migrations.RunSQL(SIGNED, UNSIGNED),
    ]

"""A link writes through one function and reads nothing: nobody is signed in behind it.

`standing_link` says what a link asks, and only while it stands and the meeting has not begun;
`prepare_by_link` puts words on the board in the voice of its chair, once. By no other way does a
word come by a link, or a link become a used one.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, Protect
from tovholder.meetings.table import walls
from tovholder.meetings.table.walls import DEFINER

TABLE = "meetings_preparationlink"
REACHED = "case_id = ANY ((SELECT my_cases('meetings'))::uuid[])"
NO_SIGN_IN = f"""{REACHED} AND EXISTS (SELECT FROM meetings_invitation i
    WHERE i.id = invitation_id AND i.account_id IS NULL)"""

KEPT = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON {TABLE} FROM {APP};
GRANT UPDATE (withdrawn_at, withdrawn_by_id) ON {TABLE} TO {APP};
CREATE TRIGGER ended BEFORE UPDATE ON {TABLE} FOR EACH ROW
    WHEN (OLD.sent_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL)
    EXECUTE FUNCTION refuse_revival();
"""
LOOSE = f"DROP TRIGGER ended ON {TABLE}; GRANT UPDATE, DELETE ON {TABLE} TO {APP};"

# A word by a link is said by the chair the link was given to.
OWN_VOICE = f"""
ALTER TABLE {TABLE} ADD CONSTRAINT {TABLE}_chair UNIQUE (id, invitation_id);
ALTER TABLE meetings_contribution ADD CONSTRAINT meetings_contribution_link_own_voice
    FOREIGN KEY (link_id, voice_id) REFERENCES {TABLE} (id, invitation_id);
ALTER TABLE meetings_prepared ADD CONSTRAINT meetings_prepared_link_own_chair
    FOREIGN KEY (link_id, invitation_id) REFERENCES {TABLE} (id, invitation_id);
"""
ANY_VOICE = f"""
ALTER TABLE meetings_prepared DROP CONSTRAINT meetings_prepared_link_own_chair;
ALTER TABLE meetings_contribution DROP CONSTRAINT meetings_contribution_link_own_voice;
ALTER TABLE {TABLE} DROP CONSTRAINT {TABLE}_chair;
"""

WRITING = f"""
CREATE FUNCTION standing_link(hash text) RETURNS TABLE (
    link uuid, owner uuid, meeting uuid, chair uuid, method text, side text, starts_at timestamptz
) LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT l.id, l.case_id, m.id, i.id, m.method, i.side, m.starts_at
    FROM {TABLE} l
    JOIN meetings_invitation i ON i.id = l.invitation_id
    JOIN meetings_meeting m ON m.id = i.meeting_id
    WHERE l.hashed = $1 AND l.sent_at IS NULL AND l.withdrawn_at IS NULL
        AND m.starts_at > statement_timestamp()
        AND NOT EXISTS (SELECT FROM meetings_passage p WHERE p.meeting_id = m.id)
        AND NOT EXISTS (SELECT FROM meetings_meetingend e WHERE e.meeting_id = m.id)
        AND NOT EXISTS (SELECT FROM meetings_callingoff o WHERE o.meeting_id = m.id)
        AND NOT EXISTS (SELECT FROM meetings_spared s WHERE s.invitation_id = i.id)
        AND NOT EXISTS (SELECT FROM cases_closure x WHERE x.case_id = l.case_id
            AND NOT EXISTS (SELECT FROM cases_reopening r WHERE r.closure_id = x.id))
$$;
CREATE FUNCTION prepare_by_link(
    hash text, steps text[], columns text[], texts text[], parked boolean[]
) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
DECLARE opened record;
BEGIN
    -- Two who send at once go one after the other, and the second finds the link used.
    PERFORM FROM {TABLE} l WHERE l.hashed = $1 FOR UPDATE;
    SELECT * INTO opened FROM standing_link($1);
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO meetings_contribution
        (id, case_id, meeting_id, voice_id, link_id, step, "column", text, parked_at, version)
    SELECT gen_random_uuid(), opened.owner, opened.meeting, opened.chair, opened.link,
        said.step, said.place, said.words, CASE WHEN said.waits THEN statement_timestamp() END, 1
    FROM unnest(steps, columns, texts, parked) AS said (step, place, words, waits);
    INSERT INTO meetings_prepared (id, case_id, invitation_id, link_id)
    VALUES (gen_random_uuid(), opened.owner, opened.chair, opened.link)
    ON CONFLICT (invitation_id) DO NOTHING;
    UPDATE {TABLE} SET sent_at = statement_timestamp() WHERE id = opened.link;
    RETURN true;
END $$;
CREATE FUNCTION refuse_false_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF session_user = current_user THEN
        RAISE EXCEPTION 'Only a link writes by link.' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_false_link BEFORE INSERT ON meetings_contribution FOR EACH ROW
    WHEN (NEW.link_id IS NOT NULL) EXECUTE FUNCTION refuse_false_link();
CREATE TRIGGER no_other_link BEFORE UPDATE ON meetings_contribution FOR EACH ROW
    WHEN (OLD.link_id IS DISTINCT FROM NEW.link_id) EXECUTE FUNCTION refuse_false_link();
CREATE TRIGGER no_false_link BEFORE INSERT ON meetings_prepared FOR EACH ROW
    WHEN (NEW.link_id IS NOT NULL) EXECUTE FUNCTION refuse_false_link();
"""
# Taking a link back is writing, too: once the minutes are final nothing is.
LOCKED = f"""CREATE TRIGGER refuse_when_final BEFORE INSERT OR UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION meetings_refuse_when_final('invitation');"""
SILENT = """
DROP TRIGGER no_false_link ON meetings_prepared;
DROP TRIGGER no_other_link ON meetings_contribution;
DROP TRIGGER no_false_link ON meetings_contribution;
DROP FUNCTION refuse_false_link();
DROP FUNCTION prepare_by_link(text, text[], text[], text[], boolean[]);
DROP FUNCTION standing_link(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0018_preparation_links"),
        ("organisation", "0005_calendar_links"),
    ]
    operations = [
        migrations.RunSQL(
            *walls.same_owner(
                "meetings", "case", (("preparationlink", "invitation", "meetings_invitation"),)
            )
        ),
        Protect(TABLE, using=REACHED, check=NO_SIGN_IN),
        migrations.RunSQL(KEPT, LOOSE),
        migrations.RunSQL(LOCKED, f"DROP TRIGGER refuse_when_final ON {TABLE};"),
        migrations.RunSQL(OWN_VOICE, ANY_VOICE),
        migrations.RunSQL(WRITING, SILENT),
    ]

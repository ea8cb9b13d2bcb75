"""What was decided before an anonymous ground may hold the child's name: others do not read it.

The forum reads a decision written while the ground that stands stood, or any when the child is
named. Since members then see gaps, the database counts the decisions itself.
"""

from django.db import migrations, models

from tovholder.audit.rowsecurity import APP

CLOSE = "c.author_id = current_account() OR c.forum_id = ANY ((SELECT my_led_forums())::uuid[])"
SEEN = f"""EXISTS (SELECT 1 FROM concerns_concern c WHERE c.id = concern_id AND (
    c.shown = 'named' OR c.grounds_recorded = concerns_decision.grounds_recorded OR {CLOSE}))"""
ASKED = "EXISTS (SELECT 1 FROM concerns_decision d WHERE d.id = decision_id)"
BEFORE = "EXISTS (SELECT 1 FROM concerns_concern c WHERE c.id = concern_id)"

COUNT = f"""
CREATE FUNCTION count_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE concerns_concern SET decisions_made = NEW.number WHERE id = NEW.concern_id;
    RETURN NULL;
END $$;
CREATE TRIGGER count AFTER INSERT ON concerns_decision
    FOR EACH ROW EXECUTE FUNCTION count_decision();
ALTER POLICY seat ON concerns_decision TO {APP} USING ({SEEN}) WITH CHECK ({SEEN});
ALTER POLICY seat ON concerns_question TO {APP} USING ({ASKED}) WITH CHECK ({ASKED});
"""
UNCOUNT = f"""
ALTER POLICY seat ON concerns_question TO {APP} USING ({BEFORE}) WITH CHECK ({BEFORE});
ALTER POLICY seat ON concerns_decision TO {APP} USING ({BEFORE}) WITH CHECK ({BEFORE});
DROP TRIGGER count ON concerns_decision;
DROP FUNCTION count_decision();
"""
# Decisions made before this step: they count, and they belong to the ground that stands.
FILL = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
UPDATE concerns_concern c SET decisions_made =
    (SELECT count(*) FROM concerns_decision d WHERE d.concern_id = c.id);
ALTER TABLE concerns_decision DISABLE TRIGGER append_only;
UPDATE concerns_decision d SET grounds_recorded =
    (SELECT c.grounds_recorded FROM concerns_concern c WHERE c.id = d.concern_id);
ALTER TABLE concerns_decision ENABLE ALWAYS TRIGGER append_only;
SELECT set_config('tovholder.owner_sees_all', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0002_walls")]
    operations = [
        migrations.AddField(
            "concern", "decisions_made", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField(
            "decision",
            "grounds_recorded",
            models.PositiveSmallIntegerField(
                default=0, help_text="How many grounds there were when it was written."
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT, UNCOUNT),
    ]

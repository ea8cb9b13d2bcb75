"""A forum that receives notifications of concern, and takes up no case; it stays what it is."""

from django.db import migrations, models

STANDS = """
CREATE OR REPLACE FUNCTION refuse_another_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.kind, NEW.holds_cases, NEW.closed, NEW.part_of_id, NEW.receives_notifications)
        IS DISTINCT FROM
       (OLD.kind, OLD.holds_cases, OLD.closed, OLD.part_of_id, OLD.receives_notifications) THEN
        RAISE EXCEPTION 'a forum stays what it was made' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION refuse_another_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.kind, NEW.holds_cases, NEW.closed, NEW.part_of_id)
        IS DISTINCT FROM (OLD.kind, OLD.holds_cases, OLD.closed, OLD.part_of_id) THEN
        RAISE EXCEPTION 'a forum stays what it was made' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0008_officers")]
    operations = [
        migrations.AddField(
            "forum",
            "receives_notifications",
            models.BooleanField(
                default=False,
                help_text="Those who sit there read what is notified to it.",
            ),
        ),
        migrations.AddConstraint(
            "forum",
            models.CheckConstraint(
                condition=models.Q(receives_notifications=False) | models.Q(holds_cases=False),
                name="organisation_forum_reception_takes_up_no_case",
            ),
        ),
        migrations.RunSQL(STANDS, BEFORE),
    ]

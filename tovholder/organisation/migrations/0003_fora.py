"""Forums of every kind: those that hold no cases, closed ones, parts of others, substitutes.

What a forum is by its kind stays as it was made. Whoever keeps a page of a forum open is told
when a membership is given an end, so that the page closes as soon as the membership does.
"""

import django.db.models.deletion
from django.db import migrations, models

STANDS = """
CREATE FUNCTION refuse_another_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.kind, NEW.holds_cases, NEW.closed, NEW.part_of_id)
        IS DISTINCT FROM (OLD.kind, OLD.holds_cases, OLD.closed, OLD.part_of_id) THEN
        RAISE EXCEPTION 'a forum stays what it was made' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stands BEFORE UPDATE ON organisation_forum
    FOR EACH ROW EXECUTE FUNCTION refuse_another_kind();

CREATE FUNCTION refuse_wrong_substitute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM organisation_membership held JOIN organisation_forum f ON f.id = held.forum_id
        WHERE held.id = NEW.stands_in_for_id AND held.forum_id = NEW.forum_id
          AND held.account_id <> NEW.account_id AND NOT f.closed) THEN
        RAISE EXCEPTION 'a substitute holds another member''s place, in a forum that is not closed'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER substitute BEFORE INSERT OR UPDATE ON organisation_membership
    FOR EACH ROW WHEN (NEW.stands_in_for_id IS NOT NULL)
    EXECUTE FUNCTION refuse_wrong_substitute();
"""
ANYHOW = """
DROP TRIGGER substitute ON organisation_membership;
DROP FUNCTION refuse_wrong_substitute();
DROP TRIGGER stands ON organisation_forum;
DROP FUNCTION refuse_another_kind();
"""

TELLING = """
CREATE FUNCTION tell_of_ended_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('tovholder_seats', OLD.forum_id::text); RETURN NULL; END $$;
CREATE TRIGGER tell AFTER UPDATE ON organisation_membership FOR EACH ROW
    WHEN (OLD.ends IS DISTINCT FROM NEW.ends OR OLD.chair <> NEW.chair)
    EXECUTE FUNCTION tell_of_ended_membership();
CREATE TRIGGER tell_of_removal AFTER DELETE ON organisation_membership FOR EACH ROW
    EXECUTE FUNCTION tell_of_ended_membership();
"""
SILENT = """
DROP TRIGGER tell_of_removal ON organisation_membership;
DROP TRIGGER tell ON organisation_membership;
DROP FUNCTION tell_of_ended_membership();
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_who_is_gone")]
    operations = [
        migrations.AddField(
            "forum",
            "holds_cases",
            models.BooleanField(
                default=True, help_text="Without it nothing about anybody is kept there."
            ),
        ),
        migrations.AddField(
            "forum",
            "closed",
            models.BooleanField(
                default=False, help_text="Takes no new member once it has met, and no substitute."
            ),
        ),
        migrations.AddField(
            "forum",
            "part_of",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="organisation.forum",
            ),
        ),
        migrations.AddConstraint(
            "forum",
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("id")),
                name="organisation_forum_is_no_part_of_itself",
            ),
        ),
        migrations.AddField("membership", "turn", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(
            "membership",
            "stands_in_for",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="substitutes",
                to="organisation.membership",
            ),
        ),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=models.Q(stands_in_for__isnull=True) | models.Q(ends__isnull=False),
                name="organisation_membership_substitute_has_an_end",
            ),
        ),
        migrations.RunSQL(STANDS, ANYHOW),
        migrations.RunSQL(TELLING, SILENT),
    ]

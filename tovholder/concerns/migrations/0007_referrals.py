"""A concern goes on to another forum with all that was said about it (S-20, S-21).

The database moves it, when a referral is written; nobody else can. Where the child's name is
hidden it stays hidden from the forum that takes over, its leader included: only the leader whom
the author wrote to, and the author, know it. A forum that holds nothing about anybody is refused.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

FILL = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
UPDATE concerns_concern SET sent_to_id = forum_id;
SELECT set_config('tovholder.owner_sees_all', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
"""

SENT = """
CREATE FUNCTION note_sent_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.sent_to_id := NEW.forum_id; RETURN NEW; END $$;
CREATE TRIGGER sent_to BEFORE INSERT ON concerns_concern
    FOR EACH ROW EXECUTE FUNCTION note_sent_to();
CREATE TRIGGER holds_cases BEFORE INSERT OR UPDATE OF forum_id ON concerns_concern
    FOR EACH ROW EXECUTE FUNCTION refuse_where_nothing_is_held();
ALTER TABLE concerns_concern ENABLE ALWAYS TRIGGER holds_cases;
"""
UNSENT = """
DROP TRIGGER holds_cases ON concerns_concern;
DROP TRIGGER sent_to ON concerns_concern;
DROP FUNCTION note_sent_to();
"""


def concern_part(leads: str) -> str:
    """The part someone has in a concern, where `leads` says that a leader knows the child."""
    return f"""
CREATE OR REPLACE FUNCTION concern_part(concern uuid) RETURNS text LANGUAGE plpgsql
STABLE {DEFINER} AS $$
DECLARE found_concern record; leads boolean;
BEGIN
    SELECT author_id, forum_id, sent_to_id, shown INTO found_concern
    FROM concerns_concern WHERE id = concern;
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF found_concern.author_id = current_account() THEN RETURN 'close'; END IF;
    SELECT bool_or(m.chair) INTO leads FROM organisation_membership m
    WHERE m.forum_id = found_concern.forum_id AND m.account_id = current_account()
      AND m.starts <= statement_timestamp()
      AND (m.ends IS NULL OR m.ends > statement_timestamp());
    IF {leads} THEN RETURN 'close'; END IF;
    IF leads IS NULL OR found_concern.shown = 'nothing' THEN RETURN NULL; END IF;
    RETURN found_concern.shown;
END $$;
"""


KNOWS = "(found_concern.shown = 'named' OR found_concern.sent_to_id = found_concern.forum_id)"
LED = """EXISTS (SELECT 1 FROM concerns_concern c WHERE c.id = concern_id
    AND c.forum_id = ANY ((SELECT my_led_forums())::uuid[]))"""


def leader_records(more: str) -> str:
    """Only the leader who knows who the child is says on what basis others may read."""
    return f"""
DROP POLICY leader_records ON concerns_ground;
CREATE POLICY leader_records ON concerns_ground AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK ({LED}{more});
"""


MOVED = f"""
CREATE FUNCTION move_by_referral() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    UPDATE concerns_concern SET forum_id = NEW.to_forum_id
    WHERE id = NEW.concern_id AND forum_id = NEW.from_forum_id AND shown <> 'nothing';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a concern goes on from where it is, on a ground'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER move AFTER INSERT ON concerns_referral
    FOR EACH ROW EXECUTE FUNCTION move_by_referral();
CREATE POLICY forum_refers ON concerns_referral AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK (by_id = current_account()
        AND from_forum_id = ANY ((SELECT my_forums())::uuid[])
        AND EXISTS (SELECT 1 FROM concerns_decision d WHERE d.id = decision_id
            AND d.concern_id = concerns_referral.concern_id AND d.kind = 'referred'));
"""
UNMOVED = """
DROP POLICY forum_refers ON concerns_referral;
DROP TRIGGER move ON concerns_referral;
DROP FUNCTION move_by_referral();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0006_shared_by_ground"),
        ("cases", "0007_seats_of_forums"),
        ("organisation", "0003_fora"),
    ]
    operations = [
        migrations.AddField(
            "concern",
            "sent_to",
            models.ForeignKey(
                help_text="The forum the author wrote to; its leader knows who the child is.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.forum",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "concern",
            "sent_to",
            models.ForeignKey(
                help_text="The forum the author wrote to; its leader knows who the child is.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.forum",
            ),
        ),
        migrations.AddField(
            "concern",
            "anonymous_approach",
            models.BooleanField(
                default=False, help_text="Told to the author by someone who gave no name."
            ),
        ),
        migrations.AlterField(
            "decision",
            "kind",
            models.CharField(
                choices=[
                    ("local", "Local"),
                    ("more", "More"),
                    ("referred", "Referred"),
                    ("sent-on", "Sent On"),
                    ("enough", "Enough"),
                ],
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="referral",
                        serialize=False,
                        to="concerns.decision",
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="concerns.concern",
                    ),
                ),
                (
                    "from_forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.forum",
                    ),
                ),
                (
                    "to_forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.forum",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.account",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(from_forum=models.F("to_forum")),
                        name="concerns_referral_goes_somewhere_else",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=~models.Q(kind="referred") | models.Q(one_person=False),
                name="concerns_decision_referred_needs_more",
            ),
        ),
        migrations.RunSQL(SENT, UNSENT),
        migrations.RunSQL(concern_part(f"leads AND {KNOWS}"), concern_part("leads")),
        migrations.RunSQL(
            leader_records(" AND concern_part(concern_id) = 'close'"), leader_records("")
        ),
        Protect("concerns_referral", using="reads_decision(decision_id)"),
        AppendOnly("concerns_referral"),
        migrations.RunSQL(MOVED, UNMOVED),
    ]

"""A colleague comes in another's place: for a time, at the same case, on the same basis (S-55)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from tovholder.audit.rowsecurity import AppendOnly
from tovholder.cases.rowsecurity import ProtectCaseTable

SAME = """
ALTER TABLE cases_seat ADD CONSTRAINT cases_seat_case UNIQUE (id, case_id);
ALTER TABLE cases_standin ADD CONSTRAINT cases_standin_seat_same_case
    FOREIGN KEY (seat_id, case_id) REFERENCES cases_seat (id, case_id);
ALTER TABLE cases_standin ADD CONSTRAINT cases_standin_instead_same_case
    FOREIGN KEY (instead_of_id, case_id) REFERENCES cases_seat (id, case_id);

CREATE FUNCTION refuse_wrong_stand_in() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_seat given JOIN cases_seat held ON held.id = NEW.instead_of_id
        WHERE given.id = NEW.seat_id AND given.basis_id = held.basis_id
          AND given.ends IS NOT NULL AND given.areas <@ held.areas
          AND held.role IN ('professional', 'authority') AND given.role = 'professional') THEN
        RAISE EXCEPTION 'a stand-in sees for a time what a colleague sees, and no more'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stands_in BEFORE INSERT ON cases_standin
    FOR EACH ROW EXECUTE FUNCTION refuse_wrong_stand_in();
"""
ANY = """
DROP TRIGGER stands_in ON cases_standin;
DROP FUNCTION refuse_wrong_stand_in();
ALTER TABLE cases_standin DROP CONSTRAINT cases_standin_instead_same_case;
ALTER TABLE cases_standin DROP CONSTRAINT cases_standin_seat_same_case;
ALTER TABLE cases_seat DROP CONSTRAINT cases_seat_case;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_seats_of_forums")]
    operations = [
        migrations.CreateModel(
            name="StandIn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "why",
                    models.TextField(help_text="Why the other cannot come; the family reads it."),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_in",
                        to="cases.seat",
                    ),
                ),
                (
                    "instead_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to="cases.seat",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(why=""), name="cases_standin_says_why"
                    )
                ],
            },
        ),
        migrations.RunSQL(SAME, ANY),
        ProtectCaseTable("cases_standin", area="overview"),
        AppendOnly("cases_standin"),
    ]

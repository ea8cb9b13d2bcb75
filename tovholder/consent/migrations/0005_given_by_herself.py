"""A consent is given by whoever is asked, on her own page, and may need more than one yes (S-43).

What staff record names a witness from here on; what was recorded before stands as it is.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.audit.rowsecurity import AppendOnly, Protect

WITNESSED = models.CheckConstraint(
    condition=Q(form="signed_in") | ~Q(witness=""), name="consent_names_a_witness"
)
# Not valid: rows from before are not asked, and every new one is.
FROM_NOW_ON = """
ALTER TABLE consent_consent ADD CONSTRAINT consent_names_a_witness
    CHECK (form = 'signed_in' OR witness <> '') NOT VALID;
"""
NEVER = "ALTER TABLE consent_consent DROP CONSTRAINT consent_names_a_witness;"

SAME_PERSON = """
ALTER TABLE consent_alsogiven ADD CONSTRAINT also_given_same_person
    FOREIGN KEY (basis_id, person_id) REFERENCES consent_basis (id, person_id);
ALTER TABLE consent_consent ADD CONSTRAINT consent_replaces_same_person
    FOREIGN KEY (replaces_id, person_id) REFERENCES consent_basis (id, person_id);
"""
APART = """
ALTER TABLE consent_consent DROP CONSTRAINT consent_replaces_same_person;
ALTER TABLE consent_alsogiven DROP CONSTRAINT also_given_same_person;
"""


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
    )


class Migration(migrations.Migration):
    dependencies = [("consent", "0004_exchanges"), ("people", "0002_walls")]
    operations = [
        migrations.AlterField(
            model_name="consent",
            name="form",
            field=models.CharField(
                choices=[("written", "Written"), ("oral", "Oral"), ("signed_in", "Signed In")],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="witness",
            field=models.TextField(
                blank=True, db_default="", help_text="Who heard it, or keeps the paper."
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="needs",
            field=models.PositiveSmallIntegerField(
                db_default=1, help_text="How many must say yes."
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="consent.basis",
            ),
        ),
        migrations.RemoveConstraint(model_name="consent", name="consent_oral_says_why"),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=~Q(form="oral") | ~Q(oral_reason=""), name="consent_oral_says_why"
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FROM_NOW_ON, NEVER)],
            state_operations=[
                migrations.AddConstraint(model_name="consent", constraint=WITNESSED)
            ],
        ),
        migrations.CreateModel(
            name="AlsoGiven",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_default=Now())),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="also_given",
                        to="consent.basis",
                    ),
                ),
                ("given_by", _person()),
                ("person", _person()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["basis", "given_by"], name="consent_one_yes_each"
                    )
                ]
            },
        ),
        migrations.RunSQL(SAME_PERSON, APART),
        Protect("consent_alsogiven", using="person_id = ANY ((SELECT my_case_persons())::uuid[])"),
        AppendOnly("consent_alsogiven"),
    ]

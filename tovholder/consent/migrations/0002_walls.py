"""A basis is read by those who have a seat at the person's case, and never changed."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

ABOUT_MINE = "person_id = ANY ((SELECT my_case_persons())::uuid[])"

# What is agreed, and taken back, is about the person the basis is about.
SAME_PERSON = """
ALTER TABLE consent_consent ADD CONSTRAINT consent_same_person
    FOREIGN KEY (basis_id, person_id) REFERENCES consent_basis (id, person_id);
ALTER TABLE consent_withdrawal ADD CONSTRAINT withdrawal_same_person
    FOREIGN KEY (basis_id, person_id) REFERENCES consent_basis (id, person_id);
"""
APART = """
ALTER TABLE consent_withdrawal DROP CONSTRAINT withdrawal_same_person;
ALTER TABLE consent_consent DROP CONSTRAINT consent_same_person;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("people", "0002_walls")]
    operations = [
        migrations.RunSQL(SAME_PERSON, APART),
        *[
            operation
            for table in ("consent_basis", "consent_consent", "consent_withdrawal")
            for operation in (Protect(table, using=ABOUT_MINE), AppendOnly(table))
        ],
    ]

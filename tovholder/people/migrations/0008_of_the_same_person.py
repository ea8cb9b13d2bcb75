"""What is decided of a protection, and its end, are of the person it stands for.

Who may write is told by the person alone, so that a row may not name one person and the protection
of another.
"""

from django.db import migrations, models

SAME = """
ALTER TABLE people_{0} ADD CONSTRAINT {0}_same_person
    FOREIGN KEY (protection_id, person_id) REFERENCES people_protection (id, person_id);
"""
APART = "ALTER TABLE people_{0} DROP CONSTRAINT {0}_same_person;"


class Migration(migrations.Migration):
    dependencies = [("people", "0007_walls_of_protections")]
    operations = [
        migrations.AddConstraint(
            "protection",
            models.UniqueConstraint(fields=("id", "person"), name="people_protection_person"),
        ),
        *[
            migrations.RunSQL(SAME.format(table), APART.format(table))
            for table in ("protectionend", "mayknow")
        ],
    ]

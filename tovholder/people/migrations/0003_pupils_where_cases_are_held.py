"""Pupils are found by whoever leads a forum of the school that may hold a child's case.

A network, or another forum where nothing about anybody is kept, looks nobody up (S-62).
"""

from importlib import import_module

from django.db import migrations

BEFORE = "WHERE f.unit_id = $1 AND m.account_id = current_account() AND m.chair"
walls = import_module("tovholder.people.migrations.0002_walls")
FOUND = walls.FUNCTIONS[walls.FUNCTIONS.index("CREATE FUNCTION find_pupils") :].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_walls"), ("organisation", "0003_fora")]
    operations = [
        migrations.RunSQL(FOUND.replace(BEFORE, f"{BEFORE} AND f.holds_cases"), FOUND),
    ]

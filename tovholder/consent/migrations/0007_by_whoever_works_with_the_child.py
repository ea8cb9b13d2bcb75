"""An exchange is recorded by whoever works with the child, and by no other at work (S-44).

Who that is lies in rooms further up: concerns (migration 0012) says it in this function's place.
Whoever is refused is answered 0, the same whether or not the child is known here.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.consent.migrations.0006_as_often_as_the_rule")

WORKS_WITH = """
CREATE FUNCTION works_with(person uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT false $$;
"""
GUARDED = before.COUNTED.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(
    "    PERFORM pg_advisory", "    IF NOT works_with(person) THEN RETURN 0; END IF;\n    PERFORM pg_advisory"
)
OPEN = before.COUNTED.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("consent", "0006_as_often_as_the_rule")]
    operations = [
        migrations.RunSQL(WORKS_WITH + GUARDED, OPEN + "DROP FUNCTION works_with(uuid);")
    ]

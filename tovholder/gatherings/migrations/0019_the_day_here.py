"""A promise is past its day when the day is over here, and not an hour or two later."""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.gatherings.migrations.0014_load_of_a_unit")

THERE = "statement_timestamp()::date"
HERE = "(statement_timestamp() AT TIME ZONE 'Europe/Copenhagen')::date"
AGAIN = before.LOAD[before.LOAD.index("CREATE FUNCTION load_of_my_unit") :].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0018_walls_of_reply_words")]
    operations = [migrations.RunSQL(AGAIN.replace(THERE, HERE), AGAIN)]

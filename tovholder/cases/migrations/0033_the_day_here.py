"""A talk is called off until its day begins here, which is an hour or two before it does in UTC."""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.cases.migrations.0032_talks_called_off")

THERE = "(statement_timestamp() AT TIME ZONE 'UTC')::date"
HERE = "(statement_timestamp() AT TIME ZONE 'Europe/Copenhagen')::date"
AGAIN = before.FUNCTIONS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("cases", "0032_talks_called_off")]
    operations = [migrations.RunSQL(AGAIN.replace(THERE, HERE), AGAIN)]

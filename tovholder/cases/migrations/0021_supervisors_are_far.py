"""A supervisor is known as a relative by name too, as whoever opens in an emergency is (0020)."""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.cases.migrations.0019_supervisions_are_drawn_here")

BEGINS, ENDS = "          AND NOT EXISTS (SELECT 1 FROM people_person near", ";\n    supervision :="
BY_ACCOUNT = before.SET_UP[before.SET_UP.index(BEGINS) : before.SET_UP.index(ENDS)]
BY_NAME = "          AND NOT supervisor = ANY (accounts_near(c.person_id)))"
AS_BEFORE = before.SET_UP.replace("CREATE FUNCTION supervise", "CREATE OR REPLACE FUNCTION supervise")


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_emergencies_keep_their_bounds")]
    operations = [migrations.RunSQL(AS_BEFORE.replace(BY_ACCOUNT, BY_NAME), AS_BEFORE)]

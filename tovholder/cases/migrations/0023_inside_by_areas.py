"""Whoever reads a part of a case can open the rest in an emergency.

Somebody is inside, and refused, where their seats already show every area an emergency would;
until now one seat with one area was enough to be refused.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.cases.migrations.0020_emergencies_keep_their_bounds")

BY_SEAT = "IF EXISTS (SELECT 1 FROM my_seats() m WHERE m.case_id = opened) THEN"
BY_AREA = """IF ($8 <@ ARRAY(
            SELECT area FROM my_seats() m, unnest(m.areas) AS area WHERE m.case_id = opened)) THEN"""
OPENING = before.OPENING.replace(BY_SEAT, BY_AREA)


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_cover_is_read")]
    operations = [migrations.RunSQL(OPENING, before.OPENING)]

"""A link opens only where the yes it rests on still stands when the meeting is held."""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.meetings.migrations.0023_walls_of_called_in")
WAS = before.WAS.replace(before.SPARED, before.SPARED + before.CALLED_IN)
TODAY = "b.ends > statement_timestamp()"
AND_THEN = "b.ends > greatest(statement_timestamp(), m.starts_at)"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0025_walls_of_reply_words")]
    operations = [migrations.RunSQL(WAS.replace(TODAY, AND_THEN), WAS)]

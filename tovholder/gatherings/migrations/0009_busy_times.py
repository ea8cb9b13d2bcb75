"""People are taken by what they do in their teams too: the times of both books, told as one."""

from django.db import migrations

from tovholder.meetings.table import walls


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0008_walls_of_agreements"),
        ("meetings", "0013_busy_times"),
    ]
    operations = [
        migrations.RunSQL(
            walls.taken_times("meetings", "gatherings"), walls.taken_times("meetings")
        ),
    ]

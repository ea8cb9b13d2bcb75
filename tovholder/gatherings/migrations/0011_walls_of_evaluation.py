"""How somebody found a gathering is theirs alone; others get the middle and the spread (S-61)."""

from django.db import migrations

from tovholder.meetings.table import evaluating


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0010_unnamed_words"),
        ("meetings", "0015_walls_of_evaluation"),
    ]
    operations = [
        migrations.RunSQL(*evaluating.evaluating("gatherings", "forum", "ANY (my_forums())")),
        migrations.RunSQL(*evaluating.also_when_final("gatherings")),
    ]

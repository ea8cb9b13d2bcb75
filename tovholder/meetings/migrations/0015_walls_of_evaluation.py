"""How somebody found a meeting is theirs alone; others get the middle and the spread (S-61)."""

from django.db import migrations

from tovholder.meetings.table import evaluating


class Migration(migrations.Migration):
    dependencies = [("meetings", "0014_unnamed_words")]
    operations = [
        migrations.RunSQL(*evaluating.evaluating("meetings", "case", "ANY (my_cases('meetings'))")),
        migrations.RunSQL(*evaluating.also_when_final("meetings")),
    ]

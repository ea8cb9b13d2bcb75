"""A rule that keeps some of a case longer keeps the case, and a paper is weighed as it was read.

What counts from the closing of the case and is kept longer than the case itself counts where
there is such a row in it: a case goes whole.
"""

from importlib import import_module

from django.db import migrations, models

before = import_module("tovholder.oversight.migrations.0023_what_stays_and_what_waits")

LONGER = """        UNION ALL
        SELECT k.id, k.at + r.period::interval, r.kind FROM closed k
            JOIN oversight_keepingrule r
                ON r."after" IN ('the case closes', 'the last case closes')
                AND r.kind NOT LIKE '%:%' AND r.period::interval > kept('cases.Case')
            WHERE goes_with(k.id) ? lower(replace(r.kind, '.', '_'))
    ), waiting (id, what) AS (
"""
WAITS = before.WAITS.replace("    ), waiting (id, what) AS (\n", LONGER)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0023_what_stays_and_what_waits")]
    operations = [
        migrations.RunSQL(WAITS, before.WAITS),
        migrations.AddField(
            model_name="weighedpaper",
            name="read",
            field=models.CharField(
                default="",
                help_text="The SHA-256 of its words, in hexadecimal digits.",
                max_length=64,
            ),
        ),
    ]

"""The family reads that a talk without consent was planned and called off, as soon as it is (S-44).

What is kept back stays so: called off or not, the officer decides first.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.oversight.migrations.0013_what_families_read_of_talks")

OFF = "LEFT JOIN cases_talkcalledoff o ON o.talk_id = t.id"
ON_DAY = "(o.at AT TIME ZONE $2)::date"
CHANGES = (
    ("necessary text, reason text)", "necessary text, reason text, called_off_on date, off text)"),
    ("t.necessary, t.reason\n", f"t.necessary, t.reason, {ON_DAY}, coalesce(o.because, '')\n"),
    ("FROM cases_talk t LEFT JOIN LATERAL", f"FROM cases_talk t {OFF} LEFT JOIN LATERAL"),
    (
        "AND t.meets_on <= (statement_timestamp() AT TIME ZONE $2)::date",
        "AND (t.meets_on <= (statement_timestamp() AT TIME ZONE $2)::date OR o.id IS NOT NULL)",
    ),
    ("talks_untold(one uuid)", "talks_untold(one uuid, zone text)"),
    ("decided_at timestamptz\n", "decided_at timestamptz, called_off_on date\n"),
    ("coalesce(d.name, ''), d.at\n", f"coalesce(d.name, ''), d.at, {ON_DAY}\n"),
    ("ON r.id = t.by_id LEFT", f"ON r.id = t.by_id {OFF} LEFT"),
)
TOLD = before.TALKED
for old, new in CHANGES:
    if old not in TOLD:
        raise ValueError(old)
    TOLD = TOLD.replace(old, new)
GONE = before.SILENT.replace("talks_untold(uuid)", "talks_untold(uuid, text)")


class Migration(migrations.Migration):
    dependencies = [("oversight", "0021_taken_in"), ("cases", "0032_talks_called_off")]
    operations = [
        migrations.RunSQL(before.SILENT + TOLD, GONE + before.TALKED),
    ]

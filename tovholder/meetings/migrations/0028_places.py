"""Where a meeting is held becomes a row of its own (decision 37)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

MOVED = (
    ("meeting", "place", "where"),
    ("rescheduling", "was_place", "was_where"),
    ("rescheduling", "place", "where"),
    ("continuation", "next_place", "next_where"),
)


def key(model: str, name: str) -> migrations.AddField:
    field = models.ForeignKey(
        blank=True, editable=False, null=True, related_name="+", to="meetings.place",
        on_delete=django.db.models.deletion.PROTECT,
    )  # fmt: skip
    return migrations.AddField(model, name, field)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0027_a_yes_that_lasts"),
        ("cases", "0024_whereabouts"),
    ]
    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("words", models.CharField(max_length=200)),
                ("case", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+",
                    to="cases.case")),
            ],
        ),
        migrations.AddConstraint(
            "place",
            models.UniqueConstraint(fields=("case", "words"), name="meetings_place_said_once"),
        ),
        *[key(model, name) for model, _words, name in MOVED],
    ]  # fmt: skip

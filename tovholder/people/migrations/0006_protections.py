"""Where somebody is can be kept from relatives: rows, in place of a flag nothing read (37)."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now


def account(*, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+",
        to=settings.AUTH_USER_MODEL,
    )  # fmt: skip


def person(name: str = "+") -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to="people.person"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_offices_are_held_at_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Protection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("source", models.CharField(
                    choices=[("register", "Register"), ("told", "Told")], max_length=10)),
                ("because", models.TextField(blank=True)),
                ("at", models.DateTimeField(db_default=Now())),
                ("by", account(null=True)),
                ("person", person("protections")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("source", "register")) | ~Q(("because", "")),
                        name="people_protected_because",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectionEnd",
            fields=[
                ("protection", models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, primary_key=True,
                    related_name="end", serialize=False, to="people.protection")),
                ("because", models.TextField()),
                ("at", models.DateTimeField(db_default=Now())),
                ("by", account()),
                ("person", person()),
            ],
        ),
        migrations.CreateModel(
            name="MayKnow",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("may", models.BooleanField()),
                ("because", models.TextField()),
                ("at", models.DateTimeField(db_default=Now())),
                ("by", account()),
                ("person", person()),
                ("relative", person()),
                ("protection", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="decisions",
                    to="people.protection")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(("because", "")), name="people_decided_because"
                    )
                ],
            },
        ),
    ]  # fmt: skip

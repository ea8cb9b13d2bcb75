"""A one-time exchange is counted for the child, whichever concern it came from (S-44)."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.audit.rowsecurity import AppendOnly, Protect

# Whoever records an exchange has no access to anything of the child's: the count is written, and
# answered, for them. NULL: a reason is missing, or it has been used twice.
USING = """
CREATE FUNCTION use_exchange(person uuid, rule text, reason text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE times int;
BEGIN
    IF NOT works_here() THEN RAISE EXCEPTION 'only people at work exchange'; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 2));
    SELECT count(*) + 1 INTO times FROM consent_exchange e WHERE e.person_id = person;
    IF times > 2 OR (times = 2 AND reason = '') THEN RETURN NULL; END IF;
    INSERT INTO consent_exchange (id, person_id, number, kind, reason, by_id, at)
    VALUES (gen_random_uuid(), person, times, rule, reason, current_account(),
        statement_timestamp());
    RETURN times;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0003_receivers_in_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Exchange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField(help_text="1, or 2 in special cases.")),
                ("kind", models.CharField(help_text="The rule it rested on.", max_length=80)),
                ("reason", models.TextField(blank=True, help_text="Why once more.")),
                ("at", models.DateTimeField(db_default=Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["person", "number"], name="consent_exchange_in_turn"
                    ),
                    models.CheckConstraint(
                        condition=Q(number=1) | (Q(number=2) & ~Q(reason="")),
                        name="consent_exchange_twice_says_why",
                    ),
                ]
            },
        ),
        Protect("consent_exchange", using="person_id = ANY ((SELECT my_case_persons())::uuid[])"),
        AppendOnly("consent_exchange"),
        migrations.RunSQL(USING, "DROP FUNCTION use_exchange(uuid, text, text);"),
    ]

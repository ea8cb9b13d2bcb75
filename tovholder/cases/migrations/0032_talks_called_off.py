"""A talk without consent is called off before its day by whoever asked for it (S-44, decision 33).

From that moment nobody opens it. Whoever should have come is told that it is off by a function of
its own, which shows the name they were told and why, and no more.
"""

import uuid
from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tovholder.audit.rowsecurity import AppendOnly, Protect

walls = import_module("tovholder.cases.migrations.0027_walls_of_talks")
DEFINER = walls.DEFINER

BEGIN = walls.FUNCTIONS.index("CREATE FUNCTION my_talks")
END = walls.FUNCTIONS.index("CREATE FUNCTION may_take_part")
AS_BEFORE = walls.FUNCTIONS[BEGIN:END].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
SHUT = AS_BEFORE.replace(
    "AND works_here()",
    "AND works_here()\n      AND NOT EXISTS (SELECT FROM cases_talkcalledoff o WHERE o.talk_id = t.id)",
)
# A day of the house begins before one of UTC does: the code asks by the house's own, which is
# never later than this.
FUNCTIONS = f"""
CREATE FUNCTION may_call_off(talk uuid) RETURNS boolean LANGUAGE sql {DEFINER} AS $$
    SELECT EXISTS (SELECT 1 FROM cases_talk t
        WHERE t.id = $1 AND t.by_id = current_account() AND works_here()
          AND t.ends > statement_timestamp()
          AND t.meets_on > (statement_timestamp() AT TIME ZONE 'UTC')::date)
$$;

CREATE FUNCTION talks_called_off()
RETURNS TABLE (child text, met_on date, because text, called_off_by text)
LANGUAGE sql {DEFINER} AS $$
    SELECT t.name::text, t.meets_on, o.because, a.name::text
    FROM cases_talkparty p
    JOIN cases_talkcalledoff o ON o.talk_id = p.talk_id
    JOIN cases_talk t ON t.id = p.talk_id
    JOIN organisation_account a ON a.id = o.by_id
    WHERE p.account_id = current_account() AND o.by_id <> p.account_id AND works_here()
      AND t.ends > statement_timestamp()
      AND t.meets_on >= (statement_timestamp() AT TIME ZONE 'UTC')::date
    ORDER BY t.meets_on, t.id
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION talks_called_off();
DROP FUNCTION may_call_off(uuid);
"""
IN_OWN_NAME = "by_id = current_account() AND (SELECT works_here())"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0031_entrusting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="TalkCalledOff",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("because", models.TextField(help_text="In words the family may read.")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("talk", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="calling_off", to="cases.talk")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("because", ""), _negated=True), name="cases_talk_called_off_why")],
            },
        ),
        migrations.RunSQL(SHUT, AS_BEFORE),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        Protect(
            "cases_talkcalledoff", using=IN_OWN_NAME, check=f"{IN_OWN_NAME} AND may_call_off(talk_id)"
        ),
        AppendOnly("cases_talkcalledoff"),
    ]

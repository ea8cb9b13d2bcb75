"""How often people may talk about a child is said by the rule; never more than twice (S-44).

The rules stand in the catalogue, which the database does not read: what the rule allows is handed
over, and the table lets no third be written whatever is handed.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.consent.migrations.0004_exchanges")

OLD = "DROP FUNCTION use_exchange(uuid, text, text);"
NEW = "DROP FUNCTION use_exchange(uuid, text, text, int);"
COUNTED = before.USING.replace("reason text) RETURNS", "reason text, most int) RETURNS").replace(
    "IF times > 2 OR", "IF times > least(most, 2) OR"
)


class Migration(migrations.Migration):
    dependencies = [("consent", "0005_given_by_herself")]
    operations = [migrations.RunSQL(OLD + COUNTED, NEW + before.USING)]

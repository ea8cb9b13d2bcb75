"""A chair is set on a yes that stands today and still will when the meeting is held."""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.meetings.migrations.0023_walls_of_called_in")

END = before.WITH_A_YES.index("CREATE TRIGGER")
TODAY = before.WITH_A_YES[:END].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
HELD = TODAY.replace(
    "WHERE b.id = NEW.basis_id AND (b.ends IS NULL OR b.ends > statement_timestamp())",
    """JOIN meetings_meeting m ON m.id = NEW.meeting_id
        WHERE b.id = NEW.basis_id
            AND (b.ends IS NULL OR b.ends > greatest(statement_timestamp(), m.starts_at))""",
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0026_links_until_the_meeting")]
    operations = [migrations.RunSQL(HELD, TODAY)]

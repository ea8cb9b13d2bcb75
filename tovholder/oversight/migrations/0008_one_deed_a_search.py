"""A search in the trace is one deed, written by the database: why, and whom it was about."""

from importlib import import_module

from django.db import migrations

searched = import_module("tovholder.oversight.migrations.0003_the_officer_searches").SEARCH
BEGINS, ENDS = "CREATE FUNCTION search_trace(", "END $$;\n"
AFTER = searched[searched.index(BEGINS) :]
BEFORE = AFTER[: AFTER.index(ENDS) + len(ENDS)].replace("CREATE", "CREATE OR REPLACE", 1)
KINDS = BEFORE[BEFORE.index("    PERFORM write_deed(") : BEFORE.index("    IF person IS NOT NULL")]
WHOM = """    PERFORM write_deed(current_account(), '{}', NULL, 'oversight.search',
        coalesce('people.person:' || person, ''), jsonb_build_object(
            'purpose', purpose, 'account', account, 'reference', reference));
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0007_some_at_a_time")]
    operations = [migrations.RunSQL(BEFORE.replace(KINDS, WHOM), BEFORE)]

"""Who reads that a protection stands, and whose school a reader is told.

`my_whereabouts()` are the persons whose whereabouts the reader may know, `my_protected()` those
about whom they read that a protection stands; both answer nobody until the cases above give
them their meaning, as in 0002.
"""

from importlib import import_module

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

walls = import_module("tovholder.people.migrations.0002_walls")

FUNCTIONS = """
CREATE FUNCTION my_whereabouts() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT '{}'::uuid[] $$;
CREATE FUNCTION my_protected() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT '{}'::uuid[] $$;
"""
REMOVE = "DROP FUNCTION my_protected(); DROP FUNCTION my_whereabouts();"

KEPT_AS_ROWS = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
INSERT INTO people_protection (id, person_id, source, because, at)
SELECT gen_random_uuid(), id, 'register', '', statement_timestamp()
FROM people_person WHERE protected_address;
SELECT set_config('tovholder.owner_sees_all', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
"""

BEGIN = walls.FUNCTIONS.index("CREATE FUNCTION register_person")
END = walls.FUNCTIONS.index("CREATE FUNCTION relate_persons")
REGISTER = walls.FUNCTIONS[BEGIN:END].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
BY_FLAG = """        interpreter, protected_address, account_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, false, $8, $9);
"""
BY_ROW = """        interpreter, account_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, false, $9);
    IF $8 THEN
        INSERT INTO people_protection (id, person_id, source, because, by_id, at)
        VALUES (gen_random_uuid(), $1, 'register', '', current_account(), statement_timestamp());
    END IF;
"""
PROTECTED = "person_id = ANY ((SELECT my_protected())::uuid[])"
LOCATED = "person_id = ANY ((SELECT my_whereabouts())::uuid[])"
PLACED = f"ALTER POLICY seat ON people_enrolment TO {APP} USING ({{0}}) WITH CHECK ({{0}})"


class Migration(migrations.Migration):
    dependencies = [("people", "0006_protections")]
    operations = [
        migrations.RunSQL(FUNCTIONS, REMOVE),
        migrations.RunSQL(KEPT_AS_ROWS, migrations.RunSQL.noop),
        migrations.RunSQL(REGISTER.replace(BY_FLAG, BY_ROW), REGISTER),
        migrations.RemoveField("person", "protected_address"),
        *[Protect(f"people_{name}", using=PROTECTED)
          for name in ("protection", "protectionend", "mayknow")],
        *[AppendOnly(f"people_{name}") for name in ("protection", "protectionend", "mayknow")],
        migrations.RunSQL(PLACED.format(LOCATED), PLACED.format(walls.ABOUT_MINE)),
    ]  # fmt: skip

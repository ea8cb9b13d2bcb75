"""The trace's own wall, and the words the other walls are built of."""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly

# The owner sees rows inside a function the application calls (then the one who signed in to the
# database is another than the one whose eyes are used), or where a data migration says so.
FUNCTIONS = """
CREATE FUNCTION current_account() RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('tovholder.account', true), '')::bigint $$;

CREATE FUNCTION owner_sees_all() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT session_user <> current_user
      OR coalesce(current_setting('tovholder.owner_sees_all', true), '') = 'on' $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME; END $$;

CREATE FUNCTION write_look(
    account bigint, seats uuid[], cases uuid[], areas text[], page text, "right" text,
    refused boolean
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ INSERT INTO audit_look (transaction, account, seats, cases, areas, page, "right", refused)
   VALUES (pg_current_xact_id()::text::bigint, $1, $2, $3, $4, $5, $6, $7) $$;

CREATE FUNCTION write_deed(
    account bigint, seats uuid[], "case" uuid, verb text, about text, detail jsonb
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ INSERT INTO audit_deed (transaction, account, seats, "case", verb, about, detail)
   VALUES (pg_current_xact_id()::text::bigint, $1, $2, $3, $4, $5, $6) $$;
"""

REMOVE = """
DROP FUNCTION write_deed(bigint, uuid[], uuid, text, text, jsonb);
DROP FUNCTION write_look(bigint, uuid[], uuid[], text[], text, text, boolean);
DROP FUNCTION refuse_change();
DROP FUNCTION owner_sees_all();
DROP FUNCTION current_account();
"""

# The application adds to the trace through the two functions and in no other way.
CLOSE = f"REVOKE SELECT, INSERT ON audit_look, audit_deed FROM {APP};"
OPEN = f"GRANT SELECT, INSERT ON audit_look, audit_deed TO {APP};"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, REMOVE),
        AppendOnly("audit_look"),
        AppendOnly("audit_deed"),
        migrations.RunSQL(CLOSE, OPEN),
    ]

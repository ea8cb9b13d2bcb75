"""Where a child is, is told to everybody with a seat but those it is kept from (decision 37).

Nobody is given this: a standing protection takes it, from relatives nobody has said may know.
It is reckoned with the seats, so that a protection written in a transaction counts in it.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.cases.migrations.0022_cover_is_read")

MINE = "WITH mine AS MATERIALIZED (SELECT * FROM my_seats()), persons AS MATERIALIZED (\n            SELECT DISTINCT person_id AS id FROM mine)\n"
KEPT = MINE.rstrip() + """, kept AS MATERIALIZED (
            SELECT p.person_id AS id FROM people_protection p
            WHERE p.person_id IN (SELECT id FROM persons)
              AND NOT EXISTS (SELECT 1 FROM people_protectionend e WHERE e.protection_id = p.id)
              AND (EXISTS (
                SELECT 1 FROM people_relation r JOIN people_person near ON near.id = r.relative_id
                WHERE r.person_id = p.person_id AND near.account_id = current_account())
                OR EXISTS (SELECT 1 FROM mine
                    WHERE mine.person_id = p.person_id AND mine.role = 'parent'))
              AND NOT coalesce((
                SELECT d.may FROM people_mayknow d JOIN people_person r ON r.id = d.relative_id
                WHERE d.protection_id = p.id AND r.account_id = current_account()
                ORDER BY d.at DESC, d.id DESC LIMIT 1), false)),
        told AS MATERIALIZED (
            SELECT * FROM mine WHERE person_id NOT IN (SELECT id FROM kept))
"""
PERSONS = "SELECT 'persons', array_agg(id) FROM persons\n"
WHERE = """        UNION ALL
        SELECT 'cases_whereabouts', array_agg(DISTINCT case_id) FROM told
        UNION ALL
        SELECT 'whereabouts', array_agg(DISTINCT person_id) FROM told
        UNION ALL
        SELECT 'kept', array_agg(DISTINCT p.person_id) FROM people_protection p
        WHERE p.person_id IN (SELECT person_id FROM told WHERE role IN ('professional', 'authority'))
          AND NOT EXISTS (SELECT 1 FROM people_protectionend e WHERE e.protection_id = p.id)
"""
RECKONED = before.RECKONED.replace(MINE, KEPT).replace(PERSONS, PERSONS + WHERE)

MEANING = f"""
CREATE OR REPLACE FUNCTION my_whereabouts() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT mine('whereabouts') $$;
CREATE OR REPLACE FUNCTION my_protected() RETURNS uuid[] LANGUAGE sql STABLE {before.DEFINER} AS $$
    WITH near AS MATERIALIZED (
        SELECT DISTINCT s.person_id AS id FROM my_seats() s
        WHERE s.role IN ('professional', 'authority')
          AND s.person_id = ANY ((SELECT mine('whereabouts'))::uuid[]))
    SELECT coalesce(array_agg(DISTINCT id), '{{}}') FROM (
        SELECT id FROM near UNION ALL
        SELECT r.relative_id FROM people_relation r JOIN near ON near.id = r.person_id
    ) AS around_them
$$;
"""
NONE = """
CREATE OR REPLACE FUNCTION my_protected() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT '{}'::uuid[] $$;
CREATE OR REPLACE FUNCTION my_whereabouts() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT '{}'::uuid[] $$;
"""

# Open pages and streams of the case are asked anew, as when a seat ends.
TELLING = f"""
CREATE FUNCTION tell_of_protection() RETURNS trigger LANGUAGE plpgsql {before.DEFINER} AS $$
BEGIN
    PERFORM pg_notify('tovholder_seats', c.id::text) FROM cases_case c
    WHERE c.person_id = NEW.person_id;
    RETURN NULL;
END $$;
"""
TABLES = ("people_protection", "people_protectionend", "people_mayknow")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_inside_by_areas"),
        ("people", "0007_walls_of_protections"),
    ]
    operations = [
        migrations.RunSQL(RECKONED, before.RECKONED),
        migrations.RunSQL(MEANING, NONE),
        migrations.RunSQL(TELLING, "DROP FUNCTION tell_of_protection()"),
        *[
            migrations.RunSQL(
                f"CREATE TRIGGER tell AFTER INSERT ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION tell_of_protection();"
                f"CREATE TRIGGER seats_written AFTER INSERT OR UPDATE OR DELETE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION seats_written();",
                f"DROP TRIGGER seats_written ON {table}; DROP TRIGGER tell ON {table};",
            )
            for table in TABLES
        ],
    ]

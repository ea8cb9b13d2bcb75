"""A family's sign-in never holds the office of data-protection officer, nor the other way round.

Whoever is both has two accounts, as whoever works here and is a parent has.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.people.migrations.0004_relatives")

FAMILY = f"""
CREATE FUNCTION is_a_familys(account bigint) RETURNS boolean LANGUAGE sql STABLE
{before.DEFINER} AS $$
    SELECT EXISTS (SELECT 1 FROM people_person p WHERE p.account_id = $1)
$$;

CREATE FUNCTION office_is_held_at_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_a_familys(NEW.account_id) THEN
        RAISE EXCEPTION 'the sign-in of a family holds no office'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER held_at_work BEFORE INSERT ON organisation_officer
    FOR EACH ROW EXECUTE FUNCTION office_is_held_at_work();
"""
NOBODYS = """
DROP TRIGGER held_at_work ON organisation_officer;
DROP FUNCTION office_is_held_at_work();
DROP FUNCTION is_a_familys(bigint);
"""

BEGIN = before.FUNCTIONS.index("CREATE FUNCTION link_account")
LINKING = before.FUNCTIONS[BEGIN:].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
AT_WORK = "NOT EXISTS (SELECT 1 FROM organisation_professional w WHERE w.account_id = $3)"
NO_OFFICE = f"""{AT_WORK}
      AND NOT EXISTS (SELECT 1 FROM organisation_officer o
        WHERE o.account_id = $3 AND (o.ends IS NULL OR o.ends > statement_timestamp()))"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_relatives"),
        ("organisation", "0012_two_end_the_office"),
    ]
    operations = [
        migrations.RunSQL(FAMILY, NOBODYS),
        migrations.RunSQL(LINKING.replace(AT_WORK, NO_OFFICE), LINKING),
    ]

"""The database keeps the bounds of an emergency itself, and knows a relative at work by name.

Somebody who works here has no national number with us, and a relative's sign-in is never a
colleague's: whoever is both has two accounts, which have the name alone in common. First of the
given names and last of the family names: people leave out those between.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.cases.migrations.0015_emergency_access_is_written_once")

NAME = "(split_part({0}.sort_key, ' ', 1), split_part({0}.sort_key, ' ', -1))"

NEAR = f"""
CREATE FUNCTION accounts_near(person uuid) RETURNS bigint[] LANGUAGE sql STABLE
{before.DEFINER} AS $$
    SELECT coalesce(array_agg(DISTINCT a.id), '{{}}')
    FROM people_person p JOIN organisation_account a
      ON a.id = p.account_id OR {NAME.format("a")} = {NAME.format("p")}
    WHERE p.id = $1
       OR p.id IN (SELECT r.relative_id FROM people_relation r WHERE r.person_id = $1)
       OR p.id IN (SELECT r.person_id FROM people_relation r WHERE r.relative_id = $1)
$$;
REVOKE EXECUTE ON FUNCTION accounts_near(uuid) FROM PUBLIC, {before.APP};
"""
FAR = "DROP FUNCTION accounts_near(uuid);"

WORKS = "    IF NOT works_here() THEN RAISE EXCEPTION 'only people at work open cases'; END IF;\n"
BOUNDS = """
    IF ($9 BETWEEN 1 AND 240) IS NOT TRUE THEN
        RAISE EXCEPTION 'an emergency lasts from 1 to 240 minutes'
            USING ERRCODE = 'check_violation';
    END IF;
    IF ($8 <@ ARRAY['overview', 'concern', 'plan', 'meetings']) IS NOT TRUE THEN
        RAISE EXCEPTION 'no such area is read in an emergency' USING ERRCODE = 'check_violation';
    END IF;
"""
BY_ACCOUNT = """ARRAY(
        SELECT p.account_id FROM people_person p WHERE p.account_id IS NOT NULL AND (
            p.id = person OR p.id IN (
                SELECT r.relative_id FROM people_relation r WHERE r.person_id = person)))"""

AS_BEFORE = before.OPENING.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
OPENING = AS_BEFORE.replace(WORKS, WORKS + BOUNDS).replace(BY_ACCOUNT, "accounts_near(person)")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_supervisions_are_drawn_here"),
        ("people", "0004_relatives"),
    ]
    operations = [migrations.RunSQL(NEAR, FAR), migrations.RunSQL(OPENING, AS_BEFORE)]

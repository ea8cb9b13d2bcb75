"""A relative is added, and given a sign-in, by someone with a way in to the person's case.

A relative known already (a sibling's parent) is found by national number and name together, and
related in the same step: the number alone tells nobody whose it is.
"""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

# The first of the given names and the last of the family names: people leave out those between.
FIRST = "lower(split_part(btrim({0}), ' ', 1))"
LAST = "lower(split_part(btrim({0}), ' ', -1))"

FUNCTIONS = f"""
CREATE FUNCTION refuse_far_from_person(person uuid) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT works_here() OR NOT person = ANY (my_case_persons()) THEN
        RAISE EXCEPTION 'only people at work with a way in to the case do this';
    END IF;
END $$;

CREATE FUNCTION relate_known(
    person uuid, number_kind text, keyed_hash bytea, given text, family text, kind text,
    custody boolean
) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
DECLARE found_one uuid;
BEGIN
    PERFORM refuse_far_from_person($1);
    SELECT p.id INTO found_one
    FROM people_nationalnumber n JOIN people_person p ON p.id = n.person_id
    WHERE n.kind = $2 AND n.keyed_hash = $3 AND p.id <> $1
      AND {FIRST.format("p.given_name")} = {FIRST.format("$4")}
      AND {LAST.format("p.family_name")} = {LAST.format("$5")};
    IF found_one IS NULL THEN RETURN false; END IF;
    INSERT INTO people_relation (id, person_id, relative_id, kind, custody)
    VALUES (gen_random_uuid(), $1, found_one, $6, $7);
    RETURN true;
END $$;

CREATE FUNCTION link_account(person uuid, one uuid, account bigint)
RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    PERFORM refuse_far_from_person($1);
    UPDATE people_person p SET account_id = $3
    WHERE p.id = $2 AND p.account_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM organisation_professional w WHERE w.account_id = $3)
      AND (p.id = $1 OR EXISTS (
        SELECT 1 FROM people_relation r WHERE r.person_id = $1 AND r.relative_id = p.id));
    RETURN FOUND;
END $$;
"""
REMOVE = """
DROP FUNCTION link_account(uuid, uuid, bigint);
DROP FUNCTION relate_known(uuid, text, bytea, text, text, text, boolean);
DROP FUNCTION refuse_far_from_person(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_pupils_where_cases_are_held")]
    operations = [migrations.RunSQL(FUNCTIONS, REMOVE)]

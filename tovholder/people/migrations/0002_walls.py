"""Who may read about whom: themselves, and those around the cases they have a seat at.

`my_case_persons()` and `my_people()` answer nobody until the cases above give them their meaning;
the policies below name them, so that no policy is ever written twice.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import Protect

FUNCTIONS = """
CREATE FUNCTION my_case_persons() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT '{}'::uuid[] $$;
CREATE FUNCTION my_people() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT '{}'::uuid[] $$;

CREATE FUNCTION works_here() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM organisation_professional p
        WHERE p.account_id = current_account() AND p.works_from <= statement_timestamp()
          AND (p.works_to IS NULL OR p.works_to > statement_timestamp()))
$$;

CREATE FUNCTION register_person(
    id uuid, given_name text, family_name text, sort_key text, birth_date date, sex text,
    language text, protected_address boolean, account bigint, unit uuid, "group" text,
    number_kind text, sealed bytea, keyed_hash bytea
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT works_here() THEN RAISE EXCEPTION 'only people at work register people'; END IF;
    INSERT INTO people_person (id, given_name, family_name, sort_key, birth_date, sex, language,
        interpreter, protected_address, account_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, false, $8, $9);
    IF $10 IS NOT NULL THEN
        INSERT INTO people_enrolment (id, person_id, unit_id, "group", starts)
        VALUES (gen_random_uuid(), $1, $10, $11, statement_timestamp());
    END IF;
    IF $12 IS NOT NULL THEN
        INSERT INTO people_nationalnumber (person_id, kind, sealed, keyed_hash)
        VALUES ($1, $12, $13, $14);
    END IF;
END $$;

CREATE FUNCTION relate_persons(person uuid, relative uuid, kind text, custody boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT works_here() THEN RAISE EXCEPTION 'only people at work register people'; END IF;
    INSERT INTO people_relation (id, person_id, relative_id, kind, custody)
    VALUES (gen_random_uuid(), $1, $2, $3, $4);
END $$;

CREATE FUNCTION find_pupils(unit uuid, words text[])
RETURNS TABLE (id uuid, name text, birth_date date, "group" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT p.id, p.given_name || ' ' || p.family_name, p.birth_date, e."group"
    FROM people_enrolment e JOIN people_person p ON p.id = e.person_id
    WHERE e.unit_id = $1 AND e.starts <= statement_timestamp() AND (e.ends IS NULL OR e.ends > statement_timestamp())
      AND EXISTS (
        SELECT 1 FROM organisation_membership m JOIN organisation_forum f ON f.id = m.forum_id
        WHERE f.unit_id = $1 AND m.account_id = current_account() AND m.chair
          AND m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp()))
      AND (SELECT bool_and(position(lower(word) IN lower(p.given_name || ' ' || p.family_name)) > 0)
           FROM unnest($2) AS word)
    ORDER BY p.sort_key, p.id LIMIT 10
$$;
"""

REMOVE = """
DROP FUNCTION find_pupils(uuid, text[]);
DROP FUNCTION relate_persons(uuid, uuid, text, boolean);
DROP FUNCTION register_person(uuid, text, text, text, date, text, text, boolean, bigint, uuid,
    text, text, bytea, bytea);
DROP FUNCTION works_here();
DROP FUNCTION my_people();
DROP FUNCTION my_case_persons();
"""

ABOUT_MINE = "person_id = ANY ((SELECT my_case_persons())::uuid[])"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("organisation", "0001_initial"),
        ("audit", "0002_walls"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, REMOVE),
        Protect(
            "people_person",
            using="id = ANY ((SELECT my_people())::uuid[]) OR account_id = current_account()",
        ),
        Protect("people_relation", using=ABOUT_MINE),
        Protect("people_enrolment", using=ABOUT_MINE),
        # A national number is reached by functions that leave a trace, never by a query.
        Protect("people_nationalnumber", using="false"),
    ]

"""What the rows of a case lean on goes into its file, and a file can be taken into another house.

A row points to people at work, places, teams and relatives who stay. The file names them, and no
more of them than where a case's pages would show. `take_in` puts rows back as they were, with what
guards their never changing moved aside as `take_away` does; the owner alone may call it.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.oversight.migrations.0019_what_hangs_on_a_case")
archive = import_module("tovholder.oversight.migrations.0020_a_case_goes")
INSIDE = before.INSIDE

# What `rows_that_go` told of a case (0019), of any rows.
ROWS = before.GOING[
    before.GOING.index("-- The rows themselves") : before.GOING.index("CREATE FUNCTION digest_of")
]
TOLD = ROWS.replace("rows_that_go(one uuid)", "rows_told(held jsonb)").replace(
    "held jsonb := goes_with(one); ", ""
) + f"""
CREATE OR REPLACE FUNCTION rows_that_go(one uuid)
RETURNS TABLE (kind text, key text, content jsonb) LANGUAGE sql STABLE {INSIDE} AS
$$ SELECT * FROM rows_told(goes_with(one)) $$;

-- The keys in `at` that these rows point to, and that are not among them.
CREATE FUNCTION pointed_to(held jsonb, at regclass) RETURNS text[] LANGUAGE plpgsql STABLE
{INSIDE} AS $$
DECLARE found text[] := '{{}}'; more text[]; one record;
BEGIN
    FOR one IN
        SELECT k.conrelid::regclass AS child, a.attname FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.confrelid = at AND cardinality(k.conkey) = 1
          AND held ? k.conrelid::regclass::text
    LOOP
        EXECUTE format('SELECT array_agg(DISTINCT c.%I::text) FROM %s c
            WHERE c.%I = ANY ($1::%s[])', one.attname, one.child, key_of(one.child),
            key_type(one.child))
        INTO more USING ARRAY(SELECT jsonb_array_elements_text(held -> one.child::text));
        found := found || more;
    END LOOP;
    RETURN ARRAY(SELECT DISTINCT k FROM unnest(found) k WHERE k IS NOT NULL
        AND NOT coalesce(held -> at::text, '[]') ? k);
END $$;

CREATE FUNCTION around_rows(held jsonb) RETURNS TABLE (kind text, key text, content jsonb)
LANGUAGE plpgsql STABLE {INSIDE} AS $$
DECLARE persons uuid[]; accounts bigint[]; forums uuid[]; units uuid[];
BEGIN
    persons := pointed_to(held, 'people_person');
    accounts := pointed_to(held, 'organisation_account')::bigint[]
        || ARRAY(SELECT p.account_id FROM people_person p WHERE p.id = ANY (persons));
    forums := pointed_to(held, 'organisation_forum');
    forums := forums || ARRAY(SELECT f.part_of_id FROM organisation_forum f
        WHERE f.id = ANY (forums));
    units := pointed_to(held, 'organisation_unit')::uuid[]
        || ARRAY(SELECT f.unit_id FROM organisation_forum f WHERE f.id = ANY (forums))
        || ARRAY(SELECT w.unit_id FROM organisation_professional w
            WHERE w.account_id = ANY (accounts));
    RETURN QUERY
        SELECT 'people_person'::text, p.id::text, jsonb_build_object('id', p.id,
            'given_name', p.given_name, 'family_name', p.family_name,
            'sort_key', p.sort_key, 'account_id', p.account_id)
        FROM people_person p WHERE p.id = ANY (persons)
        UNION ALL
        SELECT 'organisation_account', a.id::text, jsonb_build_object('id', a.id,
            'name', a.name, 'sort_key', a.sort_key, 'language', a.language)
        FROM organisation_account a WHERE a.id = ANY (accounts)
        UNION ALL
        SELECT 'organisation_professional', w.id::text, jsonb_build_object('id', w.id,
            'account_id', w.account_id, 'unit_id', w.unit_id, 'profession', w.profession,
            'works_from', w.works_from, 'works_to', w.works_to)
        FROM organisation_professional w WHERE w.account_id = ANY (accounts)
        UNION ALL
        SELECT 'organisation_forum', f.id::text, to_jsonb(f) FROM organisation_forum f
        WHERE f.id = ANY (forums)
        UNION ALL
        SELECT 'organisation_unit', u.id::text, to_jsonb(u) - 'parent_id' FROM organisation_unit u
        WHERE u.id = ANY (units);
END $$;

CREATE FUNCTION around_for_the_archive(deletion uuid)
RETURNS TABLE (kind text, key text, content jsonb) LANGUAGE sql STABLE {archive.DEFINER} AS $$
    SELECT r.* FROM around_rows(goes_with(decided_by_two($1))) r
    WHERE decided_by_two($1) IS NOT NULL
    ORDER BY r.kind COLLATE "C", r.key COLLATE "C"
$$;
"""

TAKE_IN = f"""
-- Rows as they were, {{"table": [row, …]}}: first what the others point to.
CREATE FUNCTION take_in(parts jsonb) RETURNS jsonb LANGUAGE plpgsql {INSIDE} AS $$
DECLARE
    waiting regclass[] := ARRAY(SELECT jsonb_object_keys(parts)::regclass);
    guards jsonb := '{{}}'; counts jsonb := '{{}}'; at regclass; guard text; came bigint; next regclass[];
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    FOREACH at IN ARRAY waiting LOOP
        guards := guards || jsonb_build_object(at::text, stand_aside(at));
    END LOOP;
    WHILE waiting <> '{{}}' LOOP
        next := ARRAY(SELECT w FROM unnest(waiting) w WHERE NOT EXISTS (SELECT 1 FROM pointing() p
            WHERE p.child = w AND p.parent <> w AND p.parent = ANY (waiting)));
        IF next = '{{}}' THEN next := waiting; END IF;
        FOREACH at IN ARRAY next LOOP
            -- Who was only named by an earlier file comes whole with this one.
            IF at = 'people_person'::regclass THEN
                DELETE FROM people_person p USING jsonb_array_elements(parts -> at::text) w
                WHERE p.id::text = w.value ->> 'id'
                  AND NOT EXISTS (SELECT FROM people_nationalnumber n WHERE n.person_id = p.id)
                  AND NOT EXISTS (SELECT FROM cases_case c WHERE c.person_id = p.id);
            END IF;
            EXECUTE format('INSERT INTO %1$s SELECT * FROM jsonb_populate_recordset(NULL::%1$s, $1)',
                at) USING parts -> at::text;
            GET DIAGNOSTICS came = ROW_COUNT;
            counts := counts || jsonb_build_object(at::text, came);
        END LOOP;
        waiting := ARRAY(SELECT w FROM unnest(waiting) w WHERE w <> ALL (next));
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    FOR at, guard IN SELECT g.key::regclass, jsonb_array_elements_text(g.value)
        FROM jsonb_each(guards) g
    LOOP
        EXECUTE format('ALTER TABLE %s %s', at, guard);
    END LOOP;
    RETURN counts;
END $$;
REVOKE EXECUTE ON FUNCTION rows_told(jsonb), pointed_to(jsonb, regclass), around_rows(jsonb),
    take_in(jsonb) FROM PUBLIC;
"""
LEAVE = """
DROP FUNCTION take_in(jsonb);
DROP FUNCTION around_for_the_archive(uuid);
DROP FUNCTION around_rows(jsonb);
DROP FUNCTION pointed_to(jsonb, regclass);
"""
ROWS_AS_BEFORE = ROWS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("oversight", "0020_a_case_goes")]
    operations = [
        migrations.RunSQL(
            TOLD + TAKE_IN, LEAVE + ROWS_AS_BEFORE + "DROP FUNCTION rows_told(jsonb);"
        ),
    ]

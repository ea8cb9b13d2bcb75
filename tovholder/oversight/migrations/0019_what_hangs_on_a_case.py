"""Everything that hangs on a case, found by how the tables point to each other.

A row goes with a case where it points to it, or to something that goes: the database's own
foreign keys say so, so a table that comes tomorrow is found too. Upwards there are three ways: a
worry that no other case shares, a notification of no other child, and the person where it is
their last case and nothing of anybody else would go with them; and then a relative who is left
with nothing.
"""

from django.db import migrations

INSIDE = "SET search_path = public, pg_temp"

HANGING = f"""
CREATE FUNCTION key_of(one regclass) RETURNS text LANGUAGE sql STABLE {INSIDE} AS $$
    SELECT a.attname::text FROM pg_index i JOIN pg_attribute a
        ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = one AND i.indisprimary
$$;
CREATE FUNCTION key_type(one regclass) RETURNS text LANGUAGE sql STABLE {INSIDE} AS $$
    SELECT format_type(a.atttypid, NULL) FROM pg_attribute a
    WHERE a.attrelid = one AND a.attname = key_of(one)
$$;

-- What points to what: the join of each foreign key, whatever its columns.
CREATE FUNCTION pointing() RETURNS TABLE (child regclass, parent regclass, joined text)
LANGUAGE sql STABLE {INSIDE} AS $$
    SELECT k.conrelid::regclass, k.confrelid::regclass, (
        SELECT string_agg(format('c.%I = p.%I', mine.attname, theirs.attname), ' AND ')
        FROM unnest(k.conkey, k.confkey) AS pair (mine, theirs)
        JOIN pg_attribute mine ON mine.attrelid = k.conrelid AND mine.attnum = pair.mine
        JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = pair.theirs)
    FROM pg_constraint k
    WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
$$;

-- The roots and everything that hangs on them: {{"table": ["key", …]}}.
CREATE FUNCTION hanging_on(roots jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE {INSIDE} AS $$
DECLARE held jsonb := roots; fresh jsonb := roots; coming jsonb; one record; more text[];
BEGIN
    WHILE fresh <> '{{}}' LOOP
        coming := '{{}}';
        FOR one IN SELECT * FROM pointing() w WHERE fresh ? w.parent::text LOOP
            EXECUTE format('SELECT coalesce(array_agg(DISTINCT c.%1$I::text), ''{{}}'')
                FROM %2$s c JOIN %3$s p ON %4$s
                WHERE p.%5$I = ANY ($1::%6$s[]) AND c.%1$I::text <> ALL ($2)',
                key_of(one.child), one.child, one.parent, one.joined, key_of(one.parent),
                key_type(one.parent))
            INTO more USING
                ARRAY(SELECT jsonb_array_elements_text(fresh -> one.parent::text)),
                ARRAY(SELECT jsonb_array_elements_text(coalesce(held -> one.child::text, '[]')));
            CONTINUE WHEN more = '{{}}';
            held := held || jsonb_build_object(one.child::text,
                coalesce(held -> one.child::text, '[]') || to_jsonb(more));
            coming := coming || jsonb_build_object(one.child::text,
                coalesce(coming -> one.child::text, '[]') || to_jsonb(more));
        END LOOP;
        fresh := coming;
    END LOOP;
    RETURN held;
END $$;

-- Whether something of another case, or of another person than these, is among them.
CREATE FUNCTION concerns_others(held jsonb, "case" uuid, persons uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE {INSIDE} AS $$
DECLARE one record; others boolean;
BEGIN
    FOR one IN
        SELECT a.attrelid::regclass AS at, a.attname, a.attname = 'case_id' AS of_a_case
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
          AND NOT a.attisdropped AND held ? a.attrelid::regclass::text
          AND (a.attname = 'case_id' OR (a.attname = 'person_id' AND NOT EXISTS (
              SELECT 1 FROM pg_attribute b WHERE b.attrelid = a.attrelid
                AND b.attname = 'case_id' AND NOT b.attisdropped)))
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$s t WHERE t.%2$I = ANY ($1::%3$s[])
            AND t.%4$I <> ALL ($2))', one.at, key_of(one.at), key_type(one.at), one.attname)
        INTO others USING ARRAY(SELECT jsonb_array_elements_text(held -> one.at::text)),
            CASE WHEN one.of_a_case THEN ARRAY["case"] ELSE persons END;
        IF others THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
"""

GOING = f"""
CREATE FUNCTION goes_with(one uuid) RETURNS jsonb LANGUAGE plpgsql STABLE {INSIDE} AS $$
DECLARE
    who uuid; persons uuid[] := '{{}}'; roots jsonb; letters uuid[]; notices uuid[]; held jsonb;
    whole jsonb; relative uuid;
BEGIN
    SELECT c.person_id INTO who FROM cases_case c WHERE c.id = one AND NOT EXISTS (
        SELECT 1 FROM cases_case o WHERE o.person_id = c.person_id AND o.id <> c.id);
    letters := ARRAY(SELECT DISTINCT c.id FROM concerns_concern c
        LEFT JOIN concerns_decision d ON d.concern_id = c.id
        LEFT JOIN concerns_match m ON m.concern_id = c.id
        WHERE (d.case_id = one OR m.person_id = who)
          AND NOT EXISTS (SELECT 1 FROM concerns_decision o
              WHERE o.concern_id = c.id AND o.case_id <> one)
          AND (d.case_id = one OR NOT EXISTS (SELECT 1 FROM concerns_match o
              WHERE o.concern_id = c.id AND o.person_id <> who AND o.number > m.number)));
    notices := ARRAY(SELECT DISTINCT w.notification_id FROM concerns_notifiedchild w
        WHERE (w.case_id = one OR w.person_id = who)
          AND NOT EXISTS (SELECT 1 FROM concerns_notifiedchild o
              WHERE o.notification_id = w.notification_id AND o.person_id <> w.person_id));
    roots := jsonb_build_object('cases_case', ARRAY[one])
        || CASE WHEN letters = '{{}}' THEN '{{}}'
           ELSE jsonb_build_object('concerns_concern', letters) END
        || CASE WHEN notices = '{{}}' THEN '{{}}'
           ELSE jsonb_build_object('concerns_notification', notices) END;
    held := hanging_on(roots);
    IF who IS NULL THEN RETURN held; END IF;
    roots := roots || jsonb_build_object('people_person', ARRAY[who]);
    whole := hanging_on(roots);
    IF EXISTS (SELECT 1 FROM people_relation r WHERE r.relative_id = who)
        OR concerns_others(whole - 'concerns_match', one, ARRAY[who]) THEN RETURN held; END IF;
    persons := ARRAY[who];
    held := whole;
    FOR relative IN SELECT DISTINCT r.relative_id FROM people_relation r
        JOIN people_person p ON p.id = r.relative_id
        LEFT JOIN organisation_account a ON a.id = p.account_id
        WHERE r.person_id = who AND NOT coalesce(a.is_active, false)
          AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.person_id = r.relative_id)
    LOOP
        whole := hanging_on(roots || jsonb_build_object('people_person', persons || relative));
        CONTINUE WHEN concerns_others(whole - 'concerns_match', one, persons || relative);
        persons := persons || relative;
        held := whole;
    END LOOP;
    RETURN held;
END $$;

-- The rows themselves, without what only opens something, with the names of whom they point to.
CREATE FUNCTION rows_that_go(one uuid) RETURNS TABLE (kind text, key text, content jsonb)
LANGUAGE plpgsql STABLE {INSIDE} AS $$
DECLARE held jsonb := goes_with(one); at regclass; called text;
BEGIN
    FOR at IN SELECT jsonb_object_keys(held)::regclass LOOP
        SELECT coalesce(string_agg(format(' || jsonb_build_object(%L, (SELECT concat_ws('' '',
            given_name, family_name) FROM people_person WHERE id = t.%I))',
            a.attname || '~', a.attname), ''), '') INTO called
        FROM pg_constraint k JOIN pg_attribute a
            ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.conrelid = at AND cardinality(k.conkey) = 1
          AND k.confrelid = 'people_person'::regclass;
        RETURN QUERY EXECUTE format('SELECT %1$L::text, t.%2$I::text,
            (to_jsonb(t) - ARRAY[''hashed'', ''keyed_hash''])%3$s
            FROM %4$s t WHERE t.%2$I = ANY ($1::%5$s[])', at::text, key_of(at), called, at,
            key_type(at)) USING ARRAY(SELECT jsonb_array_elements_text(held -> at::text));
    END LOOP;
END $$;

CREATE FUNCTION digest_of_rows(one uuid) RETURNS text LANGUAGE sql STABLE {INSIDE} AS $$
    SELECT encode(sha256(convert_to(coalesce(string_agg(
        r.kind || ' ' || r.key || ' ' || r.content::text, E'\\n'
        ORDER BY r.kind COLLATE "C", r.key COLLATE "C"), ''), 'UTF8')), 'hex')
    FROM rows_that_go(one) r
$$;
REVOKE EXECUTE ON FUNCTION key_of(regclass), key_type(regclass), pointing(), hanging_on(jsonb),
    concerns_others(jsonb, uuid, uuid[]), goes_with(uuid), rows_that_go(uuid), digest_of_rows(uuid)
    FROM PUBLIC;
"""
GONE = """
DROP FUNCTION digest_of_rows(uuid);
DROP FUNCTION rows_that_go(uuid);
DROP FUNCTION goes_with(uuid);
DROP FUNCTION concerns_others(jsonb, uuid, uuid[]);
DROP FUNCTION hanging_on(jsonb);
DROP FUNCTION pointing();
DROP FUNCTION key_type(regclass);
DROP FUNCTION key_of(regclass);
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0018_archives")]
    operations = [migrations.RunSQL(HANGING + GOING, GONE)]

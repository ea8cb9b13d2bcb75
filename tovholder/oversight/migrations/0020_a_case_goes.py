"""A case is archived by an officer, and goes: every row of it in one transaction, or none.

`rows_for_the_archive` gives an officer everything that would go, and writes the look first.
`delete_case` takes it away where two have decided, an archive of just these rows has been handed
over, and the case is still due. What never changes stands aside while it does and is stood up as
it stood. At the end every table is searched for what went: one that nobody told of stops it all.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
OFFICER = "(SELECT is_officer())"

ARCHIVING = f"""
CREATE FUNCTION decided_by_two(deletion uuid) RETURNS uuid LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT d.about FROM oversight_deletion d
        JOIN oversight_deletiondecision e ON e.deletion_id = d.id AND e.approved
    WHERE d.id = $1 AND e.by_id <> d.by_id AND is_officer() AND may_go(d.about, d.closed_at)
$$;

CREATE FUNCTION rows_for_the_archive(deletion uuid)
RETURNS TABLE (kind text, key text, content jsonb) LANGUAGE plpgsql {DEFINER} AS $$
DECLARE one uuid := decided_by_two(deletion);
BEGIN
    IF one IS NULL THEN RETURN; END IF;
    PERFORM write_look(current_account(), '{{}}', ARRAY[one], ARRAY['archive'],
        'oversight:archive:' || deletion, 'view', false);
    RETURN QUERY SELECT r.kind, r.key, r.content FROM rows_that_go(one) r
        ORDER BY r.kind COLLATE "C", r.key COLLATE "C";
END $$;

CREATE FUNCTION archive_digest(deletion uuid) RETURNS text LANGUAGE sql STABLE {DEFINER} AS
$$ SELECT digest_of_rows(decided_by_two($1)) WHERE decided_by_two($1) IS NOT NULL $$;

CREATE FUNCTION may_hand_over(archive uuid) RETURNS boolean LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT is_officer() AND EXISTS (SELECT 1 FROM oversight_archive a WHERE a.id = $1
        AND a.id = (SELECT l.id FROM oversight_archive l WHERE l.deletion_id = a.deletion_id
            ORDER BY l.at DESC, l.id LIMIT 1))
$$;
"""

DELETING = f"""
-- Rows never change: what guards that stands aside in `at`, and is told so that it stands again.
CREATE FUNCTION stand_aside(at regclass) RETURNS text[] LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE guards text[];
BEGIN
    SELECT coalesce(array_agg(format(CASE tgenabled WHEN 'A' THEN 'ENABLE ALWAYS TRIGGER %I'
        ELSE 'ENABLE TRIGGER %I' END, tgname)), '{{}}') INTO guards FROM pg_trigger
    WHERE tgrelid = at AND NOT tgisinternal AND tgenabled <> 'D';
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', at);
    RETURN guards;
END $$;

-- Where a key that went is still told. The trace keeps what was seen and done, and what was
-- decided about the case is kept too.
CREATE FUNCTION still_told(keys uuid[]) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE one record; left_over boolean;
BEGIN
    FOR one IN
        SELECT c.oid::regclass AS at, a.attname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND a.atttypid = 'uuid'::regtype AND c.relname NOT LIKE 'audit\\_%'
          AND c.relname <> ALL (ARRAY['oversight_hold', 'oversight_deletion'])
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s t WHERE t.%I = ANY ($1))',
            one.at, one.attname) INTO left_over USING keys;
        IF left_over THEN RETURN one.at || '.' || one.attname; END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION take_away(held jsonb) RETURNS jsonb LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    waiting regclass[] := ARRAY(SELECT jsonb_object_keys(held)::regclass);
    guards jsonb := '{{}}'; counts jsonb := '{{}}'; at regclass; guard text; gone bigint; next regclass[];
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    FOREACH at IN ARRAY waiting LOOP
        guards := guards || jsonb_build_object(at::text, stand_aside(at));
    END LOOP;
    WHILE waiting <> '{{}}' LOOP
        -- First what nothing that waits points to; where they point in a ring, all at once.
        next := ARRAY(SELECT w FROM unnest(waiting) w WHERE NOT EXISTS (SELECT 1 FROM pointing() p
            WHERE p.parent = w AND p.child <> w AND p.child = ANY (waiting)));
        IF next = '{{}}' THEN next := waiting; END IF;
        FOREACH at IN ARRAY next LOOP
            EXECUTE format('DELETE FROM %s t WHERE t.%I = ANY ($1::%s[])', at, key_of(at),
                key_type(at)) USING ARRAY(SELECT jsonb_array_elements_text(held -> at::text));
            GET DIAGNOSTICS gone = ROW_COUNT;
            ASSERT gone = jsonb_array_length(held -> at::text), format('%s rows of %s', gone, at);
            counts := counts || jsonb_build_object(at::text, gone);
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

CREATE FUNCTION delete_case(deletion uuid) RETURNS jsonb LANGUAGE plpgsql {DEFINER}
SET lock_timeout = '5s' AS $$
DECLARE
    one uuid := decided_by_two(deletion); file oversight_archive; held jsonb; counts jsonb;
    keys uuid[]; left_over text;
BEGIN
    IF one IS NULL THEN
        RAISE EXCEPTION 'two officers decide, and the case is still due'
            USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(one::text, 16));
    SELECT a.* INTO file FROM oversight_archive a WHERE a.deletion_id = deletion
        ORDER BY a.at DESC, a.id LIMIT 1;
    IF file.id IS NULL OR NOT EXISTS (
        SELECT 1 FROM oversight_handedover h WHERE h.archive_id = file.id)
        OR file.digest <> digest_of_rows(one) THEN
        RAISE EXCEPTION 'the case is archived first, as it is'
            USING ERRCODE = 'check_violation';
    END IF;
    held := goes_with(one);
    keys := ARRAY(SELECT k.key::uuid FROM jsonb_each(held) t,
        LATERAL jsonb_array_elements_text(t.value) AS k (key)
        WHERE k.key ~ '^[0-9a-f]{{8}}-');
    counts := take_away(held);
    left_over := still_told(keys);
    IF left_over IS NOT NULL THEN
        RAISE EXCEPTION 'something of the case is left in %', left_over;
    END IF;
    INSERT INTO oversight_deleted (deletion_id, archive_id, counts, by_id, at)
    VALUES (deletion, file.id, counts, current_account(), statement_timestamp());
    PERFORM write_deed(current_account(), '{{}}', one, 'oversight.delete_case',
        'oversight.deletion:' || deletion, jsonb_build_object('sha256', file.sha256));
    RETURN counts;
END $$;
REVOKE EXECUTE ON FUNCTION stand_aside(regclass), still_told(uuid[]), take_away(jsonb)
    FROM PUBLIC;
"""
KEEP = """
DROP FUNCTION delete_case(uuid);
DROP FUNCTION take_away(jsonb);
DROP FUNCTION still_told(uuid[]);
DROP FUNCTION stand_aside(regclass);
DROP FUNCTION may_hand_over(uuid);
DROP FUNCTION archive_digest(uuid);
DROP FUNCTION rows_for_the_archive(uuid);
DROP FUNCTION decided_by_two(uuid);
"""
MINE = "by_id = current_account()"
WALLS = (
    ("oversight_archive", f"{MINE} AND digest = archive_digest(deletion_id)"),
    ("oversight_handedover", f"{MINE} AND may_hand_over(archive_id)"),
    ("oversight_deleted", "false"),
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0019_what_hangs_on_a_case")]
    operations = [
        migrations.RunSQL(ARCHIVING + DELETING, KEEP),
        *[
            operation
            for table, check in WALLS
            for operation in (Protect(table, using=OFFICER, check=check), AppendOnly(table))
        ],
        migrations.RunSQL(
            f"REVOKE INSERT ON oversight_deleted FROM {APP}",
            f"GRANT INSERT ON oversight_deleted TO {APP}",
        ),
    ]

"""The database seals the trace itself: what the application calls decides nothing.

The application's role may call three functions. `seal_trace()` takes the rows by a rule of its own,
reads them, hashes them and chains them: whoever calls it can neither choose rows nor see them nor
give a time. `sign_batch()` adds a signature to the oldest batch without one, and
`unsealed_since()` tells a time. What the application could still forge stands in sealing.py.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly

# The words of the format are those of docs/running/sealing.md; verify reckons them by itself.
WORDS = """
CREATE FUNCTION netstring(text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(octet_length($1)::text || ':' || $1 || ',', '-,') $$;

CREATE FUNCTION microseconds(timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT (extract(epoch FROM $1) * 1000000)::bigint::text $$;

CREATE FUNCTION tree_root(leaves bytea) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
    level bytea := leaves;
    count integer := length(leaves) / 32;
BEGIN
    IF count = 0 THEN RETURN sha256(''); END IF;
    WHILE count > 1 LOOP
        SELECT string_agg(
            CASE WHEN 2 * i + 1 = count THEN substring(level FROM 64 * i + 1 FOR 32)
                 ELSE sha256('\\x01'::bytea || substring(level FROM 64 * i + 1 FOR 64)) END,
            '' ORDER BY i)
        INTO level FROM generate_series(0, (count - 1) / 2) i;
        count := (count + 1) / 2;
    END LOOP;
    RETURN level;
END $$;
"""

# A row's transaction is the outermost one, given when it wrote first. Below the snapshot's xmin
# every transaction has ended: what it wrote is there to be read, and nothing more will come.
# A batch is closed by a transaction, never by an id or a time: those come late.
SEAL = """
CREATE FUNCTION seal_trace() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last audit_batch;
    made audit_batch;
    cut bigint;
    deed_leaves bytea;
BEGIN
    IF NOT pg_try_advisory_xact_lock(5417001) THEN RETURN NULL; END IF;
    SELECT * INTO last FROM audit_batch ORDER BY number DESC LIMIT 1;
    made.number := coalesce(last.number, 0) + 1;
    made.after := coalesce(last.before, 0);
    made.before := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    IF made.before < made.after THEN
        RAISE EXCEPTION 'the database counts its transactions from % and the trace is sealed up to %:'
            ' it was moved to another server (docs/running/sealing.md)', made.before, made.after;
    END IF;
    SELECT transaction INTO cut FROM (
        (SELECT transaction FROM audit_look WHERE transaction >= made.after
            AND transaction < made.before ORDER BY transaction LIMIT 50001)
        UNION ALL
        (SELECT transaction FROM audit_deed WHERE transaction >= made.after
            AND transaction < made.before ORDER BY transaction LIMIT 50001)
    ) AS waiting ORDER BY transaction OFFSET 50000 LIMIT 1;
    -- A transaction is never divided; one larger than a batch is a batch of its own.
    IF cut IS NOT NULL THEN
        SELECT greatest(cut, min(first) + 1) INTO made.before FROM (
            (SELECT transaction AS first FROM audit_look WHERE transaction >= made.after
                ORDER BY transaction LIMIT 1)
            UNION ALL
            (SELECT transaction FROM audit_deed WHERE transaction >= made.after
                ORDER BY transaction LIMIT 1)
        ) AS firsts;
    END IF;

    SELECT count(*), min(id), max(id), min(at), max(at), coalesce(string_agg(sha256(
        '\\x00'::bytea || convert_to(netstring('look/1') || netstring(id::text)
        || netstring(microseconds(at)) || netstring(transaction::text) || netstring(account::text)
        || netstring(seats::text) || netstring(cases::text) || netstring(areas::text)
        || netstring(page) || netstring("right") || netstring(refused::text), 'UTF8')
        ), '' ORDER BY transaction, id), '')
    INTO made.looks, made.first_look, made.last_look, made.first_at, made.last_at, made.leaves
    FROM audit_look WHERE transaction >= made.after AND transaction < made.before;

    SELECT count(*), min(id), max(id), least(made.first_at, min(at)), greatest(made.last_at, max(at)),
        coalesce(string_agg(sha256(
        '\\x00'::bytea || convert_to(netstring('deed/1') || netstring(id::text)
        || netstring(microseconds(at)) || netstring(transaction::text) || netstring(account::text)
        || netstring(seats::text) || netstring("case"::text) || netstring(verb)
        || netstring(about) || netstring(detail::text), 'UTF8')
        ), '' ORDER BY transaction, id), '')
    INTO made.deeds, made.first_deed, made.last_deed, made.first_at, made.last_at, deed_leaves
    FROM audit_deed WHERE transaction >= made.after AND transaction < made.before;

    made.sealed_at := clock_timestamp();
    -- An empty minute costs nothing; an empty hour gives a head, so that a cut tail shows.
    IF made.looks + made.deeds = 0
       AND coalesce(last.sealed_at > made.sealed_at - interval '1 hour', true) THEN
        RETURN NULL;
    END IF;
    made.leaves := made.leaves || deed_leaves;
    made.root := tree_root(made.leaves);
    made.previous := coalesce(last.head, decode(repeat('00', 32), 'hex'));
    made.head := sha256(convert_to(netstring('head/1') || netstring(encode(made.previous, 'hex'))
        || netstring(made.number::text) || netstring(made.after::text)
        || netstring(made.before::text) || netstring(made.looks::text)
        || netstring(made.deeds::text) || netstring(made.first_look::text)
        || netstring(made.last_look::text) || netstring(made.first_deed::text)
        || netstring(made.last_deed::text) || netstring(microseconds(made.first_at))
        || netstring(microseconds(made.last_at)) || netstring(encode(made.root, 'hex'))
        || netstring(microseconds(made.sealed_at)), 'UTF8'));
    INSERT INTO audit_batch SELECT made.*;
    RETURN made.number;
END $$;

CREATE FUNCTION sign_batch(number bigint, key bytea, signature bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF $1 <> coalesce((SELECT max(batch_id) FROM audit_signature), 0) + 1
       OR length($2) <> 32 OR length($3) <> 64 THEN
        RAISE EXCEPTION 'batches are signed in their order, by a key of 32 bytes';
    END IF;
    INSERT INTO audit_signature (batch_id, key, signature) VALUES ($1, $2, $3);
END $$;

CREATE FUNCTION unsealed_since() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH last AS (
        SELECT coalesce((SELECT before FROM audit_batch ORDER BY number DESC LIMIT 1), 0) AS before
    )
    SELECT least(
        (SELECT at FROM audit_look WHERE transaction >= (SELECT before FROM last)
            ORDER BY transaction, id LIMIT 1),
        (SELECT at FROM audit_deed WHERE transaction >= (SELECT before FROM last)
            ORDER BY transaction, id LIMIT 1),
        (SELECT sealed_at FROM audit_batch
            WHERE number > coalesce((SELECT max(batch_id) FROM audit_signature), 0)
            ORDER BY number LIMIT 1))
$$;
"""

REMOVE = """
DROP FUNCTION unsealed_since();
DROP FUNCTION sign_batch(bigint, bytea, bytea);
DROP FUNCTION seal_trace();
DROP FUNCTION tree_root(bytea);
DROP FUNCTION microseconds(timestamptz);
DROP FUNCTION netstring(text);
"""

# The application reads heads, to sign them and to carry them out; of the leaves it sees nothing.
HEADS = (
    "number, after, before, looks, deeds, first_look, last_look, first_deed, last_deed,"
    " first_at, last_at, root, previous, head, sealed_at"
)
CLOSE = f"""
REVOKE ALL ON audit_batch, audit_signature FROM {APP};
GRANT SELECT ({HEADS}) ON audit_batch TO {APP};
GRANT SELECT ON audit_signature TO {APP};
"""
OPEN = f"GRANT SELECT, INSERT ON audit_batch, audit_signature TO {APP};"


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_batches")]
    operations = [
        migrations.RunSQL(WORDS + SEAL, REMOVE),
        AppendOnly("audit_batch"),
        AppendOnly("audit_signature"),
        migrations.RunSQL(CLOSE, OPEN),
    ]

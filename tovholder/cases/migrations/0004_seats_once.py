"""Reckon a reader's seats once a transaction, and by the seats alone.

A page of a case asks thirty times, and each answer read every seat of the reader with its basis.
What is reckoned is kept in settings of the transaction, marked with the account and with the moment
something a seat rests on was last written, so that nothing outlives either. A seat
whose time runs out while a transaction runs is seen as it stood when the transaction first asked.
"""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

ONCE = f"""
CREATE FUNCTION seats_mark() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('tovholder.account', true), '') || '/'
        || coalesce(current_setting('tovholder.seats_written', true), '') || '/'
$$;

CREATE FUNCTION reckon_seats(mark text) RETURNS void LANGUAGE plpgsql STABLE {DEFINER} AS $$
BEGIN
    PERFORM set_config('tovholder.mine_' || name, mark || ids::text, true) FROM (
        WITH mine AS MATERIALIZED (SELECT * FROM my_seats()), persons AS MATERIALIZED (
            SELECT DISTINCT person_id AS id FROM mine)
        SELECT 'cases' AS name, array_agg(DISTINCT case_id) AS ids FROM mine
        UNION ALL
        SELECT 'cases_' || translate(area, '-', '_'), array_agg(DISTINCT case_id)
        FROM mine, unnest(areas) AS area GROUP BY 1
        UNION ALL
        SELECT 'persons', array_agg(id) FROM persons
        UNION ALL
        SELECT 'people', array_agg(DISTINCT id) FROM (
            SELECT id FROM persons UNION ALL SELECT r.relative_id
            FROM people_relation r WHERE r.person_id IN (SELECT id FROM persons)) AS people
    ) AS reckoned WHERE ids IS NOT NULL;
    PERFORM set_config('tovholder.mine', mark, true);
END $$;

CREATE FUNCTION mine(name text) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE mark text := seats_mark(); kept text;
BEGIN
    IF current_setting('tovholder.mine', true) IS DISTINCT FROM mark THEN
        PERFORM reckon_seats(mark);
    END IF;
    kept := current_setting('tovholder.mine_' || translate(name, '-', '_'), true);
    IF starts_with(kept, mark) THEN
        RETURN substr(kept, length(mark) + 1)::uuid[];
    END IF;
    RETURN '{{}}';
END $$;

CREATE OR REPLACE FUNCTION my_cases() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT mine('cases') $$;
CREATE OR REPLACE FUNCTION my_cases(area text) RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT mine('cases_' || area) $$;
CREATE OR REPLACE FUNCTION my_case_persons() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT mine('persons') $$;
CREATE OR REPLACE FUNCTION my_people() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT mine('people') $$;

CREATE FUNCTION seats_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('tovholder.seats_written', clock_timestamp()::text, true);
    RETURN NULL;
END $$;
"""
ANEW = f"""
CREATE OR REPLACE FUNCTION my_cases() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS
$$ SELECT coalesce(array_agg(DISTINCT case_id), '{{}}') FROM my_seats() $$;
CREATE OR REPLACE FUNCTION my_cases(area text) RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS
$$ SELECT coalesce(array_agg(DISTINCT case_id), '{{}}') FROM my_seats() WHERE $1 = ANY (areas) $$;
CREATE OR REPLACE FUNCTION my_case_persons() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS
$$ SELECT coalesce(array_agg(DISTINCT person_id), '{{}}') FROM my_seats() $$;
CREATE OR REPLACE FUNCTION my_people() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS $$
    WITH mine AS MATERIALIZED (SELECT DISTINCT person_id FROM my_seats())
    SELECT coalesce(array_agg(id), '{{}}') FROM (
        SELECT person_id AS id FROM mine
        UNION
        SELECT r.relative_id FROM people_relation r JOIN mine ON mine.person_id = r.person_id
    ) AS people
$$;
DROP FUNCTION seats_written();
DROP FUNCTION mine(text);
DROP FUNCTION reckon_seats(text);
DROP FUNCTION seats_mark();
"""

# What a seat, and whom it shows, rests on.
RESTS_ON = (
    "cases_seat",
    "cases_seatend",
    "consent_basis",
    "consent_withdrawal",
    "organisation_membership",
    "people_relation",
)


# A basis is never changed, so a seat's period is fixed within its basis' own when it is written:
# whether a seat stands is then told by the seat alone, and by whether the basis was withdrawn.
WITHIN = f"""
CREATE FUNCTION within_basis() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    SELECT greatest(NEW.starts, b.starts), least(NEW.ends, b.ends) INTO STRICT NEW.starts, NEW.ends
    FROM consent_basis b WHERE b.id = NEW.basis_id;
    RETURN NEW;
END $$;
CREATE TRIGGER within_basis BEFORE INSERT ON cases_seat
    FOR EACH ROW EXECUTE FUNCTION within_basis();

SELECT set_config('tovholder.owner_sees_all', 'on', true);
ALTER TABLE cases_seat DISABLE TRIGGER append_only;
UPDATE cases_seat s SET starts = greatest(s.starts, b.starts), ends = least(s.ends, b.ends)
FROM consent_basis b WHERE b.id = s.basis_id AND (s.starts < b.starts OR
    (b.ends IS NOT NULL AND (s.ends IS NULL OR s.ends > b.ends)));
ALTER TABLE cases_seat ENABLE ALWAYS TRIGGER append_only;
SELECT set_config('tovholder.owner_sees_all', '', true);
"""
ANY_PERIOD = """
DROP TRIGGER within_basis ON cases_seat;
DROP FUNCTION within_basis();
"""

HELD = "SELECT s.id, s.case_id, s.person_id, s.role, s.areas, s.basis_id FROM cases_seat s"
HOLDS = (
    "{0}.starts <= statement_timestamp() AND ({0}.ends IS NULL OR {0}.ends > statement_timestamp())"
)
SEATS = f"""
CREATE OR REPLACE FUNCTION my_seats()
RETURNS TABLE (seat_id uuid, case_id uuid, person_id uuid, role text, areas text[])
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT s.id, s.case_id, s.person_id, s.role, s.areas::text[]
    FROM (
        {HELD} WHERE s.account_id = current_account() AND {HOLDS.format("s")}
        UNION ALL
        {HELD} JOIN organisation_membership m ON m.forum_id = s.forum_id
        WHERE m.account_id = current_account() AND {HOLDS.format("m")} AND {HOLDS.format("s")}
    ) AS s
    WHERE NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.basis_id = s.basis_id)
      AND NOT EXISTS (SELECT 1 FROM cases_seatend e WHERE e.seat_id = s.id)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_seats_by_index")]
    operations = [
        migrations.RunSQL(WITHIN, ANY_PERIOD),
        migrations.RunSQL(SEATS, migrations.RunSQL.noop),
        migrations.RunSQL(ONCE, ANEW),
        *[
            migrations.RunSQL(
                f"CREATE TRIGGER seats_written AFTER INSERT OR UPDATE OR DELETE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION seats_written()",
                f"DROP TRIGGER seats_written ON {table}",
            )
            for table in RESTS_ON
        ],
    ]

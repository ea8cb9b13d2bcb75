"""The walls of a concern asked by function instead of by nested conditions.

Each table asked the one below it, which asked the next: planning my day took the planner longer
than reading it. A function is planned once a connection; what may be read is the same.
"""

from importlib import import_module

from django.db import migrations

from tovholder.audit.rowsecurity import APP

DEFINER = "STABLE SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE FUNCTION concern_part(concern uuid) RETURNS text LANGUAGE plpgsql {DEFINER} AS $$
DECLARE found_concern record; leads boolean;
BEGIN
    SELECT author_id, forum_id, shown INTO found_concern FROM concerns_concern WHERE id = concern;
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF found_concern.author_id = current_account() THEN RETURN 'close'; END IF;
    SELECT bool_or(m.chair) INTO leads FROM organisation_membership m
    WHERE m.forum_id = found_concern.forum_id AND m.account_id = current_account()
      AND m.starts <= statement_timestamp()
      AND (m.ends IS NULL OR m.ends > statement_timestamp());
    IF leads THEN RETURN 'close'; END IF;
    IF leads IS NULL OR found_concern.shown = 'nothing' THEN RETURN NULL; END IF;
    RETURN found_concern.shown;
END $$;

CREATE FUNCTION reads_ground(concern uuid, number smallint) RETURNS boolean
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE part text := concern_part(concern);
BEGIN
    IF part IS NULL THEN RETURN false; END IF;
    IF part = 'close' THEN RETURN true; END IF;
    RETURN EXISTS (SELECT 1 FROM concerns_concern c
        WHERE c.id = concern AND c.grounds_recorded = number);
END $$;

CREATE FUNCTION reads_ground(ground uuid) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    RETURN coalesce((SELECT reads_ground(g.concern_id, g.number) FROM concerns_ground g
        WHERE g.id = ground), false);
END $$;

CREATE FUNCTION close_to_ground(ground uuid) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    RETURN coalesce((SELECT concern_part(g.concern_id) = 'close' FROM concerns_ground g
        WHERE g.id = ground), false);
END $$;

CREATE FUNCTION reads_written(concern uuid, grounds smallint) RETURNS boolean
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE part text := concern_part(concern);
BEGIN
    IF part IN ('close', 'named') THEN RETURN true; END IF;
    RETURN part IS NOT NULL AND reads_ground(concern, grounds);
END $$;

CREATE FUNCTION reads_decision(decision uuid) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    RETURN coalesce((SELECT reads_written(d.concern_id, d.grounds_recorded)
        FROM concerns_decision d WHERE d.id = decision), false);
END $$;

CREATE FUNCTION close_to_question(question uuid) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    RETURN coalesce((SELECT concern_part(q.concern_id) = 'close' FROM concerns_question q
        WHERE q.id = question), false);
END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION close_to_question(uuid);
DROP FUNCTION reads_decision(uuid);
DROP FUNCTION reads_written(uuid, smallint);
DROP FUNCTION close_to_ground(uuid);
DROP FUNCTION reads_ground(uuid);
DROP FUNCTION reads_ground(uuid, smallint);
DROP FUNCTION concern_part(uuid);
"""

POLICIES = {
    "concerns_concernidentity": "concern_part(concern_id) IN ('close', 'named')",
    "concerns_sheet": "concern_part(concern_id) = 'close'",
    "concerns_ground": "reads_ground(concern_id, number)",
    "concerns_shared": "reads_ground(ground_id)",
    "concerns_hiddenwords": "close_to_ground(ground_id)",
    "concerns_match": "concern_part(concern_id) IN ('close', 'named')",
    "concerns_decision": "reads_written(concern_id, grounds_recorded)",
    "concerns_question": "reads_decision(decision_id)",
    "concerns_reply": "close_to_question(question_id)",
    "concerns_answer": "reads_decision(decision_id)",
    "concerns_acknowledgement": "reads_decision(answer_id)",
}
walls = import_module("tovholder.concerns.migrations.0002_walls")
by_ground = import_module("tovholder.concerns.migrations.0003_decisions_by_ground")
BEFORE = {
    **walls.POLICIES,
    "concerns_decision": by_ground.SEEN,
    "concerns_question": by_ground.ASKED,
}


def policy(table: str, using: str) -> str:
    return f"ALTER POLICY seat ON {table} TO {APP} USING ({using}) WITH CHECK ({using});"


class Migration(migrations.Migration):
    dependencies = [("concerns", "0004_read_at_the_case")]
    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *[
            migrations.RunSQL(policy(table, using), policy(table, BEFORE[table]))
            for table, using in POLICIES.items()
        ],
    ]

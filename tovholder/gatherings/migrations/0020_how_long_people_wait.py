"""How long people wait at a unit, in numbers, for whoever leads it.

Like the load of a unit (0014): about the unit the reader leads and no other, with no argument, and
no number under three. Every kind of waiting is answered in every span, so that a row that is
missing tells nothing.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.gatherings.migrations.0014_load_of_a_unit")
DEFINER, CLOSED = before.DEFINER, before.CLOSED
WAITING = f"""
CREATE FUNCTION waiting_at_my_unit()
RETURNS TABLE (awaited text, span integer, many bigint) LANGUAGE sql STABLE {DEFINER} AS $$
    WITH led AS MATERIALIZED (
        SELECT me.unit_id AS id FROM organisation_professional me
        WHERE me.account_id = current_account() AND me.is_leader AND NOT has_left(me.account_id)
    ), team AS MATERIALIZED (
        SELECT p.account_id AS id FROM organisation_professional p
        WHERE p.unit_id IN (SELECT id FROM led) AND p.works_from <= statement_timestamp()
          AND (p.works_to IS NULL OR p.works_to > statement_timestamp())
    ), ropes AS (
        SELECT c.id, c.opened_at FROM cases_case c
        WHERE c.id IN (SELECT h.case_id FROM cases_handover h
            WHERE h.to_id IN (SELECT id FROM team))
          AND NOT {CLOSED.format("c.id")} AND (
            SELECT h.to_id FROM cases_handover h
            JOIN cases_handoveranswer a ON a.handover_id = h.id
            WHERE h.case_id = c.id AND a.accepted ORDER BY a.at DESC LIMIT 1
        ) IN (SELECT id FROM team)
    ), waits AS (
        SELECT 'triage' AS awaited, c.sent_at AS since FROM concerns_concern c
        JOIN organisation_forum f ON f.id = c.forum_id
        WHERE f.unit_id IN (SELECT id FROM led) AND c.due_at <= statement_timestamp()
        UNION ALL
        SELECT 'coordinator', min(h.asked_at) FROM cases_handover h
        WHERE h.to_id IN (SELECT id FROM team) AND NOT {CLOSED.format("h.case_id")}
          AND NOT EXISTS (SELECT FROM cases_handoveranswer a WHERE a.handover_id = h.id)
        GROUP BY h.case_id
        UNION ALL
        SELECT 'meeting', r.opened_at FROM ropes r
        WHERE NOT EXISTS (SELECT FROM meetings_meeting m
            WHERE m.case_id = r.id AND m.starts_at <= statement_timestamp()
              AND NOT EXISTS (SELECT FROM meetings_callingoff x WHERE x.meeting_id = m.id))
    ), spans (n, least, most) AS (VALUES
        (1, interval '0', interval '14 days'),
        (2, interval '14 days', interval '42 days'),
        (3, interval '42 days', interval '1000 years'))
    SELECT kinds.awaited, spans.n, told_from_three((
        SELECT count(*) FROM waits w WHERE w.awaited = kinds.awaited
          AND statement_timestamp() - w.since >= spans.least
          AND statement_timestamp() - w.since < spans.most))
    FROM (VALUES ('triage'), ('coordinator'), ('meeting')) AS kinds (awaited), spans
    WHERE EXISTS (SELECT FROM led)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0019_the_day_here"),
        ("concerns", "0001_initial"),
        ("meetings", "0013_busy_times"),
        ("cases", "0011_ends_with_work"),
    ]
    operations = [migrations.RunSQL(WAITING, "DROP FUNCTION waiting_at_my_unit();")]

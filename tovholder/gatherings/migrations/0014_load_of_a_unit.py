"""How much each person at a unit carries, in numbers, for whoever leads it (S-56).

The function answers about the unit the reader leads and no other, with numbers and no case: a
number under three is not told, since one child in a small place has a name. What somebody does at
a case as a parent or a relative is no work of theirs and is not counted.
"""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
MEETS = """
    SELECT i.account_id AS id FROM {book}_invitation i JOIN {book}_meeting m ON m.id = i.meeting_id
    WHERE i.account_id IN (SELECT id FROM team) AND i.side = 'professional'
      AND m.starts_at >= (SELECT first FROM month) AND m.starts_at < (SELECT next FROM month)
      AND NOT EXISTS (SELECT FROM {book}_spared x WHERE x.invitation_id = i.id)
      AND NOT EXISTS (SELECT FROM {book}_callingoff x WHERE x.meeting_id = m.id)
"""
CLOSED = """EXISTS (SELECT FROM cases_closure c WHERE c.case_id = {0}
        AND NOT EXISTS (SELECT FROM cases_reopening r WHERE r.closure_id = c.id))"""
LOAD = f"""
CREATE FUNCTION told_from_three(many bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN many >= 3 THEN many END
$$;

CREATE FUNCTION load_of_my_unit()
RETURNS TABLE (account bigint, coordinates bigint, meets bigint, overdue bigint)
LANGUAGE sql STABLE {DEFINER} AS $$
    WITH team AS MATERIALIZED (
        SELECT p.account_id AS id FROM organisation_professional me
        JOIN organisation_professional p ON p.unit_id = me.unit_id
        WHERE me.account_id = current_account() AND me.is_leader AND NOT has_left(me.account_id)
          AND p.works_from <= statement_timestamp()
          AND (p.works_to IS NULL OR p.works_to > statement_timestamp())
    ), month AS (
        SELECT first, first + interval '1 month' AS next
        FROM date_trunc('month', statement_timestamp(), 'Europe/Copenhagen') AS first
    ), seats AS MATERIALIZED (
        SELECT DISTINCT s.account_id AS id, s.case_id FROM cases_seat s
        WHERE s.account_id IN (SELECT id FROM team) AND s.role IN ('professional', 'authority')
          AND s.starts <= statement_timestamp()
          AND (s.ends IS NULL OR s.ends > statement_timestamp())
          AND NOT EXISTS (SELECT FROM cases_seatend e WHERE e.seat_id = s.id)
          AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.basis_id = s.basis_id)
          AND NOT {CLOSED.format("s.case_id")}
    ), ropes AS (
        SELECT s.id FROM seats s WHERE s.id = (
            SELECT h.to_id FROM cases_handover h
            JOIN cases_handoveranswer a ON a.handover_id = h.id
            WHERE h.case_id = s.case_id AND a.accepted ORDER BY a.at DESC LIMIT 1)
    ), meetings AS (
        {MEETS.format(book="meetings")} UNION ALL {MEETS.format(book="gatherings")}
    ), late AS (
        SELECT t.owner_account_id AS id FROM plans_task t
        JOIN seats s ON s.id = t.owner_account_id AND s.case_id = t.case_id
        LEFT JOIN plans_wishanswer a ON a.task_id = t.id
        WHERE t.due < statement_timestamp()::date AND (NOT t.wish OR a.accepted)
          AND NOT EXISTS (SELECT FROM plans_taskend e WHERE e.task_id = t.id)
        UNION ALL
        SELECT t.owner_account_id FROM gatherings_task t
        WHERE t.owner_account_id IN (SELECT id FROM team) AND t.due < statement_timestamp()::date
          AND NOT EXISTS (SELECT FROM gatherings_taskend e WHERE e.task_id = t.id)
    )
    SELECT team.id,
        told_from_three((SELECT count(*) FROM ropes WHERE ropes.id = team.id)),
        told_from_three((SELECT count(*) FROM meetings WHERE meetings.id = team.id)),
        told_from_three((SELECT count(*) FROM late WHERE late.id = team.id))
    FROM team
$$;
"""
NONE = """
DROP FUNCTION load_of_my_unit();
DROP FUNCTION told_from_three(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0013_walls_of_outcomes"),
        ("meetings", "0013_busy_times"),
        ("plans", "0002_walls"),
        ("cases", "0011_ends_with_work"),
        ("consent", "0004_exchanges"),
    ]
    operations = [migrations.RunSQL(LOAD, NONE)]

"""A municipality of any size around the demonstration's own cases.

The measured social worker is the demonstration's, with some thirty cases and one child's whole
course. Everybody else's persons, cases and plans are laid beside them by SQL.
"""

from tests import databases
from tovholder import postgres

# Everyone has a case on a basis, three seats held by others, two goals with two signs each, four
# observations of every sign, two tasks, and every tenth a concern in another team's queue.
FILL = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
INSERT INTO organisation_account (password, username, name, sort_key, email, language, is_active,
    is_administrator)
    SELECT '', 'other-' || i, 'Anden ' || i, 'anden', '', 'da', true, false
    FROM generate_series(1, greatest(100, {count} / 100)) i;
INSERT INTO organisation_forum (id, kind, name, weekday, unit_id, holds_cases, closed,
    receives_notifications)
    SELECT gen_random_uuid(), 'school-triage', 'Andet team', 1, id, true, false, false
    FROM organisation_unit LIMIT 1;
CREATE TEMP TABLE colleague ON COMMIT DROP AS
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place
    FROM organisation_account WHERE username LIKE 'other-%';
ANALYZE colleague;
CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT i, gen_random_uuid() person, gen_random_uuid() kase, gen_random_uuid() basis,
        c.id AS holder
    FROM generate_series(1, {count}) i
    JOIN colleague c ON c.place = i % greatest(100, {count} / 100);
INSERT INTO people_person (id, given_name, family_name, sort_key, birth_date, sex, language,
    interpreter)
    SELECT person, 'Nogen', 'Nummer ' || i, 'nogen nummer ' || i, '2015-03-01', 'unknown', 'da',
        false FROM made;
INSERT INTO cases_case (id, person_id, opened_at)
    SELECT kase, person, now() - interval '90 days' FROM made;
INSERT INTO consent_basis (id, person_id, kind, purpose, starts, recorded_at)
    SELECT basis, person, 'authority-work', 'Arbejde', now() - interval '90 days',
        now() - interval '90 days' FROM made;
INSERT INTO cases_seat (id, case_id, person_id, basis_id, account_id, role, areas, starts)
    SELECT gen_random_uuid(), kase, person, basis, c.id, 'authority', '{{overview,plan}}',
        now() - interval '90 days'
    FROM made CROSS JOIN generate_series(1, 3) k
    JOIN colleague c ON c.place = (i + 31 * k) % greatest(100, {count} / 100);
CREATE TEMP TABLE goal ON COMMIT DROP AS
    SELECT gen_random_uuid() id, kase, holder, k FROM made CROSS JOIN generate_series(1, 2) k;
INSERT INTO plans_goal (id, text, need, position, version, set_at, case_id, set_by_id)
    SELECT id, 'Et mål', 'Et behov', k, 1, now() - interval '80 days', kase, holder FROM goal;
CREATE TEMP TABLE sign ON COMMIT DROP AS
    SELECT gen_random_uuid() id, g.id goal, kase, holder, s.k
    FROM goal g CROSS JOIN generate_series(1, 2) s (k);
INSERT INTO plans_sign (id, text, watchers, about, position, version, set_at, case_id, goal_id,
    set_by_id)
    SELECT id, 'Et tegn', 'læreren', 'child', k, 1, now() - interval '80 days', kase, goal, holder
    FROM sign;
INSERT INTO plans_observation (id, sign_version, seen, note, "on", at, case_id, sign_id, by_id)
    SELECT gen_random_uuid(), 1, 'partly', '', current_date - 7 * w, now() - w * interval '7 days',
        kase, id, holder
    FROM sign CROSS JOIN generate_series(1, 4) w;
INSERT INTO plans_task (id, text, owner_name, due, together_with, wish, contact, version, set_at,
    case_id, goal_id, owner_account_id, set_by_id)
    SELECT gen_random_uuid(), 'En opgave', 'Anden', current_date + 7, '', false, false, 1,
        now() - interval '80 days', kase, id, holder, holder FROM goal;
INSERT INTO cases_seat (id, case_id, person_id, basis_id, account_id, role, areas, starts)
    SELECT gen_random_uuid(), s.case_id, s.person_id, s.basis_id, me.id, s.role, s.areas, s.starts
    FROM cases_seat s JOIN organisation_account a ON a.id = s.account_id
    CROSS JOIN organisation_account me
    WHERE a.username = 'social-worker-2' AND me.username = 'social-worker';
INSERT INTO concerns_concern (id, sent_at, worry, child_heard, parents_heard, draft, shown,
    grounds_recorded, author_id, forum_id, decisions_made, anonymous_approach)
    SELECT gen_random_uuid(), now() - interval '9 days', 2, true, true, gen_random_uuid(),
        'nothing', 0, holder, (SELECT id FROM organisation_forum WHERE name = 'Andet team'), 0,
        false
    FROM made WHERE i % 10 = 0;
"""


def fill(database: str, count: int) -> None:
    """Lay `count` persons with all that is theirs into this database."""
    with postgres.connect(database, role="postgres") as superuser, superuser.transaction():
        # Foreign keys are right by construction; checking a million of them takes minutes.
        superuser.execute("SET LOCAL session_replication_role = replica")
        for statement in FILL.format(count=count).strip().rstrip(";").split(";\n"):
            superuser.execute(statement)
    with postgres.connect(database, role="postgres") as superuser:
        superuser.execute("VACUUM (ANALYZE, FREEZE)")


def without_row_security(database: str) -> None:
    """Take the second wall away: what is left is what it costs."""
    with postgres.connect(database) as owner:
        walled = owner.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity AND relkind = 'r'"
        )
        for (table,) in walled.fetchall():
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def without_looks(database: str) -> None:
    """Let the look write nothing; who calls it notices no difference."""
    with postgres.connect(database) as owner:
        owner.execute(
            "CREATE OR REPLACE FUNCTION write_look(account bigint, seats uuid[], cases uuid[],"
            ' areas text[], page text, "right" text, refused boolean) RETURNS void'
            " LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS ''"
        )


def whole_case(database: str, username: str) -> str:
    """The fullest case this person holds a seat in: the one with most words and observations."""
    with postgres.connect(database) as owner:
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', false)")
        found = owner.execute(
            "SELECT s.case_id FROM cases_seat s JOIN organisation_account a ON a.id = s.account_id"
            " WHERE a.username = %s ORDER BY"
            " (SELECT count(*) FROM meetings_meeting m WHERE m.case_id = s.case_id)"
            " + (SELECT count(*) FROM plans_observation o WHERE o.case_id = s.case_id)"
            " DESC LIMIT 1",
            [username],
        ).fetchone()
    return str(found[0])


def template() -> str:
    """The demonstration as everything is copied from."""
    return databases.demonstration()

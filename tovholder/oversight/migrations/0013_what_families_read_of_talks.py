"""The family reads that people talked without consent; what could endanger somebody waits (S-44).

One function answers whoever holds a seat of the family at the case, another the officer. What is
held back leaves no row and no number. The officer reads why it is held back, and nothing of what
was said, nor whom it was about.
"""

from importlib import import_module

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

DEFINER = "STABLE SECURITY DEFINER SET search_path = public, pg_temp"
before = import_module("tovholder.oversight.migrations.0007_some_at_a_time")

LATEST = """LEFT JOIN LATERAL (
        SELECT d.shown, d.reason, d.at, a.name FROM oversight_talkdecision d
        JOIN organisation_account a ON a.id = d.by_id
        WHERE d.talk_id = t.id ORDER BY d.at DESC, d.id DESC LIMIT 1) AS d ON true"""
PROFESSIONS = """ARRAY(SELECT DISTINCT p.profession::text FROM cases_talkparty p
        WHERE p.talk_id = t.id ORDER BY 1)"""

TALKED = f"""
CREATE FUNCTION talks_told("case" uuid, zone text)
RETURNS TABLE (met_on date, kind text, professions text[], necessary text, reason text)
LANGUAGE sql {DEFINER} AS $$
    SELECT t.meets_on, t.kind, {PROFESSIONS}, t.necessary, t.reason
    FROM cases_talk t {LATEST}
    WHERE t.case_id = $1 AND t.meets_on <= (statement_timestamp() AT TIME ZONE $2)::date
      AND (t.untold_because = '' OR coalesce(d.shown, false))
      AND EXISTS (SELECT 1 FROM my_seats() m
          WHERE m.case_id = $1 AND m.role IN ('parent', 'child'))
    ORDER BY t.meets_on DESC, t.id
$$;

CREATE FUNCTION talks_untold(one uuid) RETURNS TABLE (
    talk_id uuid, case_id uuid, kind text, met_on date, professions text[], because text,
    recorded_by text, shown boolean, reason text, decided_by text, decided_at timestamptz
) LANGUAGE sql {DEFINER} AS $$
    SELECT t.id, t.case_id, t.kind, t.meets_on, {PROFESSIONS}, t.untold_because, r.name,
        d.shown, coalesce(d.reason, ''), coalesce(d.name, ''), d.at
    FROM cases_talk t JOIN organisation_account r ON r.id = t.by_id {LATEST}
    WHERE is_officer() AND t.untold_because <> '' AND (one IS NULL OR t.id = one)
    ORDER BY d.at IS NOT NULL, t.meets_on DESC, t.id LIMIT 100
$$;
"""
SILENT = """
DROP FUNCTION talks_untold(uuid);
DROP FUNCTION talks_told(uuid, text);
"""

BEGIN = before.SOME.index("CREATE FUNCTION sensitive_undecided")
AS_BEFORE = before.SOME[BEGIN:].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
COUNTED = AS_BEFORE.replace("SELECT count(*) FROM consent_basis", "SELECT (SELECT count(*) FROM consent_basis").replace(
    "\n$$;",
    """)
    + (SELECT count(*) FROM cases_talk t WHERE is_officer() AND t.untold_because <> ''
      AND NOT EXISTS (SELECT 1 FROM oversight_talkdecision d WHERE d.talk_id = t.id))
$$;""",
)

MINE = "(SELECT is_officer())"


class Migration(migrations.Migration):
    dependencies = [("oversight", "0012_talk_decisions"), ("cases", "0027_walls_of_talks")]
    operations = [
        Protect(
            "oversight_talkdecision", using=MINE, check=f"{MINE} AND by_id = current_account()"
        ),
        AppendOnly("oversight_talkdecision"),
        migrations.RunSQL(TALKED, SILENT),
        migrations.RunSQL(COUNTED, AS_BEFORE),
    ]

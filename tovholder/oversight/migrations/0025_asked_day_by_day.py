"""Questions about looks are asked day by day, the latest first, until there are enough to answer.

Two weeks of a large house are a million looks; whoever reads gets two hundred questions. What has
been answered is asked for beside them, at those alone who were answered for.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.oversight.migrations.0004_questions")

BEGIN = before.ASKED.index("CREATE FUNCTION look_questions(")
AS_BEFORE = before.ASKED[BEGIN:]
COLUMNS = AS_BEFORE[AS_BEFORE.index("RETURNS TABLE") : AS_BEFORE.index("LANGUAGE plpgsql")]
QUERY = AS_BEFORE[AS_BEFORE.index("    WITH asked AS") : AS_BEFORE.index("END $$")]
CHANGES = (
    ("WHERE may_ask_about(p.account_id)\n", """WHERE may_ask_about(p.account_id)
          AND (NOT answered OR EXISTS (SELECT 1 FROM oversight_lookanswer w
            WHERE w.account_id = p.account_id AND w.day BETWEEN since AND until))
"""),
    ("WHERE n.night OR n.alone OR n.relative OR n.alike\n",
     "WHERE (n.night OR n.alone OR n.relative OR n.alike) AND (o.at IS NOT NULL) = answered\n"),
    ("ORDER BY o.at IS NOT NULL, n.day", "ORDER BY n.day"),
    ("LIMIT 200;\n", "LIMIT most;\n"),
)  # fmt: skip
for old, new in CHANGES:
    if QUERY.count(old) != 1:
        raise ValueError(old)
    QUERY = QUERY.replace(old, new)

PERIOD = "since date, until date, zone text, near int, night_from int, night_until int"
BY_DAY = f"""
CREATE FUNCTION questions_between({PERIOD}, answered boolean, most bigint)
{COLUMNS}LANGUAGE plpgsql STABLE {before.DEFINER} AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
{QUERY}END $$;
REVOKE EXECUTE ON FUNCTION questions_between(date, date, text, int, int, int, boolean, bigint)
    FROM PUBLIC;

CREATE FUNCTION look_questions({PERIOD})
{COLUMNS}LANGUAGE plpgsql {before.DEFINER} AS $$
#variable_conflict use_variable
DECLARE one date := until; missing bigint := 200; found bigint;
BEGIN
    PERFORM write_deed(current_account(), '{{}}', NULL, 'oversight.ask_about_looks', '', '{{}}');
    WHILE one >= since AND missing > 0 LOOP
        RETURN QUERY SELECT * FROM questions_between(
            one, one, zone, near, night_from, night_until, false, missing);
        GET DIAGNOSTICS found = ROW_COUNT;
        missing := missing - found;
        one := one - 1;
    END LOOP;
    RETURN QUERY SELECT * FROM questions_between(
        since, until, zone, near, night_from, night_until, true, missing);
END $$;
"""
DROP = "DROP FUNCTION look_questions(date, date, text, int, int, int);\n"
DROP_BOTH = f"""{DROP}
DROP FUNCTION questions_between(date, date, text, int, int, int, boolean, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0024_kept_by_the_longest")]
    operations = [migrations.RunSQL(DROP + BY_DAY, DROP_BOTH + AS_BEFORE)]

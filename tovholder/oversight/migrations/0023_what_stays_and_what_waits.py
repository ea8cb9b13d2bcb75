"""What a deletion must leave, and what an approval must have read by itself.

Which child a worry or a notification is about is told by its last match: one that was corrected
away neither keeps it nor takes it. A relative stays who has anything open of their own. A case
waits for somebody who has said that something is wrong. What would go is asked once more when
nothing can be written to it any longer. And whoever has weighed the papers that leave does not
approve them.
"""

from importlib import import_module

from django.db import migrations

keeping = import_module("tovholder.oversight.migrations.0017_walls_of_keeping")
hanging = import_module("tovholder.oversight.migrations.0019_what_hangs_on_a_case")
going = import_module("tovholder.oversight.migrations.0020_a_case_goes")
DEFINER = going.DEFINER


def _again(sql: str, name: str) -> str:
    """The definition of one function in a text of several, to stand in the place of the old one."""
    begins = sql.index(f"CREATE FUNCTION {name}(")
    ends = sql.index("$$;", sql.index("$$", begins) + 2) + 3
    return sql[begins:ends].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1) + "\n"


def _changed(sql: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        if sql.count(old) != 1:
            raise ValueError(f"This stands {sql.count(old)} times: {old}")
        sql = sql.replace(old, new)
    return sql


BEFORE = "".join((
    _again(hanging.HANGING, "concerns_others"),
    _again(hanging.GOING, "goes_with"),
    _again(keeping.RECKONING, "keeping_ends"),
    _again(going.DELETING, "delete_case"),
))  # fmt: skip

OTHERS = _changed(
    _again(hanging.HANGING, "concerns_others"),
    (
        """a.attname = 'case_id' AS of_a_case
""",
        """a.attname = 'case_id' AS of_a_case,
            EXISTS (SELECT 1 FROM pg_attribute b WHERE b.attrelid = a.attrelid
                AND b.attname = 'case_id' AND NOT b.attisdropped) AND a.attname = 'person_id'
                AS beside_a_case
""",
    ),
    (
        """(a.attname = 'case_id' OR (a.attname = 'person_id' AND NOT EXISTS (
              SELECT 1 FROM pg_attribute b WHERE b.attrelid = a.attrelid
                AND b.attname = 'case_id' AND NOT b.attisdropped)))""",
        "a.attname IN ('case_id', 'person_id')",
    ),
    (
        """AND t.%4$I <> ALL ($2))', one.at, key_of(one.at), key_type(one.at), one.attname)""",
        """AND t.%4$I <> ALL ($2) %5$s)', one.at, key_of(one.at), key_type(one.at), one.attname,
            CASE WHEN one.beside_a_case THEN 'AND t.case_id IS NULL' ELSE '' END)""",
    ),
)
GOES = _changed(
    _again(hanging.GOING, "goes_with"),
    (
        """WHERE (w.case_id = one OR w.person_id = who)
          AND NOT EXISTS (SELECT 1 FROM concerns_notifiedchild o
              WHERE o.notification_id = w.notification_id AND o.person_id <> w.person_id));""",
        """WHERE (w.case_id = one OR w.person_id = who)
          AND NOT EXISTS (SELECT 1 FROM concerns_notifiedchild o
              WHERE o.notification_id = w.notification_id AND o.number > w.number
                AND o.person_id <> w.person_id));""",
    ),
    (
        "concerns_others(whole - 'concerns_match', one, ARRAY[who])",
        "concerns_others(whole - 'concerns_match' - 'concerns_notifiedchild', one, ARRAY[who])",
    ),
    (
        """          AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.person_id = r.relative_id)
""",
        """          AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.person_id = r.relative_id)
          AND NOT EXISTS (SELECT 1 FROM concerns_match m WHERE m.person_id = r.relative_id)
          AND NOT EXISTS (SELECT 1 FROM concerns_notifiedchild n
              WHERE n.person_id = r.relative_id)
          AND NOT EXISTS (SELECT 1 FROM oversight_accessrequest q
              WHERE q.person_id = r.relative_id)
          AND NOT EXISTS (SELECT 1 FROM people_enrolment e WHERE e.person_id = r.relative_id
              AND (e.ends IS NULL OR e.ends > statement_timestamp()))
""",
    ),
    (
        "concerns_others(whole - 'concerns_match', one, persons || relative)",
        """concerns_others(whole - 'concerns_match' - 'concerns_notifiedchild', one,
            persons || relative)""",
    ),
)
WAITS = _changed(
    _again(keeping.RECKONING, "keeping_ends"),
    (
        """    ), last AS (
""",
        """        UNION
        SELECT k.id, 'correction' FROM closed k JOIN cases_correction x ON x.case_id = k.id
            WHERE NOT EXISTS (SELECT 1 FROM cases_correctionanswer a WHERE a.correction_id = x.id)
    ), last AS (
""",
    ),
)
DELETES = _changed(
    _again(going.DELETING, "delete_case"),
    (
        "keys uuid[]; left_over text;",
        "keys uuid[]; left_over text; at text;",
    ),
    (
        """    held := goes_with(one);
""",
        """    -- Nothing is written to it from here on; what was, a moment ago, is asked for again.
    FOR at IN SELECT jsonb_object_keys(goes_with(one)) LOOP
        EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', at);
    END LOOP;
    IF decided_by_two(deletion) IS DISTINCT FROM one OR file.digest <> digest_of_rows(one) THEN
        RAISE EXCEPTION 'the case is archived first, as it is'
            USING ERRCODE = 'check_violation';
    END IF;
    held := goes_with(one);
""",
    ),
)

WEIGHED = f"""
CREATE FUNCTION hands_out_what_i_weighed(answer uuid, request uuid) RETURNS boolean LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT EXISTS (SELECT 1 FROM oversight_accessanswer a, LATERAL (
        SELECT DISTINCT ON (w.kind, w.key) w.given, w.by_id FROM oversight_weighedpaper w
        WHERE w.request_id = $2 ORDER BY w.kind, w.key, w.at DESC, w.id DESC) last
    WHERE a.id = $1 AND a.outcome <> 'refused' AND last.given AND last.by_id = current_account())
$$;
ALTER POLICY seat ON oversight_accessapproval WITH CHECK (
    by_id = current_account() AND may_approve_answer(answer_id, request_id)
    AND NOT hands_out_what_i_weighed(answer_id, request_id));
"""
UNWEIGHED = """
ALTER POLICY seat ON oversight_accessapproval WITH CHECK (
    by_id = current_account() AND may_approve_answer(answer_id, request_id));
DROP FUNCTION hands_out_what_i_weighed(uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0022_called_off_is_told"),
        ("cases", "0030_walls_of_corrections"),
    ]
    operations = [
        migrations.RunSQL(OTHERS + GOES + WAITS + DELETES, BEFORE),
        migrations.RunSQL(WEIGHED, UNWEIGHED),
    ]

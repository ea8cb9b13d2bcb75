"""Which cases have been kept long enough, reckoned here; only officers read and write of it.

`keeping_ends` says of every case that is closed, and whose own period is over, when the last of
what it holds may go and by which rule: a case goes whole. Where a rule is missing, nothing ends.
An open case is not there at all. What it waits for (a hold, somebody who asked for access, a
notification nobody has answered) is told beside it. The rules themselves stand in
`retention.toml`.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
OFFICER = "(SELECT is_officer())"

RECKONING = f"""
CREATE FUNCTION kept(kind text) RETURNS interval LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT coalesce((SELECT r.period::interval FROM oversight_keepingrule r
        WHERE r.kind = $1), interval '900 years')
$$;
REVOKE EXECUTE ON FUNCTION kept(text) FROM PUBLIC;

CREATE FUNCTION keeping_ends(one uuid) RETURNS TABLE (
    about uuid, person uuid, closed_at timestamptz, ends timestamptz, rule text, is_last boolean,
    waits text[]
) LANGUAGE sql STABLE {DEFINER} AS $$
    WITH closed AS MATERIALIZED (
        SELECT c.id, c.person_id, max(x.at) AS at, NOT EXISTS (
            SELECT 1 FROM cases_case o WHERE o.person_id = c.person_id AND o.id <> c.id) AS is_last
        FROM cases_case c JOIN cases_closure x ON x.case_id = c.id
        WHERE (one IS NULL OR c.id = one)
          AND NOT EXISTS (SELECT 1 FROM cases_reopening r WHERE r.closure_id = x.id)
        GROUP BY c.id HAVING max(x.at) + kept('cases.Case') <= statement_timestamp()
    ), ends (id, until, rule) AS (
        SELECT k.id, k.at + kept('cases.Case'), 'cases.Case' FROM closed k
        UNION ALL
        SELECT k.id, k.at + r.period::interval, r.kind FROM closed k
            JOIN cases_seat s ON s.case_id = k.id
            JOIN organisation_professional p ON p.account_id = s.account_id
            JOIN oversight_keepingrule r ON r.kind = 'cases.Case:' || p.profession
        UNION ALL
        SELECT k.id, greatest(e.at, w.at) + kept('cases.EmergencyAccess'), 'cases.EmergencyAccess'
            FROM closed k JOIN cases_seat s ON s.case_id = k.id
            JOIN cases_emergencyaccess e ON e.seat_id = s.id
            LEFT JOIN cases_toldofemergency t ON t.emergency_id = e.id
            LEFT JOIN cases_answertoemergency w ON w.told_id = t.id
        UNION ALL
        SELECT k.id, v.ends + kept('cases.SupervisedSeat'), 'cases.SupervisedSeat'
            FROM closed k JOIN cases_seat s ON s.case_id = k.id
            JOIN cases_supervisedseat u ON u.seat_id = s.id
            JOIN cases_supervision v ON v.id = u.supervision_id
        UNION ALL
        SELECT k.id, greatest(d.at, c.sent_at) + kept('concerns.Answer'), 'concerns.Answer'
            FROM closed k JOIN concerns_decision own ON own.case_id = k.id
            JOIN concerns_concern c ON c.id = own.concern_id
            JOIN concerns_decision d ON d.concern_id = c.id
        UNION ALL
        SELECT k.id, greatest(d.at, c.sent_at) + kept('concerns.Answer'), 'concerns.Answer'
            FROM closed k JOIN concerns_match m ON k.is_last AND m.person_id = k.person_id
            JOIN concerns_concern c ON c.id = m.concern_id
            LEFT JOIN concerns_decision d ON d.concern_id = c.id
        UNION ALL
        SELECT k.id, greatest(n.signed_at, r.at) + kept('concerns.Receipt'), 'concerns.Receipt'
            FROM closed k JOIN concerns_notifiedchild w
                ON w.case_id = k.id OR (k.is_last AND w.person_id = k.person_id)
            JOIN concerns_notification n ON n.id = w.notification_id
            LEFT JOIN concerns_receipt r ON r.notification_id = n.id
        UNION ALL
        SELECT k.id, g.ends_on + kept('concerns.Grading'), 'concerns.Grading'
            FROM closed k JOIN concerns_grading g ON g.case_id = k.id
        UNION ALL
        SELECT k.id, d.at + kept('oversight.NamesDecision'), 'oversight.NamesDecision'
            FROM closed k JOIN oversight_namesdecision d ON d.case_id = k.id
        UNION ALL
        SELECT k.id, d.at + kept('oversight.TalkDecision'), 'oversight.TalkDecision'
            FROM closed k JOIN cases_talk t ON t.case_id = k.id
            JOIN oversight_talkdecision d ON d.talk_id = t.id
        UNION ALL
        SELECT k.id, d.at + kept('oversight.LookDecision'), 'oversight.LookDecision'
            FROM closed k JOIN consent_basis b ON k.is_last AND b.person_id = k.person_id
            JOIN oversight_lookdecision d ON d.basis_id = b.id
        UNION ALL
        SELECT k.id, greatest(q.at, a.at) + kept('oversight.AccessRequest'),
            'oversight.AccessRequest'
            FROM closed k JOIN oversight_accessrequest q
                ON q.case_id = k.id OR (k.is_last AND q.person_id = k.person_id)
            LEFT JOIN oversight_accessapproval a ON a.request_id = q.id
    ), waiting (id, what) AS (
        SELECT k.id, 'hold' FROM closed k JOIN oversight_hold h ON h.about = k.id
            WHERE NOT EXISTS (SELECT 1 FROM oversight_holdend e WHERE e.hold_id = h.id)
        UNION
        SELECT k.id, 'access' FROM closed k
            JOIN oversight_accessrequest q ON q.person_id = k.person_id OR q.case_id = k.id
            WHERE NOT EXISTS (SELECT 1 FROM oversight_accessapproval a WHERE a.request_id = q.id)
        UNION
        SELECT k.id, 'notification' FROM closed k
            JOIN concerns_notifiedchild w ON w.person_id = k.person_id OR w.case_id = k.id
            WHERE NOT EXISTS (SELECT 1 FROM concerns_receipt r
                    WHERE r.notification_id = w.notification_id)
               OR NOT EXISTS (SELECT 1 FROM concerns_assessment a
                    WHERE a.notification_id = w.notification_id)
    ), last AS (
        SELECT DISTINCT ON (e.id) e.id, e.until, e.rule FROM ends e
        ORDER BY e.id, e.until DESC, e.rule
    )
    SELECT k.id, k.person_id, k.at, l.until, l.rule, k.is_last,
        ARRAY(SELECT w.what FROM waiting w WHERE w.id = k.id ORDER BY w.what)
    FROM closed k JOIN last l ON l.id = k.id
$$;
REVOKE EXECUTE ON FUNCTION keeping_ends(uuid) FROM PUBLIC;

CREATE FUNCTION cases_kept_long_enough(one uuid DEFAULT NULL) RETURNS TABLE (
    about uuid, closed_at timestamptz, ends timestamptz, rule text, is_last boolean, waits text[]
) LANGUAGE plpgsql STABLE {DEFINER} AS $$
BEGIN
    IF NOT is_officer() THEN RETURN; END IF;
    RETURN QUERY SELECT k.about, k.closed_at, k.ends, k.rule, k.is_last, k.waits
    FROM keeping_ends(one) k WHERE k.ends <= statement_timestamp() ORDER BY k.ends, k.about;
END $$;

CREATE FUNCTION case_called(reference text) RETURNS uuid LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT CASE WHEN count(*) = 1 THEN min(c.id::text)::uuid END FROM cases_case c
    WHERE is_officer() AND $1 ~ '^[0-9a-f]{{8}}$'
      AND c.id >= rpad($1, 32, '0')::uuid AND c.id <= rpad($1, 32, 'f')::uuid
$$;
"""

# A proposal rests on one closing; it stands until somebody refuses it or the case is opened.
DECIDING = f"""
CREATE FUNCTION may_go(about uuid, closed_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT EXISTS (SELECT 1 FROM keeping_ends($1) k WHERE k.closed_at = $2
        AND k.ends <= statement_timestamp() AND k.waits = '{{}}')
$$;
REVOKE EXECUTE ON FUNCTION may_go(uuid, timestamptz) FROM PUBLIC;

CREATE FUNCTION may_propose_deletion(about uuid, closed_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT is_officer() AND may_go($1, $2) AND NOT EXISTS (
        SELECT 1 FROM oversight_deletion d
            LEFT JOIN oversight_deletiondecision e ON e.deletion_id = d.id
        WHERE d.about = $1 AND d.closed_at = $2 AND coalesce(e.approved, true))
$$;

CREATE FUNCTION may_decide_deletion(deletion uuid, approved boolean) RETURNS boolean
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT is_officer() AND EXISTS (SELECT 1 FROM oversight_deletion d
        WHERE d.id = $1 AND d.by_id <> current_account()
          AND (NOT $2 OR may_go(d.about, d.closed_at)))
$$;
"""
FORGET = """
DROP FUNCTION may_decide_deletion(uuid, boolean);
DROP FUNCTION may_propose_deletion(uuid, timestamptz);
DROP FUNCTION may_go(uuid, timestamptz);
DROP FUNCTION case_called(text);
DROP FUNCTION cases_kept_long_enough(uuid);
DROP FUNCTION keeping_ends(uuid);
DROP FUNCTION kept(text);
"""
MINE = f"{OFFICER} AND by_id = current_account()"
WALLS = (
    ("oversight_hold", MINE),
    ("oversight_holdend", MINE),
    ("oversight_deletion", "by_id = current_account() AND may_propose_deletion(about, closed_at)"),
    (
        "oversight_deletiondecision",
        "by_id = current_account() AND may_decide_deletion(deletion_id, approved)",
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0016_keeping"),
        ("cases", "0027_walls_of_talks"),
        ("concerns", "0011_notification_walls"),
    ]
    operations = [
        Protect("oversight_keepingrule", using=OFFICER),
        migrations.RunSQL(
            f"REVOKE INSERT, UPDATE, DELETE ON oversight_keepingrule FROM {APP}",
            f"GRANT INSERT, UPDATE, DELETE ON oversight_keepingrule TO {APP}",
        ),
        migrations.RunSQL(RECKONING + DECIDING, FORGET),
        *[
            operation
            for table, check in WALLS
            for operation in (Protect(table, using=OFFICER, check=check), AppendOnly(table))
        ],
    ]

"""Officers alone read what is kept about a person, for a request that waits, and on record.

`papers_of` gives every row about the person of one request to an officer, and writes the look
before it does. Which rows those are is told by the owner whenever the tables are brought up to
date (`papers_about`, oversight/papers/ways.py), since tables come and go with the packages below.
What was handed out is read by the one who asked, and by the officers.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
OFFICER = "(SELECT is_officer())"

GATHER = f"""
CREATE FUNCTION papers_of(request uuid) RETURNS TABLE (kind text, key text, content jsonb)
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE somebody uuid;
BEGIN
    SELECT r.person_id INTO somebody FROM oversight_accessrequest r
    WHERE r.id = request AND is_officer()
      AND NOT EXISTS (SELECT 1 FROM oversight_accessapproval a WHERE a.request_id = r.id);
    IF somebody IS NULL THEN
        RETURN;
    END IF;
    PERFORM write_look(current_account(), '{{}}',
        ARRAY(SELECT c.id FROM cases_case c WHERE c.person_id = somebody),
        ARRAY['papers'], 'oversight:papers:' || request, 'view', false);
    RETURN QUERY SELECT * FROM papers_about(somebody);
END $$;

CREATE FUNCTION may_weigh(request uuid) RETURNS boolean LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT is_officer() AND NOT EXISTS (
        SELECT 1 FROM oversight_accessapproval a WHERE a.request_id = $1)
$$;

CREATE FUNCTION approved_by_me(approval uuid) RETURNS boolean LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT is_officer() AND EXISTS (SELECT 1 FROM oversight_accessapproval a
        WHERE a.request_id = $1 AND a.by_id = current_account())
$$;
"""
LEAVE = """
DROP FUNCTION approved_by_me(uuid);
DROP FUNCTION may_weigh(uuid);
DROP FUNCTION papers_of(uuid);
DROP FUNCTION IF EXISTS papers_about(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0014_weighed_papers")]
    operations = [
        migrations.RunSQL(GATHER, LEAVE),
        Protect(
            "oversight_weighedpaper",
            using=OFFICER,
            check="by_id = current_account() AND may_weigh(request_id)",
        ),
        AppendOnly("oversight_weighedpaper"),
        Protect(
            "oversight_accessbundle",
            using="approval_id IN (SELECT a.request_id FROM oversight_accessapproval a)",
            check="approved_by_me(approval_id)",
        ),
        AppendOnly("oversight_accessbundle"),
    ]

"""The places of meetings move to rows that only those read who may know where the child is."""

from importlib import import_module

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

rows = import_module("tovholder.meetings.migrations.0028_places")

# Rows that are never changed keep everything but where the words lie; each guard is stood up again
# as it stood.
MOVE = """
DO $$
DECLARE guards text[]; guard text;
BEGIN
    PERFORM set_config('tovholder.owner_sees_all', 'on', true);
    SELECT coalesce(array_agg(format(CASE tgenabled WHEN 'A' THEN 'ENABLE ALWAYS TRIGGER %I'
        ELSE 'ENABLE TRIGGER %I' END, tgname)), '{{}}') INTO guards FROM pg_trigger
    WHERE tgrelid = 'meetings_{0}'::regclass AND NOT tgisinternal AND tgenabled <> 'D';
    ALTER TABLE meetings_{0} DISABLE TRIGGER USER;
    INSERT INTO meetings_place (id, case_id, words)
    SELECT DISTINCT ON (case_id, {1}) gen_random_uuid(), case_id, {1} FROM meetings_{0}
    WHERE {1} <> '' ON CONFLICT DO NOTHING;
    UPDATE meetings_{0} t SET {2}_id = p.id FROM meetings_place p
    WHERE p.case_id = t.case_id AND p.words = t.{1};
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    FOREACH guard IN ARRAY guards LOOP
        EXECUTE 'ALTER TABLE meetings_{0} ' || guard;
    END LOOP;
    PERFORM set_config('tovholder.owner_sees_all', '', true);
END $$;
"""

TOLD = "= ANY ((SELECT my_cases('{}'))::uuid[])"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0028_places")]
    operations = [
        Protect(
            "meetings_place",
            using=f"case_id {TOLD.format('meetings')} AND case_id {TOLD.format('whereabouts')}",
        ),
        *[migrations.RunSQL(MOVE.format(*each), migrations.RunSQL.noop) for each in rows.MOVED],
        AppendOnly("meetings_place"),
        *[migrations.RemoveField(model, words) for model, words, _name in rows.MOVED],
    ]

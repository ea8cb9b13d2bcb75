"""A forum that holds nothing about anybody holds no seat (S-21, S-62); a forum's seats are told.

Whoever leaves a forum leaves the cases it sits at: their open pages are told so at once.
"""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

HOLDS = """
CREATE FUNCTION refuse_where_nothing_is_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM organisation_forum f WHERE f.id = NEW.forum_id AND NOT f.holds_cases)
    THEN
        RAISE EXCEPTION 'this forum holds nothing about anybody' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_cases BEFORE INSERT OR UPDATE ON cases_seat
    FOR EACH ROW WHEN (NEW.forum_id IS NOT NULL)
    EXECUTE FUNCTION refuse_where_nothing_is_held();
ALTER TABLE cases_seat ENABLE ALWAYS TRIGGER holds_cases;
"""
ANYWHERE = """
DROP TRIGGER holds_cases ON cases_seat;
DROP FUNCTION refuse_where_nothing_is_held();
"""

TELLING = f"""
CREATE FUNCTION tell_of_ended_forum_seat() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    PERFORM pg_notify('tovholder_seats', s.case_id::text) FROM cases_seat s
    WHERE s.forum_id = OLD.forum_id;
    RETURN NULL;
END $$;
CREATE TRIGGER tell_at_cases AFTER UPDATE ON organisation_membership FOR EACH ROW
    WHEN (OLD.ends IS DISTINCT FROM NEW.ends) EXECUTE FUNCTION tell_of_ended_forum_seat();
"""
SILENT = """
DROP TRIGGER tell_at_cases ON organisation_membership;
DROP FUNCTION tell_of_ended_forum_seat();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_walls_of_relations"), ("organisation", "0003_fora")]
    operations = [migrations.RunSQL(HOLDS, ANYWHERE), migrations.RunSQL(TELLING, SILENT)]

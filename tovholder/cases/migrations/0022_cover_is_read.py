"""While somebody is away, whoever stands in sees through their seats; no seat is moved (S-85).

What is read: seats at work that rest on the law's own work, by any colleague named; seats that
rest on a family's yes, by a colleague of the same place of work alone, as a
substitute is (0008). Everything else is not: an emergency, a supervision, an exchange, a seat one
holds in another's place, a team's. Never a case of one's own or of a relative (0020), and never
further than one colleague: the seats of the one who is away are asked for, not what they cover.
"""

from importlib import import_module

from django.db import migrations

asked = import_module("tovholder.cases.migrations.0016_asked_for_consent")
before = import_module("tovholder.cases.migrations.0015_emergency_access_is_written_once")
once = import_module("tovholder.cases.migrations.0004_seats_once")

DEFINER = once.DEFINER
HOLDS = once.HOLDS

COVERED = f"""
CREATE FUNCTION covered_seats()
RETURNS TABLE (seat_id uuid, case_id uuid, person_id uuid, role text, areas text[])
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT s.id, s.case_id, s.person_id, s.role, s.areas::text[]
    FROM organisation_absence away
    JOIN organisation_account absent ON absent.id = away.account_id AND absent.is_active
    JOIN organisation_account cover ON cover.id = away.cover_id AND cover.is_active
    JOIN organisation_professional theirs ON theirs.account_id = absent.id
    JOIN organisation_professional mine ON mine.account_id = cover.id
    JOIN cases_seat s ON s.account_id = away.account_id
    JOIN consent_basis b ON b.id = s.basis_id
    WHERE away.cover_id = current_account() AND away.ended_at IS NULL
      AND {HOLDS.format("away")} AND {HOLDS.format("s")}
      AND NOT has_left(absent.id) AND NOT has_left(cover.id)
      AND s.role IN ('professional', 'authority')
      AND (b.kind IN ('authority-work', 'no-authority-work')
        OR b.kind IN ('consent', 'no-consent') AND mine.unit_id = theirs.unit_id)
      AND NOT EXISTS (SELECT 1 FROM cases_standin i WHERE i.seat_id = s.id)
      AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.basis_id = s.basis_id)
      AND NOT EXISTS (SELECT 1 FROM cases_seatend e WHERE e.seat_id = s.id)
      AND NOT current_account() = ANY (accounts_near(s.person_id))
$$;
"""
NONE = "DROP FUNCTION covered_seats();"

END = "AND NOT EXISTS (SELECT 1 FROM cases_seatend e WHERE e.seat_id = s.id)\n$$"
AND_COVERED = END.replace(
    "\n$$", "\n    UNION ALL\n    SELECT seat_id, case_id, person_id, role, areas FROM covered_seats()\n$$"
)
SEATS = before.SEATS.replace(END, AND_COVERED)

BEGIN = once.ONCE.index("CREATE FUNCTION reckon_seats")
RECKONING = once.ONCE[BEGIN : once.ONCE.index("CREATE FUNCTION mine")].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
PERSONS = "SELECT 'persons', array_agg(id) FROM persons\n"
RECKONED = RECKONING.replace(
    PERSONS,
    PERSONS + "        UNION ALL\n        SELECT 'covered', array_agg(seat_id) FROM covered_seats()\n",
)

# Who lets people in: the coordinator, and whoever sees through the coordinator's seat.
LETS_IN = asked.WHO[asked.WHO.index("CREATE FUNCTION my_cases_to_let_in") :].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
BY_SEAT = LETS_IN.replace(
    "current_account() = (",
    "(SELECT x.account_id FROM cases_seat x WHERE x.id = s.seat_id) = (",
)

TELLING = f"""
CREATE FUNCTION tell_of_absence(account bigint) RETURNS void LANGUAGE sql {DEFINER} AS $$
    SELECT pg_notify('tovholder_seats', s.case_id::text) FROM cases_seat s WHERE s.account_id = $1
$$;
REVOKE EXECUTE ON FUNCTION tell_of_absence(bigint) FROM PUBLIC;

CREATE FUNCTION absence_written() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN PERFORM tell_of_absence(NEW.account_id); RETURN NULL; END $$;
CREATE TRIGGER tell AFTER UPDATE ON organisation_absence
    FOR EACH ROW EXECUTE FUNCTION absence_written();

CREATE FUNCTION account_closed() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM organisation_absence a
            WHERE a.account_id = NEW.id AND a.ended_at IS NULL) THEN
        PERFORM tell_of_absence(NEW.id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tell_cover AFTER UPDATE OF is_active ON organisation_account FOR EACH ROW
    WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION account_closed();

CREATE TRIGGER seats_written AFTER INSERT OR UPDATE OR DELETE ON organisation_absence
    FOR EACH STATEMENT EXECUTE FUNCTION seats_written();
CREATE TRIGGER seats_written AFTER UPDATE OF is_active ON organisation_account
    FOR EACH STATEMENT EXECUTE FUNCTION seats_written();
"""
SILENT = """
DROP TRIGGER seats_written ON organisation_account;
DROP TRIGGER seats_written ON organisation_absence;
DROP TRIGGER tell_cover ON organisation_account;
DROP FUNCTION account_closed();
DROP TRIGGER tell ON organisation_absence;
DROP FUNCTION absence_written();
DROP FUNCTION tell_of_absence(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0021_supervisors_are_far"),
        ("organisation", "0011_absences"),
    ]
    operations = [
        migrations.RunSQL(COVERED, NONE),
        migrations.RunSQL(SEATS, before.SEATS),
        migrations.RunSQL(RECKONED, RECKONING),
        migrations.RunSQL(BY_SEAT, LETS_IN),
        migrations.RunSQL(TELLING, SILENT),
    ]

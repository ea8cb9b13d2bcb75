"""Whoever leads a unit gives a colleague the cases of somebody who has gone, and reads none (S-41).

What is left behind is given on: the same basis, the same areas, and the question whether they will
coordinate. The function takes two colleagues and no case; which cases it is, is told to whoever is
given them. A case somebody else of the unit works at is theirs to speak of, and so is one about a
relative of whoever is asked.
"""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.cases.migrations.0028_untended")
DEFINER, STANDS, CLOSED = before.DEFINER, before.STANDS, before.CLOSED

ENTRUST = f"""
CREATE FUNCTION entrust_cases(gone bigint, receiver bigint, because text, let_go text)
RETURNS integer LANGUAGE plpgsql {DEFINER} AS $$
DECLARE place uuid; one record; seat uuid; handover uuid; many integer := 0;
BEGIN
    SELECT me.unit_id INTO place FROM organisation_professional me
    JOIN organisation_professional former ON former.unit_id = me.unit_id
        AND former.account_id = gone AND works_no_more(gone)
    JOIN organisation_professional next ON next.unit_id = me.unit_id
        AND next.account_id = receiver AND NOT works_no_more(receiver)
        AND next.works_from <= statement_timestamp()
    WHERE me.account_id = current_account() AND me.is_leader AND receiver <> me.account_id
      AND NOT works_no_more(me.account_id);
    IF place IS NULL THEN RETURN 0; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(place::text, 31));
    FOR one IN
        SELECT DISTINCT ON (s.case_id) s.case_id, s.person_id, s.basis_id, s.role, s.areas, s.ends
        FROM cases_seat s JOIN consent_basis b ON b.id = s.basis_id
        WHERE s.account_id = gone AND {STANDS} AND NOT {CLOSED}
          AND b.kind IN ('authority-work', 'no-authority-work', 'consent', 'no-consent')
          AND gone = (SELECT h.to_id FROM cases_handover h
            JOIN cases_handoveranswer a ON a.handover_id = h.id
            WHERE h.case_id = s.case_id AND a.accepted ORDER BY a.at DESC LIMIT 1)
        ORDER BY s.case_id, s.starts
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(one.case_id::text, 0));
        CONTINUE WHEN EXISTS (SELECT FROM cases_seat s
            JOIN organisation_professional p ON p.account_id = s.account_id AND p.unit_id = place
            WHERE s.case_id = one.case_id AND {STANDS} AND NOT works_no_more(s.account_id));
        CONTINUE WHEN EXISTS (SELECT FROM people_person near WHERE near.account_id = receiver
            AND (near.id = one.person_id OR EXISTS (SELECT FROM people_relation r
                WHERE r.person_id = one.person_id AND r.relative_id = near.id
                   OR r.person_id = near.id AND r.relative_id = one.person_id)));
        INSERT INTO cases_seat (id, case_id, person_id, basis_id, account_id, role, areas, starts,
            ends, given_by_id)
        VALUES (gen_random_uuid(), one.case_id, one.person_id, one.basis_id, receiver, one.role,
            one.areas, statement_timestamp(), one.ends, current_account()) RETURNING id INTO seat;
        INSERT INTO cases_handoveranswer (id, case_id, handover_id, accepted, at, by_id, reason)
        SELECT gen_random_uuid(), one.case_id, h.id, false, statement_timestamp(),
            current_account(), let_go
        FROM cases_handover h WHERE h.case_id = one.case_id
          AND NOT EXISTS (SELECT FROM cases_handoveranswer a WHERE a.handover_id = h.id);
        INSERT INTO cases_handover (id, case_id, to_id, asked_by_id, asked_at, why)
        VALUES (gen_random_uuid(), one.case_id, receiver, current_account(),
            statement_timestamp(), because) RETURNING id INTO handover;
        PERFORM write_deed(current_account(), '{{}}', one.case_id, 'cases.entrust',
            'cases.handover:' || handover, jsonb_build_object('seat', seat));
        many := many + 1;
    END LOOP;
    RETURN many;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0030_walls_of_corrections")]
    operations = [
        migrations.RunSQL(ENTRUST, "DROP FUNCTION entrust_cases(bigint, bigint, text, text);")
    ]

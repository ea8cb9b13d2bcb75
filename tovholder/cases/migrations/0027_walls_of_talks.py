"""Who talked about a child without consent is read by those who took part, until it ends (S-44).

Recorded by somebody at work at the case, in their own name, on a time that was counted. Who takes
part is said in the same transaction and never widened: somebody who works for a body the rule
lists, and is not near the child. That it was counted is no longer read by the family: some of it
could warn somebody, and what they read is decided elsewhere (decision 33).
"""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

DEFINER = "STABLE SECURITY DEFINER SET search_path = public, pg_temp"

SAME = """
ALTER TABLE cases_talk ADD CONSTRAINT talk_same_person
    FOREIGN KEY (case_id, person_id) REFERENCES cases_case (id, person_id);
ALTER TABLE cases_talk ADD CONSTRAINT talk_was_counted
    FOREIGN KEY (person_id, number) REFERENCES consent_exchange (person_id, number);
"""
APART = """
ALTER TABLE cases_talk DROP CONSTRAINT talk_was_counted;
ALTER TABLE cases_talk DROP CONSTRAINT talk_same_person;
"""

FUNCTIONS = f"""
CREATE FUNCTION my_talks() RETURNS uuid[] LANGUAGE sql {DEFINER} AS $$
    SELECT coalesce(array_agg(t.id), '{{}}')
    FROM cases_talk t JOIN cases_talkparty p ON p.talk_id = t.id
    WHERE p.account_id = current_account() AND t.ends > statement_timestamp() AND works_here()
$$;

CREATE FUNCTION may_take_part(talk uuid, account bigint) RETURNS boolean
LANGUAGE sql {DEFINER} AS $$
    SELECT EXISTS (
        SELECT 1 FROM cases_talk t
        JOIN organisation_professional p ON p.account_id = $2
        JOIN organisation_unit u ON u.id = p.unit_id
        WHERE t.id = $1 AND t.by_id = current_account() AND t.at >= transaction_timestamp()
          AND u.kind = ANY (t.parties) AND works_now($2)
          AND NOT $2 = ANY (accounts_near(t.person_id)))
$$;

CREATE FUNCTION works_at_case_of(person uuid) RETURNS boolean LANGUAGE sql {DEFINER} AS $$
    SELECT EXISTS (SELECT 1 FROM my_seats() s
        WHERE s.person_id = $1 AND s.role IN ('professional', 'authority'))
$$;

ALTER POLICY seat ON consent_exchange USING (works_at_case_of(person_id));
"""
NO_FUNCTIONS = """
ALTER POLICY seat ON consent_exchange
    USING (person_id = ANY ((SELECT my_case_persons())::uuid[]));
DROP FUNCTION works_at_case_of(uuid);
DROP FUNCTION may_take_part(uuid, bigint);
DROP FUNCTION my_talks();
"""

OPEN = "ends > statement_timestamp() AND (SELECT works_here())"
IN_OWN_NAME = "by_id = current_account()"
TAKES_PART = "talk_id = ANY ((SELECT my_talks())::uuid[])"
WALLS = (
    Protect(
        "cases_talk",
        using=f"({IN_OWN_NAME} OR id = ANY ((SELECT my_talks())::uuid[])) AND {OPEN}",
        check=f"{IN_OWN_NAME} AND {OPEN} AND works_at_case_of(person_id)",
    ),
    Protect("cases_talkparty", using=TAKES_PART, check="may_take_part(talk_id, account_id)"),
    Protect("cases_talknote", using=TAKES_PART, check=f"{TAKES_PART} AND {IN_OWN_NAME}"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0026_talks"),
        ("consent", "0007_by_whoever_works_with_the_child"),
        ("organisation", "0011_absences"),
    ]
    operations = [
        migrations.RunSQL(SAME, APART),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *WALLS,
        *[AppendOnly(table) for table in ("cases_talk", "cases_talkparty", "cases_talknote")],
    ]

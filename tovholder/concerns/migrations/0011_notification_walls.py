"""A notification is read by whoever signed it and by those who sit at the reception, and no other.

What is assessed, and which child it is, is the reception's alone. The row keeps whether it waits;
the database sets that, and the application has no privilege to change a notification at all.
"""

from django.db import migrations

from tovholder.audit.rowsecurity import APP, AppendOnly, Protect

DEFINER = "STABLE SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE FUNCTION signed_notification(notification uuid) RETURNS boolean
LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM concerns_notification n
        WHERE n.id = notification AND n.signer_id = current_account());
END $$;

CREATE FUNCTION receives_notification(notification uuid) RETURNS boolean
LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM concerns_notification n
        JOIN organisation_membership m ON m.forum_id = n.forum_id
        WHERE n.id = notification AND m.account_id = current_account()
          AND m.starts <= statement_timestamp()
          AND (m.ends IS NULL OR m.ends > statement_timestamp()));
END $$;

CREATE FUNCTION find_notified_child(notification uuid, words text[])
RETURNS TABLE (id uuid, name text, birth_date date, "group" text)
LANGUAGE sql {DEFINER} AS $$
    SELECT p.id, p.given_name || ' ' || p.family_name, p.birth_date,
        concat_ws(', ', u.name, nullif(e."group", ''))
    FROM people_enrolment e
    JOIN people_person p ON p.id = e.person_id
    JOIN organisation_unit u ON u.id = e.unit_id
    WHERE receives_notification($1) AND e.starts <= statement_timestamp()
      AND (e.ends IS NULL OR e.ends > statement_timestamp())
      AND (SELECT bool_and(
               position(lower(word) IN lower(p.given_name || ' ' || p.family_name)) > 0)
           FROM unnest($2) AS word)
    ORDER BY p.sort_key, p.id, u.name LIMIT 10
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION find_notified_child(uuid, text[]);
DROP FUNCTION receives_notification(uuid);
DROP FUNCTION signed_notification(uuid);
"""

WAITS = """
CREATE FUNCTION notification_waits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE concerns_notification n SET waits = NOT (
        EXISTS (SELECT 1 FROM concerns_receipt r WHERE r.notification_id = n.id)
        AND coalesce((SELECT max(a.after) FROM concerns_assessment a WHERE a.notification_id = n.id)
            >= (SELECT count(*) FROM concerns_supplement s WHERE s.notification_id = n.id), false))
    WHERE n.id = NEW.notification_id;
    RETURN NULL;
END $$;
CREATE TRIGGER waits AFTER INSERT ON concerns_supplement
    FOR EACH ROW EXECUTE FUNCTION notification_waits();
CREATE TRIGGER waits AFTER INSERT ON concerns_assessment
    FOR EACH ROW EXECUTE FUNCTION notification_waits();
CREATE TRIGGER waits AFTER INSERT ON concerns_receipt
    FOR EACH ROW EXECUTE FUNCTION notification_waits();
"""
NEVER_WAITS = """
DROP TRIGGER waits ON concerns_receipt;
DROP TRIGGER waits ON concerns_assessment;
DROP TRIGGER waits ON concerns_supplement;
DROP FUNCTION notification_waits();
"""

AS_SIGNED = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON concerns_notification FROM {APP};
CREATE TRIGGER as_signed BEFORE DELETE OR UPDATE OF id, signer_id, unit_id, profession, forum_id,
    legal_basis, signed_at, acute, assess_by, receipt_by, draft, instrument, language, answers
    ON concerns_notification FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE concerns_notification ENABLE ALWAYS TRIGGER as_signed;
"""
ANYHOW = f"""
DROP TRIGGER as_signed ON concerns_notification;
GRANT UPDATE, DELETE ON concerns_notification TO {APP};
"""

FORGET = """
CREATE OR REPLACE FUNCTION forget_old_drafts() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM concerns_draft WHERE saved_at < statement_timestamp() - interval '30 days'
        RETURNING 1),
    begun AS (
        DELETE FROM concerns_notificationdraft
        WHERE saved_at < statement_timestamp() - interval '30 days'
        RETURNING 1)
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM begun)
$$;
"""
FORGET_CONCERNS = """
CREATE OR REPLACE FUNCTION forget_old_drafts() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM concerns_draft WHERE saved_at < statement_timestamp() - interval '30 days'
        RETURNING 1)
    SELECT count(*) FROM gone
$$;
"""

MINE = "account_id = current_account()"
SIGNED = "signed_notification(notification_id)"
RECEIVED = "receives_notification(notification_id)"
IN_OWN_NAME = "by_id = current_account()"
# Nobody signs in another's name, and a notification goes to a reception and to no team.
SIGNS = (
    "signer_id = current_account() AND waits AND EXISTS (SELECT 1 FROM organisation_forum f"
    " WHERE f.id = forum_id AND f.receives_notifications)"
)
SEEN = "signer_id = current_account() OR forum_id = ANY ((SELECT my_forums())::uuid[])"
ROWS = {
    "concerns_supplement": (f"{SIGNED} OR {RECEIVED}", SIGNED),
    "concerns_receipt": (f"{SIGNED} OR {RECEIVED}", RECEIVED),
    "concerns_toldback": (f"{SIGNED} OR {RECEIVED}", RECEIVED),
    "concerns_assessment": (RECEIVED, RECEIVED),
    "concerns_notifiedchild": (RECEIVED, RECEIVED),
}


class Migration(migrations.Migration):
    dependencies = [("concerns", "0010_notifications"), ("organisation", "0009_receptions")]
    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        Protect("concerns_notificationdraft", using=MINE),
        Protect("concerns_notification", using=SEEN, check=SIGNS),
        *[
            Protect(table, using=using, check=f"({check}) AND {IN_OWN_NAME}")
            for table, (using, check) in ROWS.items()
        ],
        *[AppendOnly(table) for table in ROWS],
        migrations.RunSQL(WAITS, NEVER_WAITS),
        migrations.RunSQL(AS_SIGNED, ANYHOW),
        migrations.RunSQL(FORGET, FORGET_CONCERNS),
    ]

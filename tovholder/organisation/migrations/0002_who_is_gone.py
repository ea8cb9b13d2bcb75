"""Whoever keeps something open for an account is told when its sessions end.

The word is the account's number, or the hash of one session's key: the key itself
would let anyone in who hears it. Told when the transaction is kept, and never before.
"""

from django.db import migrations

TELLING = """
CREATE FUNCTION tell_of_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tovholder_accounts',
        encode(sha256(convert_to(OLD.session_key, 'UTF8')), 'hex'));
    RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER DELETE ON django_session
    FOR EACH ROW EXECUTE FUNCTION tell_of_ended_session();

CREATE FUNCTION tell_of_changed_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('tovholder_accounts', NEW.id::text); RETURN NULL; END $$;
CREATE TRIGGER tell AFTER UPDATE ON organisation_account FOR EACH ROW
    WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active OR OLD.password <> NEW.password)
    EXECUTE FUNCTION tell_of_changed_account();
"""
SILENT = """
DROP TRIGGER tell ON organisation_account;
DROP FUNCTION tell_of_changed_account();
DROP TRIGGER tell ON django_session;
DROP FUNCTION tell_of_ended_session();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("sessions", "0001_initial"),
    ]
    operations = [migrations.RunSQL(TELLING, SILENT)]

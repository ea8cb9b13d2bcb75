"""Whoever is called in sits on a yes about this child that stands when the chair is set.

A chair is not changed afterwards, but for the family's trust. The link of somebody whose yes was
taken back, or ran out, opens nothing.
"""

from importlib import import_module

from django.db import migrations

from tovholder.audit.rowsecurity import APP
from tovholder.meetings.table.walls import DEFINER

WITH_A_YES = f"""
CREATE FUNCTION meetings_refuse_without_yes() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM consent_basis b
        JOIN consent_consent c ON c.basis_id = b.id
        JOIN cases_case k ON k.id = NEW.case_id AND k.person_id = b.person_id
        WHERE b.id = NEW.basis_id AND (b.ends IS NULL OR b.ends > statement_timestamp())
            AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.basis_id = b.id))
    THEN
        RAISE EXCEPTION 'Nobody is called in without a yes that stands.' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER with_a_yes BEFORE INSERT ON meetings_invitation FOR EACH ROW
    WHEN (NEW.basis_id IS NOT NULL) EXECUTE FUNCTION meetings_refuse_without_yes();
REVOKE UPDATE ON meetings_invitation FROM {APP};
GRANT UPDATE (trusted) ON meetings_invitation TO {APP};
"""
WITHOUT = f"""
GRANT UPDATE ON meetings_invitation TO {APP};
DROP TRIGGER with_a_yes ON meetings_invitation;
DROP FUNCTION meetings_refuse_without_yes();
"""

links = import_module("tovholder.meetings.migrations.0019_walls_of_preparation_links")
WAS = links.WRITING.split("CREATE FUNCTION prepare_by_link")[0].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
SPARED = "AND NOT EXISTS (SELECT FROM meetings_spared s WHERE s.invitation_id = i.id)"
CALLED_IN = """
        AND (i.basis_id IS NULL OR EXISTS (SELECT FROM consent_basis b WHERE b.id = i.basis_id
            AND (b.ends IS NULL OR b.ends > statement_timestamp())
            AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.basis_id = b.id)))"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0022_called_in"), ("consent", "0004_exchanges")]
    operations = [
        migrations.RunSQL(WITH_A_YES, WITHOUT),
        migrations.RunSQL(WAS.replace(SPARED, SPARED + CALLED_IN), WAS),
    ]

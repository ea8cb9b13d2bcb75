"""An emergency stands on a sensitive ground alone; and whoever starts may ask what is plain."""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

ASKED = f"""
CREATE FUNCTION is_plain_basis(kind text) RETURNS boolean LANGUAGE sql STABLE {DEFINER} AS
$$ SELECT EXISTS (SELECT 1 FROM oversight_plainbasis p WHERE p.kind = $1) $$;

CREATE FUNCTION refuse_plain_ground() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF is_plain_basis(NEW.ground) THEN
        RAISE EXCEPTION 'an emergency stands on a sensitive ground alone'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sensitive_ground BEFORE INSERT ON cases_emergencyaccess
    FOR EACH ROW EXECUTE FUNCTION refuse_plain_ground();
"""
UNASKED = """
DROP TRIGGER sensitive_ground ON cases_emergencyaccess;
DROP FUNCTION refuse_plain_ground();
DROP FUNCTION is_plain_basis(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0005_indexes_of_every_month"),
        ("cases", "0015_emergency_access_is_written_once"),
    ]
    operations = [migrations.RunSQL(ASKED, UNASKED)]

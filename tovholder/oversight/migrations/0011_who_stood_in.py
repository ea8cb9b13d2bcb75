"""The family reads through whose seat somebody looked who stood in for another (S-85)."""

from importlib import import_module

from django.db import migrations

before = import_module("tovholder.oversight.migrations.0002_who_looked")

BEGIN = before.LOOKED.index('CREATE FUNCTION who_looked("case" uuid')
AS_BEFORE = before.LOOKED[BEGIN : before.LOOKED.index("CREATE FUNCTION sensitive_bases")]
DROP = "DROP FUNCTION who_looked(uuid, date, date, text);\n"


def changed(sql: str, *pairs: tuple[str, str]) -> str:
    """The function with each of these put in once; a text that is not there is a mistake."""
    for old, new in pairs:
        if sql.count(old) != 1:
            raise ValueError(old)
        sql = sql.replace(old, new)
    return sql


NOW = changed(
    AS_BEFORE,
    ("reasons jsonb\n", "reasons jsonb, instead jsonb\n"),
    ("s.role, b.kind, b.purpose\n", "s.role, s.account_id, b.kind, b.purpose\n"),
    ("area, t.kind, t.purpose\n", "area, t.kind, t.purpose,\n            t.account_id AS holder\n"),
    (
        "jsonb_build_array(seen.kind, seen.purpose))\n",
        """jsonb_build_array(seen.kind, seen.purpose)),
        coalesce(jsonb_agg(DISTINCT jsonb_build_array(
                CASE WHEN names_are_told($1) THEN h.name ELSE '' END,
                coalesce(hp.profession, '')))
            FILTER (WHERE h.id <> seen.account), '[]')
""",
    ),
    (
        "LEFT JOIN organisation_unit u ON u.id = p.unit_id\n",
        """LEFT JOIN organisation_unit u ON u.id = p.unit_id
        LEFT JOIN organisation_account h ON h.id = seen.holder
        LEFT JOIN organisation_professional hp ON hp.account_id = h.id
""",
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0010_walls_of_access_requests"),
        ("cases", "0022_cover_is_read"),
    ]
    operations = [migrations.RunSQL(DROP + NOW, DROP + AS_BEFORE)]

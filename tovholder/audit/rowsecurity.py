"""The second wall as migration operations: which rows the database itself shows.

Every table with personal data is protected the same way: row-level security is on and forced,
the application's role meets one policy, and the owner's role sees rows only inside a function or
a migration that says so (`owner_sees_all()`).
"""

from django.db.migrations.operations import RunSQL

APP = "tovholder_app"
OWNER = "tovholder_owner"


class Protect(RunSQL):
    """Show rows of `table` to the application only where `using` holds.

    `check` says which rows may be written; without it, those that may be read.
    """

    def __init__(self, table: str, *, using: str, check: str | None = None) -> None:
        self.table, self.using, self.check = table, using, check
        super().__init__(
            f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY seat ON {table} TO {APP}
                USING ({using}) WITH CHECK ({check or using});
            CREATE POLICY owner ON {table} TO {OWNER}
                USING (owner_sees_all()) WITH CHECK (owner_sees_all());
            """,
            f"""
            DROP POLICY owner ON {table};
            DROP POLICY seat ON {table};
            ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
            """,
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        arguments: dict[str, object] = {"using": self.using}
        if self.check:
            arguments["check"] = self.check
        return self.__class__.__qualname__, [self.table], arguments


class AppendOnly(RunSQL):
    """Let rows of `table` be added and never changed or removed, by privilege and by trigger."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"""
            REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP};
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only;
            """,
            f"""
            DROP TRIGGER append_only ON {table};
            GRANT UPDATE, DELETE ON {table} TO {APP};
            """,
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__qualname__, [self.table], {}

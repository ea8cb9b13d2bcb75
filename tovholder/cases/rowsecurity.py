"""The second wall for tables that belong to a case."""

from tovholder.audit.rowsecurity import Protect


class ProtectCaseTable(Protect):
    """Show a row where the reader's standing seat at its case covers `area`.

    The array is computed once a query and gives the planner an index condition (measured: design,
    wall 3).
    """

    def __init__(self, table: str, *, area: str) -> None:
        self.area = area
        super().__init__(table, using=f"case_id = ANY ((SELECT my_cases('{area}'))::uuid[])")

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__qualname__, [self.table], {"area": self.area}

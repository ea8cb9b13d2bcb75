"""The second wall for the forum's book: one array, one policy, for every table alike (S-62).

Who reads a gathering is who sits in the forum, and nobody else: a leader or an administrator has no
place in it by rank.
"""

from tovholder.audit.rowsecurity import Protect

REACHED = "forum_id = ANY ((SELECT my_forums())::uuid[])"


class ProtectForumTable(Protect):
    """Show a row where the reader sits in its forum now."""

    def __init__(self, table: str) -> None:
        super().__init__(table, using=REACHED)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__qualname__, [self.table], {}

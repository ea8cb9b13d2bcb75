"""What was seen on a sensitive basis, as the officer weighs it: no case content, only the trace."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from tovholder.cases.wording import basis_title

ROWS = 30


@dataclass(frozen=True)
class Sensitive:
    """One sensitive basis: since when, recorded by whom, how many looks, and what is decided."""

    basis_id: UUID
    kind: str
    purpose: str
    starts: datetime
    ends: datetime | None
    recorded_by: str
    looks: int
    latest: datetime | None
    shown: bool | None
    reason: str
    decided_by: str
    decided_at: datetime | None
    cases: list[UUID]  # for the trace of who read of it; shown nowhere

    @property
    def title(self) -> str:
        """The basis in everyday words."""
        return basis_title(self.kind)


def sensitive_bases(page: int = 1) -> tuple[list[Sensitive], bool]:
    """A page of the sensitive bases somebody sits or sat on, those not decided first, and whether
    there are more; the officer's alone."""
    found = _bases(None, (page - 1) * ROWS, ROWS + 1)
    return found[:ROWS], len(found) > ROWS


def sensitive_basis(basis_id: UUID) -> Sensitive | None:
    """One of them; None for whoever is not the officer, and for what is not sensitive."""
    return next(iter(_bases(basis_id, 0, 1)), None)


def undecided() -> int:
    """How many wait for the officer's decision; 0 for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sensitive_undecided()")
        return int(cursor.fetchone()[0])


def _bases(one: UUID | None, passed: int, most: int) -> list[Sensitive]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sensitive_bases(%s::uuid, %s, %s)", [one, passed, most])
        return [Sensitive(*row) for row in cursor.fetchall()]

"""Who may what, reasoned from the rows alone: a second opinion that shares no code with the house.

The tables are read past every wall and the rule is written out once more, in plain words of
Python. Where this and the house disagree, one of them is wrong.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

from tests.guards.ground import ROOT

Row = dict[str, Any]
TABLES = {
    "seats": "cases_seat",
    "ends": "cases_seatend",
    "bases": "consent_basis",
    "withdrawals": "consent_withdrawal",
    "memberships": "organisation_membership",
    "professionals": "organisation_professional",
    "accounts": "organisation_account",
    "handovers": "cases_handover",
    "answers": "cases_handoveranswer",
    "absences": "organisation_absence",
    "substitutes": "cases_standin",
}
AT_WORK = {"professional", "authority"}
BORN_INTO = {"parent", "child"}
# What whoever stands in may see through: the law's own work, and a yes within one place of work.
BY_LAW, BY_A_YES = {"authority-work", "no-authority-work"}, {"consent", "no-consent"}
ABSENT, REFUSED, ASKED, OPEN = "absent", "refused", "asked to sign in", "open"


@dataclass(frozen=True)
class Rows:
    """Everything access rests on, as it lies in the database at one moment."""

    tables: dict[str, list[Row]]
    now: datetime

    @classmethod
    def read(cls, past_every_wall: Connection[Any]) -> "Rows":
        with past_every_wall.cursor(row_factory=dict_row) as cursor:
            tables = {
                name: cursor.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 of ours
                for name, table in TABLES.items()
            }
            now = cursor.execute("SELECT clock_timestamp() AS now").fetchone()
        assert now is not None
        return cls(tables, now["now"])

    def of(self, table: str, **values: object) -> list[Row]:
        """The rows of a table in which every one of these columns has this value."""
        rows = self.tables[table]
        return [row for row in rows if all(row[name] == value for name, value in values.items())]

    def holds(self, row: Row, begins: str = "starts", ends: str = "ends") -> bool:
        """Whether a period has begun and has not ended."""
        return row[begins] <= self.now and (row[ends] is None or row[ends] > self.now)

    def stands(self, seat: Row) -> bool:
        """A seat stands while its own period and its reason do, and nobody has ended either."""
        (basis,) = self.of("bases", id=seat["basis_id"])
        taken_back = self.of("withdrawals", basis_id=basis["id"]) or self.of(
            "ends", seat_id=seat["id"]
        )
        return self.holds(seat) and self.holds(basis) and not taken_back

    def held(self, account: int, case: object) -> list[Row]:
        """The standing seats somebody holds, alone or by a place in a forum; at work only of
        those who still work here."""
        places = [row["forum_id"] for row in self.of("memberships", account_id=account)
                  if self.holds(row)]  # fmt: skip
        works = self.works(account)
        return self.covered(account, case) + [
            seat
            for seat in self.of("seats", case_id=case)
            if (seat["account_id"] == account or seat["forum_id"] in places)
            and self.stands(seat)
            and (works or seat["role"] not in AT_WORK | {"emergency", "supervisor"})
        ]

    def covered(self, account: int, case: object) -> list[Row]:
        """The standing seats of those somebody stands in for now; nobody near a child does so in
        any of the worlds this is asked about."""
        return [
            seat
            for away in self.of("absences", cover_id=account, ended_at=None)
            if self.holds(away)
            for seat in self.of("seats", case_id=case, account_id=away["account_id"])
            if seat["role"] in AT_WORK
            and self.stands(seat)
            and self.reads_through(account, seat)
            and not self.of("substitutes", seat_id=seat["id"])
        ]

    def reads_through(self, cover: int, seat: Row) -> bool:
        """Both still work here, and what the seat rests on is read by a colleague, or by one of
        the same place."""
        both = (cover, seat["account_id"])
        if not all(self.works(one) and self.of("accounts", id=one, is_active=True) for one in both):
            return False
        (basis,) = self.of("bases", id=seat["basis_id"])
        places = {self.of("professionals", account_id=one)[0]["unit_id"] for one in both}
        return basis["kind"] in BY_LAW or (basis["kind"] in BY_A_YES and len(places) == 1)

    def works(self, account: int) -> bool:
        """Nobody has written down a last day that is over."""
        rows = self.of("professionals", account_id=account)
        return all(row["works_to"] is None or row["works_to"] > self.now for row in rows)

    def coordinates(self, account: int, case: object) -> bool:
        """Whoever said yes last, while they have a seat of their own at work; and whoever sees
        through it."""
        yes = self.of("answers", case_id=case, accepted=True)
        if not yes:
            return False
        last = max(yes, key=lambda row: row["at"])
        (handover,) = self.of("handovers", id=last["handover_id"])
        its = [seat for seat in self.held(account, case) if seat["account_id"] == handover["to_id"]]
        return any(seat["role"] in AT_WORK for seat in its)


@cache
def rights(role: str) -> frozenset[str]:
    """What the catalogue's own file says of a role."""
    file = ROOT / "catalogue" / "roles" / role / "role.toml"
    return frozenset(tomllib.loads(file.read_text())["rights"])


def answer(rows: Rows, account: int, case: object, declares: str) -> str:
    """What somebody must meet at an address of this case, or of a meeting of it."""
    kind, right, areas = declares.split(":")
    (who,) = rows.of("accounts", id=account)
    if not who["is_active"]:
        return ASKED
    seats = rows.held(account, case)
    covered = {area for seat in seats for area in seat["areas"]}
    if not seats or (kind == "meeting" and "meetings" not in covered):
        return ABSENT
    roles = {seat["role"] for seat in seats}
    if rows.coordinates(account, case):
        roles.add("coordinator")
    may = right in _rights_of(roles) and set(areas.split(",")) <= covered
    return OPEN if may else REFUSED


def _rights_of(roles: Iterable[str]) -> set[str]:
    return {right for role in roles for right in rights(role)}

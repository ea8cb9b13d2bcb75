"""How somebody can stand to a case: every role, relation, consent and time of a seat, as rows.

The rows are written past every wall, so that also what no action would write today is there; what
the database itself refuses to keep (a seat longer than its reason) is in no world.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.utils import timezone
from psycopg import Connection, sql

from tests.access.scene import Scene

WORK, FAMILY, LENT = ("professional", "authority"), ("parent", "child"), ("emergency", "supervisor")
# Who stands so: somebody of another school, the other parent, the child itself.
WHO = {"parent": "father", "child": "child"}
AREAS = {"authority": ("overview", "concern", "plan", "meetings")}
COVERED = ("overview", "plan", "meetings")
ON_LAW = "authority-work"
LENT_ON = {"emergency": "break-glass", "supervisor": "management-supervision"}

# Where the seat is, and through what it is held.
RELATIONS = {
    "own": WORK + FAMILY + LENT,
    "another child's": WORK + FAMILY + LENT,  # in another unit, or another municipality's child
    "by a forum": WORK,
    "left the forum": WORK,
    "not yet in the forum": WORK,
    "substitute": WORK,
    "no longer works here": WORK + FAMILY + LENT,
    "deactivated": WORK + FAMILY + LENT,
    "stands in": WORK,
    "stands in, from another place": WORK,
    "stood in": WORK,
    "stands in later": WORK,
    "is back before the time": WORK,
    "stands in for one who has left": WORK,
}
# Who is away where somebody stands in: of the same place of work, and of another. And when.
AWAY = {
    "stands in": ("teacher-3", "-1 day", "1 day"),
    "stands in, from another place": ("social-worker-2", "-1 day", "1 day"),
    "stood in": ("teacher-3", "-2 days", "-1 minute"),
    "stands in later": ("teacher-3", "1 hour", "2 days"),
    "is back before the time": ("teacher-3", "-1 day", "1 day"),
    "stands in for one who has left": ("teacher-3", "-1 day", "1 day"),
}
CONSENTS = ("the law", "given", "limited", "withdrawn", "expired")
TIMES = {
    "standing": ("-1 day", "1 day"),
    "expired": ("-2 days", "-1 minute"),
    "future": ("1 hour", "2 days"),
    "given back": ("-1 day", "1 day"),
}


@dataclass(frozen=True)
class Standing:
    """One place in the matrix."""

    role: str
    relation: str
    consent: str
    time: str

    @property
    def who(self) -> str:
        return WHO.get(self.role, "outsider")

    @property
    def may_be(self) -> bool:
        """No seat outlasts its reason, and nobody consents to an emergency."""
        too_long = self.consent == "expired" and self.time != "expired"
        return not too_long and (self.role not in LENT or self.consent == "the law")


def standings() -> list[Standing]:
    """Every place there can be, those without a seat at the end."""
    made = [
        Standing(role, relation, consent, time)
        for relation, roles in RELATIONS.items()
        for role, consent, time in product(roles, CONSENTS, TIMES)
    ]
    without = [
        Standing(role, "none", consent, "no seat")
        for role in ("professional", "parent", "child")
        for consent in ("none", "asked")
    ]
    return [one for one in made if one.may_be] + without


APPEND_ONLY = ("cases_seat", "cases_seatend", "cases_standin", "consent_basis", "consent_consent",
               "consent_withdrawal", "cases_askedsharing", "cases_emergencyaccess")  # fmt: skip


def open_for_undoing(writer: Connection[Any]) -> None:
    """Let this database, which is the test's alone, forget rows again."""
    for table in APPEND_ONLY:
        writer.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
    writer.execute("ALTER TABLE organisation_absence DISABLE TRIGGER said")


@dataclass
class World:
    """Writes a standing into a scene, and takes it out again."""

    scene: Scene
    writer: Connection[Any]
    another_case: uuid.UUID

    @contextmanager
    def where(self, one: Standing) -> Iterator[int]:
        """The account that stands so, while it does."""
        written: list[tuple[str, str, object]] = []
        account = self.scene.account(one.who).pk
        try:
            if one.consent == "asked":
                self._asked(account, written)
            elif one.relation != "none":
                self._seated(one, account, written)
            self._at_work(account, one, back=False)
            yield account
        finally:
            self._at_work(account, one, back=True)
            for table, column, key in reversed(written):
                gone = sql.SQL("DELETE FROM {} WHERE {} = %s")
                self.writer.execute(
                    gone.format(sql.Identifier(table), sql.Identifier(column)), [key]
                )

    def _at_work(self, account: int, one: Standing, *, back: bool) -> None:
        if one.relation == "deactivated":
            self.writer.execute(
                "UPDATE organisation_account SET is_active = %s WHERE id = %s", [back, account]
            )
        if one.relation in ("no longer works here", "stands in for one who has left"):
            last, account = None if back else "-1 minute", self._holder(one, account)
            self.writer.execute(
                "UPDATE organisation_professional SET works_from = now() - interval '9 days',"
                " works_to = now() + %s::interval WHERE account_id = %s", [last, account],
            )  # fmt: skip

    def _seated(self, one: Standing, account: int, written: list[tuple[str, str, object]]) -> None:
        case = self.another_case if one.relation == "another child's" else self.case
        person = self.writer.execute("SELECT person_id FROM cases_case WHERE id = %s", [case])
        (child,) = person.fetchone() or (None,)
        areas = AREAS.get(one.role, COVERED)
        if one.consent == "limited":
            wide = self._basis(one, child, written)
            self._seat(one, account, (case, child, wide), areas, written)
            self._row(written, "consent_withdrawal", basis_id=wide, person_id=child,
                      by_id=account, reason="", key="basis_id")  # fmt: skip
            areas = ("overview", "meetings")
        basis = self._basis(one, child, written)
        seat = self._seat(one, account, (case, child, basis), areas, written)
        if one.consent == "withdrawn":
            self._row(written, "consent_withdrawal", basis_id=basis, person_id=child,
                      by_id=account, reason="", key="basis_id")  # fmt: skip
        if one.time == "given back":
            self._row(written, "cases_seatend", id=uuid.uuid4(), case_id=case, seat_id=seat,
                      by_id=account, reason="")  # fmt: skip

    def _basis(
        self, one: Standing, child: object, written: list[tuple[str, str, object]]
    ) -> uuid.UUID:
        consented = one.consent != "the law"
        kind = "consent" if consented else LENT_ON.get(one.role, ON_LAW)
        ends = "-1 minute" if one.consent == "expired" else "9 days"
        basis = self._row(written, "consent_basis", id=uuid.uuid4(), person_id=child, kind=kind,
                          purpose="hemmeligt-formaal", starts="-9 days", ends=ends)  # fmt: skip
        if consented:
            mother = self.scene.ids["person_id"]
            self._row(written, "consent_consent", basis_id=basis, person_id=child,
                      given_by_id=mother, receiver="x", matter="x", form="written",
                      witness="hemmeligt-samtykke", oral_reason="", key="basis_id")  # fmt: skip
        return basis

    def _seat(
        self, one: Standing, account: int, at: tuple[object, object, object],
        areas: tuple[str, ...], written: list[tuple[str, str, object]],
    ) -> uuid.UUID:  # fmt: skip
        case, child, basis = at
        begins, ends = TIMES[one.time]
        forum = self._place(one, account, written)
        holder = None if forum else self._holder(one, account)
        seat = self._row(written, "cases_seat", id=uuid.uuid4(), case_id=case, person_id=child,
                         basis_id=basis, account_id=holder, forum_id=forum,
                         role=one.role, areas=list(areas), starts=begins, ends=ends)  # fmt: skip
        if one.relation in AWAY:
            self._is_away(one, account, written)
        if one.relation == "substitute":
            self._stands_in(seat, case, child, basis, begins, written)
        if one.role == "emergency":
            self._row(written, "cases_emergencyaccess", id=uuid.uuid4(), seat_id=seat,
                      by_id=account, ground="break-glass",
                      reason="Det er hemmelig-noed, og det haster",
                      again=False)  # fmt: skip
        return seat

    def _place(
        self, one: Standing, account: int, written: list[tuple[str, str, object]]
    ) -> object | None:
        places = {
            "by a forum": ("-9 days", None),
            "left the forum": ("-9 days", "-1 minute"),
            "not yet in the forum": ("1 hour", None),
        }
        if one.relation not in places:
            return None
        begins, ends = places[one.relation]
        forum = self.scene.gathering.town.forums["triage"].pk
        if not any(table == "organisation_membership" for table, _, _ in written):
            self._row(written, "organisation_membership", id=uuid.uuid4(), account_id=account,
                      forum_id=forum, chair=False, turn=9, starts=begins, ends=ends)  # fmt: skip
        return forum

    def _holder(self, one: Standing, account: int) -> int:
        """Whose the seat is: one's own, or of whoever is away."""
        return self.scene.account(AWAY[one.relation][0]).pk if one.relation in AWAY else account

    def _is_away(self, one: Standing, account: int, written: list[tuple[str, str, object]]) -> None:
        if any(table == "organisation_absence" for table, _, _ in written):
            return
        holder, (_name, begins, ends) = self._holder(one, account), AWAY[one.relation]
        back = one.relation == "is back before the time"
        self._row(written, "organisation_absence", id=uuid.uuid4(), account_id=holder,
                  cover_id=account, said_by_id=holder, starts=begins, ends=ends,
                  ended_at=timezone.now() if back else None,
                  ended_by_id=holder if back else None)  # fmt: skip

    def _stands_in(self, *given: Any) -> None:
        """In the teacher's place, on the same reason."""
        seat, case, _child, _basis, _begins, written = given
        instead = self.scene.ids["seat_id"]
        self.writer.execute("ALTER TABLE cases_standin DISABLE TRIGGER stands_in")
        self._row(written, "cases_standin", id=uuid.uuid4(), case_id=case, seat_id=seat,
                  instead_of_id=instead, why="x")  # fmt: skip

    def _asked(self, account: int, written: list[tuple[str, str, object]]) -> None:
        self._row(written, "cases_askedsharing", id=uuid.uuid4(), case_id=self.case,
                  request_id=self.scene.ids["request_id"], receiver_id=account,
                  areas=["plan", "meetings"], purpose="hemmeligt-samtykke",
                  until="9 days")  # fmt: skip

    @property
    def case(self) -> uuid.UUID:
        return uuid.UUID(self.scene.ids["case_id"])

    def _row(
        self, written: list[tuple[str, str, object]], table: str, key: str = "id", **values: Any
    ) -> uuid.UUID:
        """Write a row; times are told from now."""
        told = [
            sql.SQL("now() + %s::interval" if name in ("starts", "ends", "until") else "%s")
            for name in values
        ]
        into = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(told),
        )  # fmt: skip
        self.writer.execute(into, list(values.values()))
        written.append((table, key, values[key]))
        made: uuid.UUID = values[key]
        return made

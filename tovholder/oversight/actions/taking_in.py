"""Taking the file of a case in, as the owner: all of it in one transaction, or none."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import Manager
from django.utils import timezone

from tovholder.audit.trace import trace
from tovholder.cases.models import Case, Seat
from tovholder.catalogue import catalogue
from tovholder.consent.actions import record_basis
from tovholder.organisation.models import Account, Forum, Professional, Unit
from tovholder.people.models import Person

from ..keeping.archive import Parts, hashes_of, parts_of, told_row
from ..keeping.taking import (
    CaseFile,
    NotTaken,
    fitting,
    key_of,
    ready,
    table_of,
    with_accounts,
)

OWN_WORK = {"dk": "authority-work", "no": "no-authority-work"}


@dataclass(frozen=True)
class Taken:
    """How many rows of each kind came, and how many were left out."""

    came: Counter[str]
    left: Counter[str]


@transaction.atomic
def is_here(file: CaseFile) -> bool:
    """Whether this house has the case."""
    _see_all()
    return Case.objects.filter(pk=file.case).exists()


@dataclass(frozen=True)
class Receiver:
    """Who works with the person from now on, and why: a seat on the law of their country."""

    account: Account
    because: str


def receiver_called(username: str, because: str) -> Receiver:
    """Somebody at work here who may hold a seat. Raises NotTaken where there is no such person."""
    found = Professional.objects.current().filter(
        account__username=username, account__is_active=True
    )
    worker = found.select_related("account", "unit").first()
    if worker is None:
        raise NotTaken(f"Nobody who works here is called {username}.")
    if not because.strip():
        raise NotTaken("Say why they work with the person: --because TEXT.")
    return Receiver(worker.account, because.strip())


@transaction.atomic
def take_in_case(file: CaseFile, receiver: Receiver | None = None) -> Taken:
    """Put the rows of a file back as they were, for the receiver alone to read, or nobody yet.

    Those who wrote them become accounts that cannot sign in, and their places of work and teams
    places and teams here. The rows are read again before it ends, and must hash to what the file
    says. Raises NotTaken, and DatabaseError where the rows do not fit.
    """
    _see_all()
    parts, left = fitting(file)
    accounts = _around(file)
    told = {
        table_of(kind): [ready(kind, row, accounts) for row in rows] for kind, rows in parts.items()
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT take_in(%s)", [json.dumps(told)])
    _as_it_was(parts, {new: old for old, new in accounts.items()})
    came = Counter({kind: len(rows) for kind, rows in parts.items()})
    detail = {"sha256": file.sha256, "rows": came.total(), "left out": left.total()}
    trace("oversight.take_in_case", by=None, case_id=file.case, detail=detail)
    if receiver is not None:
        seat_receiver(file, receiver)
    return Taken(came, left)


def seat_receiver(file: CaseFile, receiver: Receiver) -> None:
    """The one door into the case, on the law of the country where they work."""
    person = Person.objects.get(cases=file.case)
    kind = OWN_WORK[receiver.account.professional.unit.country]
    basis = record_basis(person=person, kind=kind, purpose=receiver.because, by=receiver.account)
    role = Seat.Role.AUTHORITY
    seat = Seat.objects.create(
        case_id=file.case, person=person, basis=basis, account=receiver.account, role=role,
        areas=list(catalogue().roles[role].areas),
    )  # fmt: skip
    trace("cases.give_seat", by=None, case_id=file.case, about=seat, detail={"role": role})


def _see_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tovholder.owner_sees_all', 'on', true)")


def _around(file: CaseFile) -> dict[int, int]:
    """Whom and what the rows point to, made here where it is not; the accounts, old to new."""
    around = file.around
    accounts = {row["id"]: _account(file, row) for row in around.get("organisation.Account", ())}
    _made(Unit.objects, around.get("organisation.Unit", []))
    _made(Forum.objects, around.get("organisation.Forum", []))
    left = {"is_leader": False, "works_to": timezone.now().isoformat()}
    _made(
        Professional.objects,
        [
            left | with_accounts("organisation.Professional", row, accounts)
            for row in _without_nothing(around.get("organisation.Professional", []))
        ],
    )
    _made(
        Person.objects,
        [with_accounts("people.Person", row, accounts) for row in around.get("people.Person", [])],
    )
    return accounts


def _account(file: CaseFile, row: dict[str, Any]) -> int:
    """An account nobody signs in with, the same for each file that names the same person."""
    told = [*file.around.get("organisation.Professional", []), *_persons(file)]
    owner = next((one["id"] for one in told if one.get("account_id") == row["id"]), None)
    key = owner or uuid5(file.case, str(row["id"]))
    account, _new = Account.objects.get_or_create(
        username=f"archive-{key}",
        defaults={
            "name": row["name"], "language": row["language"], "is_active": False,
            "password": make_password(None),
        },
    )  # fmt: skip
    return account.pk


def _persons(file: CaseFile) -> list[dict[str, Any]]:
    return [*file.parts.get("people.Person", []), *file.around.get("people.Person", [])]


def _without_nothing(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def _made(those: Manager[Any], rows: list[dict[str, Any]]) -> None:
    try:
        made = [those.model(**row) for row in rows]
    except TypeError:
        raise NotTaken(f"The file is of another version: {those.model.__name__}.") from None
    those.bulk_create(made, ignore_conflicts=True)


def _as_it_was(parts: Parts, back: Mapping[int, int]) -> None:
    """Read what was written, and hold it against the file."""
    keys = {
        table_of(kind): [str(row[key_of(kind)]) for row in rows] for kind, rows in parts.items()
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, key, content FROM rows_told(%s)", [json.dumps(keys)])
        read = [told_row(*one) for one in cursor.fetchall()]
    here = {
        kind: [with_accounts(kind, row, back) for row in rows]
        for kind, rows in parts_of(read).items()
    }
    if different := _different(hashes_of(here), hashes_of(parts)):
        raise NotTaken(f"{different} would not be as it was in the file.")


def _different(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    return next((kind for kind in sorted({*one, *other}) if one.get(kind) != other.get(kind)), "")

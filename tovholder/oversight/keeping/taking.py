"""The file of a case, read so that its rows fit into another house.

    tovholder archive import FILE [--sha256 HASH] [--for USERNAME --because TEXT]

Where something does not fit, nothing is taken in, and one sentence says why. Sentences and counts
name tables and columns, never what stands in them.
"""

import hashlib
import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models

from tovholder.organisation.models import Account
from tovholder.people.models import NationalNumber
from tovholder.people.national import read_national_id

from .archive import Parts
from .verifying import faults_of, inside

OPENED = frozenset({"hashed", "keyed_hash"})
"""What only opened something: it is not in the file, and opens nothing here."""


class NotTaken(ValueError):
    """The file is not taken in; says why, with nothing of what stands in it."""


@dataclass(frozen=True)
class CaseFile:
    """A file that is as it was made."""

    case: UUID
    reference: str
    sha256: str
    parts: Parts
    around: Parts


def main(path: str, *, sha256: str = "", to: str = "", because: str = "") -> int:
    """Take the file of a case in, and tell in numbers what came: 0 where the case is here."""
    from ..actions.taking_in import is_here, receiver_called, take_in_case

    try:
        receiver = receiver_called(to, because) if to else None
        file = read_file(Path(path).read_bytes(), sha256=sha256)
        if is_here(file):
            print(f"Case {file.reference} is here already. Nothing was done.")  # noqa: T201 a command
            return 0
        taken = take_in_case(file, receiver)
    except NotTaken as fault:
        print(f"{fault} Nothing was taken in.")  # noqa: T201 a command
        return 1
    except DatabaseError as fault:
        named = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
        print(f"The rows do not fit here ({named or 'the database'}). Nothing was taken in.")  # noqa: T201 a command
        return 1
    for kind, many in sorted(taken.came.items()):
        print(f"{kind}: {many}")  # noqa: T201 a command
    for kind, many in sorted(taken.left.items()):
        print(f"{kind}: {many} left out, they belong to what stayed behind")  # noqa: T201 a command
    access = f"{to} has access to it." if to else "Nobody has access to it yet."
    print(f"Case {file.reference} is here, closed. {access}")  # noqa: T201 a command
    return 0


def read_file(content: bytes, *, sha256: str = "") -> CaseFile:
    """What lies in the file. Raises NotTaken where it is not as it was made."""
    mark = hashlib.sha256(content).hexdigest()
    if sha256 and sha256.lower() != mark:
        raise NotTaken(f"The file hashes to {mark}, not {sha256}.")
    manifest, rows = inside(content)
    for fault in faults_of(manifest, rows):
        raise NotTaken(fault)
    told = json.loads(rows)
    if "around" not in told:
        raise NotTaken("The file does not name whom its rows point to.")
    return CaseFile(
        UUID(manifest["case"]), manifest["reference"], mark, told["parts"], told["around"]
    )


def fitting(file: CaseFile) -> tuple[Parts, Counter[str]]:
    """The rows that have all they point to, and how many of each kind have not."""
    parts, left = dict(file.parts), Counter[str]()
    while True:
        known = _known(file.around, parts)
        loose = {
            kind: [row for row in rows if not _stands(_model(kind), row, known)]
            for kind, rows in parts.items()
        }
        if loose.get("cases.Case", True):
            raise NotTaken("The file does not hold the case itself.")
        if not any(loose.values()):
            return {kind: rows for kind, rows in parts.items() if rows}, left
        left += Counter({kind: len(rows) for kind, rows in loose.items()})
        parts = {
            kind: [row for row in rows if row not in loose[kind]] for kind, rows in parts.items()
        }


def ready(kind: str, row: Mapping[str, Any], accounts: Mapping[int, int]) -> dict[str, Any]:
    """A row as this house keeps it: its accounts, its own key for numbers, no name beside a key."""
    model = _model(kind)
    told = {name: value for name, value in row.items() if not name.endswith("~")}
    if model is NationalNumber:
        told |= _sealed(told.pop("kind"), told.pop("number"))
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for name in OPENED & fields.keys() - told.keys():
        told[name] = secrets.token_hex(32)
    if different := sorted(fields.keys() ^ told.keys()):
        raise NotTaken(f"The file is of another version: {kind}.{different[0]}.")
    for name, value in told.items():
        if fields[name].related_model is Account and value is not None:
            told[name] = accounts[value]
    return told


def with_accounts(kind: str, row: dict[str, Any], accounts: Mapping[int, int]) -> dict[str, Any]:
    """The same row with other numbers for its accounts."""
    columns = [
        field.attname
        for field in _model(kind)._meta.concrete_fields
        if field.related_model is Account
    ]
    return row | {name: accounts[row[name]] for name in columns if row.get(name) is not None}


def table_of(kind: str) -> str:
    """Where rows of a kind lie."""
    return _model(kind)._meta.db_table


def key_of(kind: str) -> str:
    """The column that is the key of its rows."""
    return _model(kind)._meta.pk.attname


def _model(kind: str) -> type[models.Model]:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        raise NotTaken(f"The file is of another version: nothing here is called {kind}.") from None


def _known(*told: Parts) -> dict[str, set[str]]:
    """The keys that are in the file, by kind."""
    known: dict[str, set[str]] = defaultdict(set)
    for parts in told:
        for kind, rows in parts.items():
            known[kind] |= {str(row[key_of(kind)]) for row in rows}
    return known


def _stands(
    model: type[models.Model], row: Mapping[str, Any], known: Mapping[str, set[str]]
) -> bool:
    """Whether everything it points to is in the file."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(target, type) or row.get(field.attname) is None:
            continue
        if str(row[field.attname]) not in known.get(target._meta.label, ()):
            return False
    return True


def _sealed(kind: str, number: str) -> dict[str, str]:
    try:
        found = read_national_id(number, kind)  # type: ignore[arg-type] # refused below if it is another
    except ValidationError as fault:
        raise NotTaken("A national number in the file is none here.") from fault
    if NationalNumber.objects.filter(keyed_hash=found.keyed_hash()).exists():
        raise NotTaken("Somebody in the file is known here already by their national number.")
    return {
        "kind": kind,
        "sealed": f"\\x{found.sealed().hex()}",
        "keyed_hash": f"\\x{found.keyed_hash().hex()}",
    }

"""Heads outside the house: one line of JSON for each, in files that only grow.

Whoever holds a line can later show what the trace was then, and another municipality can hold
ours. A line tells numbers and hashes, no person and no page. The form is written down in
docs/running/sealing.md; whoever reads a line reckons the head from it and checks the signature.
"""

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

FORM = "tovholder-head/1"
SIGNS = b"tovholder-head/1\n"  # stands before the 32 bytes of the head in what is signed

LONGEST = 4096  # bytes read at a time; a line has some 800

log = logging.getLogger(__name__)

_COLUMNS = (
    "b.number, b.after, b.before, b.looks, b.deeds, b.first_look, b.last_look, b.first_deed,"
    " b.last_deed, b.first_at, b.last_at, b.root, b.previous, b.sealed_at, b.head,"
    " s.key, s.signature"
)
SIGNED = (
    f"SELECT {_COLUMNS} FROM audit_batch b JOIN audit_signature s ON s.batch_id = b.number"  # noqa: S608 names of ours
    " WHERE b.number > %s ORDER BY b.number LIMIT 10000"
)
UNSIGNED = (
    "SELECT number, head FROM audit_batch"
    " WHERE number > coalesce((SELECT max(batch_id) FROM audit_signature), 0) ORDER BY number"
)
SAME = "SELECT EXISTS (SELECT FROM audit_batch WHERE number = %s AND head = %s)"


@dataclass(frozen=True)
class Head:
    """What a line tells, and what the head is reckoned from; times in UTC."""

    number: int
    after: int
    before: int
    looks: int
    deeds: int
    first_look: int | None
    last_look: int | None
    first_deed: int | None
    last_deed: int | None
    first_at: datetime | None
    last_at: datetime | None
    root: bytes
    previous: bytes
    sealed_at: datetime
    head: bytes
    key: bytes
    signature: bytes

    def line(self) -> str:
        """The head as one line of JSON, without its end."""
        return json.dumps({"form": FORM} | {k: _written(v) for k, v in asdict(self).items()})


def append(folder: Path, made: Iterable[Head]) -> None:
    """Add these heads to the file of the month each was sealed in; kept before we go on."""
    folder.mkdir(parents=True, exist_ok=True)
    for head in made:
        with (folder / f"heads-{head.sealed_at:%Y-%m}.jsonl").open("a+b") as file:
            file.write(_new_line(file) + head.line().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def last(folder: Path | None) -> Head | None:
    """The last head that was carried out whole; None where there is none."""
    for file in sorted(folder.glob("heads-*.jsonl"), reverse=True) if folder else []:
        for line in filter(None, _backwards(file)):
            try:
                return read(line.decode())
            except ValueError:  # the machine stopped while it was written; it may not be mended
                log.warning("%s holds a line that is not whole; the one before it counts.", file)
    return None


def read(line: str) -> Head:
    """A line as it was written. Raises ValueError in words where it is none of ours."""
    told: Any = json.loads(line)
    if not isinstance(told, dict) or told.pop("form", None) != FORM:
        raise ValueError(f"This is no line of the form {FORM}.")
    try:
        for name in ("root", "previous", "head", "key", "signature"):
            told[name] = bytes.fromhex(told[name])
        for name in ("first_at", "last_at", "sealed_at"):
            told[name] = told[name] and datetime.fromisoformat(told[name])
        return Head(**told)
    except (KeyError, TypeError) as fault:
        raise ValueError(f"This line of the form {FORM} is not whole.") from fault


def _backwards(file: Path) -> Iterator[bytes]:
    """The lines of a file without their ends, the last first."""
    with file.open("rb") as opened:
        at, rest = opened.seek(0, os.SEEK_END), b""
        while at:
            step = min(at, LONGEST)
            at -= step
            opened.seek(at)
            rest, *whole = (opened.read(step) + rest).split(b"\n")
            yield from reversed(whole)
        yield rest


def _new_line(file: BinaryIO) -> bytes:
    """What ends a line that was left half written; nothing where the last one has its end."""
    if not file.seek(0, os.SEEK_END):
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.hex() if isinstance(value, bytes | memoryview) else value

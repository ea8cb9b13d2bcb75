"""What others hold of the trace, laid beside what the database holds: heads and public keys."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from .chain import Chain
from .reckoning import at_text, head_of, signs

FORM = "tovholder-head/1"


@dataclass(frozen=True)
class Line:
    """A head as a line of JSON tells it, with times in microseconds as it is reckoned from."""

    number: int
    after: int
    before: int
    looks: int
    deeds: int
    first_look: int | None
    last_look: int | None
    first_deed: int | None
    last_deed: int | None
    first_at: int | None
    last_at: int | None
    root: bytes
    previous: bytes
    sealed_at: int
    head: bytes
    key: bytes
    signature: bytes

    @property
    def named(self) -> str:
        return f"head {self.number} of {at_text(self.sealed_at)}"


def faults_of_heads(chain: Chain, files: Sequence[Path], keys: Sequence[Path]) -> Iterator[str]:
    """Where the database no longer holds what a head outside tells."""
    known = set(map(public_key, keys))
    for place, line in _lines(files):
        head = _read(line)
        if head is None:
            yield f"{place}: is no line with a head"
        elif head_of(head) != head.head or not signs(head.key, head.signature, head.head):
            yield f"{place}: {head.named} is not as it was signed"
        elif known and head.key not in known:
            yield f"{place}: {head.named} is signed with a key that is not yours"
        elif head.number not in chain.heads:
            yield f"{head.named} is held outside and gone here: the end of the trace was cut"
        elif chain.heads[head.number] != head.head:
            yield f"{head.named} is held outside and another here: the batch was written anew"


def faults_of_keys(chain: Chain, keys: Sequence[Path]) -> Iterator[str]:
    """Batches signed with a key that is not among those that may sign."""
    known = set(map(public_key, keys))
    for key, (first, last) in chain.keys.items():
        if known and key not in known:
            signed = f"batches {first} to {last} are signed"
            yield f"{signed} with a key that is not yours: {short(key)}"


def public_key(file: Path) -> bytes:
    """The 32 bytes of an Ed25519 key in a PEM file of openssl's."""
    key = load_pem_public_key(file.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"{file} holds another kind of key.")  # noqa: TRY004 the file is wrong, not a type
    return key.public_bytes_raw()


def _lines(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for given in files:
        for file in sorted(given.glob("*.jsonl")) if given.is_dir() else [given]:
            with file.open(encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield f"{file.name}, line {number}", line


def _read(line: str) -> Line | None:
    try:
        told = json.loads(line)
        if told.pop("form") != FORM:
            return None
        for name in ("root", "previous", "head", "key", "signature"):
            told[name] = bytes.fromhex(told[name])
        for name in ("first_at", "last_at", "sealed_at"):
            told[name] = None if told[name] is None else _microseconds(told[name])
        return Line(**told)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _microseconds(written: str) -> int:
    at = datetime.fromisoformat(written)
    return int(at.replace(microsecond=0).timestamp()) * 1_000_000 + at.microsecond


def short(key: bytes) -> str:
    """As much of a public key as a person compares."""
    return key.hex()[:16]

"""What `tovholder audit verify` reckons again: every row, leaf, tree, head and signature.

Shares nothing with the code that writes or seals the trace, and asks the database for rows alone:
whatever a superuser has put into its functions changes nothing here. Rows come in a stream, so
that ten years of them need no more memory than one batch.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from .reckoning import at_text, head_of, netstrings, root_of, signs

MICROSECONDS = "(extract(epoch FROM {0}) * 1000000)::bigint::text"
LOOKS = f"""
SELECT transaction, id::text, {MICROSECONDS.format("at")}, transaction::text, account::text,
       seats::text, cases::text, areas::text, page, "right", refused::text
FROM audit_look AS l ORDER BY l.transaction, l.id
"""  # noqa: S608 an expression of ours
DEEDS = f"""
SELECT transaction, id::text, {MICROSECONDS.format("at")}, transaction::text, account::text,
       seats::text, "case"::text, verb, about, detail::text
FROM audit_deed AS d ORDER BY d.transaction, d.id
"""  # noqa: S608 an expression of ours
BATCHES = f"""
SELECT number, after, before, looks, deeds, first_look, last_look, first_deed, last_deed,
       {MICROSECONDS.format("first_at")}, {MICROSECONDS.format("last_at")},
       {MICROSECONDS.format("sealed_at")}, leaves, root, previous, head, key, signature
FROM audit_batch LEFT JOIN audit_signature ON batch_id = number ORDER BY number
"""  # noqa: S608 an expression of ours
FORGOTTEN = f"""
SELECT kind, {MICROSECONDS.format("month::timestamp AT TIME ZONE 'UTC'")},
       {MICROSECONDS.format("(month + interval '1 month') AT TIME ZONE 'UTC'")},
       month + interval '1 month' + interval '10 years' <= least(at, now()),
       to_char(month, 'YYYY-MM'), rows, decision, to_char(at, 'YYYY-MM-DD')
FROM audit_forgotten ORDER BY month, kind
"""  # noqa: S608 an expression of ours
NO_HEAD = bytes(32)
AT_ONCE = 5000
SLOWEST = timedelta(days=1)
"""How long a transaction may last: a row from before that was not written when it says."""


@dataclass
class Chain:
    """What was read: the heads by number, and every fault in a sentence."""

    heads: dict[int, bytes] = field(default_factory=dict)
    keys: dict[bytes, tuple[int, int]] = field(default_factory=dict)  # first and last they signed
    faults: list[str] = field(default_factory=list)
    looks: int = 0
    deeds: int = 0
    unsealed: int = 0
    unsealed_since: int | None = None  # microseconds
    unsigned_since: int | None = None
    gone: list["Gone"] = field(default_factory=list)
    forgotten: list["Forgotten"] = field(default_factory=list)


@dataclass(frozen=True)
class Gone:
    """Rows of one kind that were sealed in a batch and are there no more."""

    kind: str
    count: int
    batch: str
    first_at: int  # microseconds
    last_at: int


@dataclass(frozen=True)
class Forgotten:
    """A month that was deleted by a decision, as the database tells it."""

    kind: str
    begins: str  # microseconds
    ends: str
    in_time: bool
    month: str
    rows: int
    decision: str
    on: str

    def holds(self, gone: Gone) -> bool:
        """Whether rows of that batch may have lain in this month."""
        overlaps = gone.first_at < int(self.ends) and gone.last_at >= int(self.begins)
        return self.kind == gone.kind and overlaps


@dataclass
class _Stream:
    """Rows of one kind in their order, each with its leaf; taken up to a transaction."""

    kind: str
    rows: Iterator[tuple]
    waiting: tuple | None = None

    def until(self, before: int) -> Iterator[tuple[str, int, bytes]]:
        """Number, time and leaf of every row whose transaction lies below."""
        while (row := self.waiting or next(self.rows, None)) is not None:
            if row[0] >= before:
                self.waiting = row
                return
            self.waiting = None
            yield row[1], int(row[2]), sha256(b"\0" + netstrings(self.kind, row[1:])).digest()

    def rest(self) -> Iterator[int]:
        """The times of those that are left."""
        if self.waiting is not None:
            yield int(self.waiting[2])
        for row in self.rows:
            yield int(row[2])


def read() -> Chain:
    """Read the whole trace and its seals, in one picture of the database."""
    chain = Chain()
    with transaction.atomic(), ExitStack() as stack:

        def ask(question: str) -> Iterator[tuple]:
            return iter(_streamed(stack.enter_context(connection.chunked_cursor()), question))

        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        looks = _Stream("look/1", ask(LOOKS))
        deeds = _Stream("deed/1", ask(DEEDS))
        _read_batches(chain, ask(BATCHES), looks, deeds)
        chain.forgotten = [Forgotten(*row) for row in ask(FORGOTTEN)]
        left = [*looks.rest(), *deeds.rest()]
    chain.unsealed, chain.unsealed_since = len(left), min(left, default=None)
    return chain


def _read_batches(chain: Chain, batches: Iterator[tuple], looks: _Stream, deeds: _Stream) -> None:
    number, before, head, sealed_at = 0, 0, NO_HEAD, 0
    for batch in batches:
        one = _Batch(*batch[:12], *map(bytes, batch[12:16]), *batch[16:])

        def fault(sentence: str, named: str = one.named) -> None:
            chain.faults.append(f"{named}: {sentence}")

        if one.number != number + 1:
            fault(f"follows batch {number}: what was between them is gone")
        elif one.previous != head or one.after != before:
            fault("does not continue the batch before it")
        _reckon(one, fault)
        _signature(one, chain, fault)
        found = _rows(one, looks, deeds, chain)
        chain.gone += _compare(one, found, sealed_at, fault)
        chain.heads[one.number] = one.head
        number, before, head, sealed_at = one.number, one.before, one.head, int(one.sealed_at)


@dataclass(frozen=True)
class _Batch:
    number: int
    after: int
    before: int
    looks: int
    deeds: int
    first_look: int | None
    last_look: int | None
    first_deed: int | None
    last_deed: int | None
    first_at: str | None  # microseconds
    last_at: str | None
    sealed_at: str
    leaves: bytes
    root: bytes
    previous: bytes
    head: bytes
    key: bytes | None
    signature: bytes | None

    @property
    def named(self) -> str:
        return f"batch {self.number} of {at_text(int(self.sealed_at))}"


def _reckon(one: _Batch, fault: Callable[[str], None]) -> None:
    if len(one.leaves) != 32 * (one.looks + one.deeds):
        fault("its counts are not those of its leaves")
    if root_of(one.leaves) != one.root:
        fault("its leaves are not those that were sealed")
    if head_of(one) != one.head:
        fault("its head is not that of what it tells")


def _signature(one: _Batch, chain: Chain, fault: Callable[[str], None]) -> None:
    if one.key is None or one.signature is None:
        chain.unsigned_since = chain.unsigned_since or int(one.sealed_at)
        return
    key = bytes(one.key)
    first, _last = chain.keys.get(key, (one.number, one.number))
    chain.keys[key] = (first, one.number)
    if chain.unsigned_since is not None:
        fault("is signed, and one before it is not")
    if not signs(key, bytes(one.signature), one.head):
        fault("its signature is not that of its head")


def _rows(
    one: _Batch, looks: _Stream, deeds: _Stream, chain: Chain
) -> list[tuple[str, int, bytes]]:
    found = [(f"look {id_}", at, leaf) for id_, at, leaf in looks.until(one.before)]
    chain.looks += len(found)
    done = [(f"deed {id_}", at, leaf) for id_, at, leaf in deeds.until(one.before)]
    chain.deeds += len(done)
    return found + done


def _compare(
    one: _Batch, found: list[tuple[str, int, bytes]], before: int, fault: Callable[[str], None]
) -> list[Gone]:
    """The rows that are there against those that were sealed, and against the clock."""
    _clock(one, found, before, fault)
    if b"".join(leaf for _name, _at, leaf in found) == one.leaves:
        return []
    return [*_kind_of(one, "look", found, fault), *_kind_of(one, "deed", found, fault)]


def _kind_of(
    one: _Batch, kind: str, found: list[tuple[str, int, bytes]], fault: Callable[[str], None]
) -> Iterator[Gone]:
    """Rows of one kind that changed, came or went; those that went may have been let go by rule."""
    middle = 32 * one.looks
    leaves = one.leaves[:middle] if kind == "look" else one.leaves[middle:]
    mine = [(name, leaf) for name, _at, leaf in found if name.startswith(kind)]
    sealed = Counter(leaves[i : i + 32] for i in range(0, len(leaves), 32))
    here = Counter(leaf for _name, leaf in mine)
    strange = [name for name, leaf in mine if leaf not in sealed]
    gone = (sealed - here).total()
    changed = min(len(strange), gone)
    for name in strange[:changed]:
        fault(f"{name} is not as it was sealed")
    for name in strange[changed:]:
        fault(f"{name} was added after it was sealed")
    if gone > changed:
        span = int(one.first_at or 0), int(one.last_at or 0)
        yield Gone(kind, gone - changed, one.named, *span)
    elif not strange and b"".join(leaf for _name, leaf in mine) != leaves:
        fault(f"its {kind}s stand in another order than they were sealed in")


def _clock(
    one: _Batch, found: list[tuple[str, int, bytes]], before: int, fault: Callable[[str], None]
) -> None:
    earliest = before - int(SLOWEST.total_seconds() * 1e6)
    for name, at, _leaf in found:
        if at < earliest or at > int(one.sealed_at):
            fault(f"{name} says {at_text(at)}, which is not when it was written")


def _streamed(cursor: Any, question: str) -> Iterator[tuple]:
    cursor.execute(question)
    while rows := cursor.fetchmany(AT_ONCE):
        yield from rows

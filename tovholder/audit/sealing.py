"""Sealing the trace, every minute, by `tovholder work` (design, wall 4; docs/running/sealing.md).

The database takes the rows and chains them (migration 0004); this signs the head and carries it
out of the house. The private key is a file that `tovholder work` alone need be able to read.

What the application's role could forge, were it taken over: looks and deeds that never happened,
from now on, under anyone's name (it may add to the trace, that is its work); a worthless
signature on the newest batch, which stops sealing and is found by the next verify; heads outside,
where the folder lets it. It can neither read, change, remove, choose, date nor hide a row, nor
undo a batch. Whoever is superuser of the database *and* holds the key can seal whatever they like
anew: only the heads that others hold tell.
"""

import logging
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from . import heads
from .heads import Head
from .keys import signing_key

LATE = timedelta(minutes=5)
VERY_LATE = timedelta(hours=4)
AT_ONCE = 100  # batches in one go; the rest a minute later

log = logging.getLogger(__name__)


def seal() -> int:
    """Seal what has ended, sign it, and have the heads carried out; how many batches."""
    if settings.SEALING_KEY is None:
        log.error("TOVHOLDER_SEALING_KEY is missing: the trace is not sealed.")
        return 0
    key = signing_key(settings.SEALING_KEY)
    sealed = 0
    while sealed < AT_ONCE and _one("SELECT seal_trace()") is not None:
        sealed += 1
    if continues_outside():
        _sign(key)
        transaction.on_commit(carry_out, robust=True)
    return sealed


def prepare_months() -> int:
    """Have a table ready for this month of the trace and the next; how many were made."""
    return int(_one("SELECT prepare_trace_months()"))


def continues_outside() -> bool:
    """Whether the chain still holds the last head we carried out; a cut one is never signed."""
    last = heads.last(settings.HEADS)
    if last is None or _one(heads.SAME, [last.number, last.head]):
        return True
    log.error(
        "head %s, carried out at %s, is not in the database: nothing is signed until a person"
        " has looked (docs/running/sealing.md)", last.number, last.sealed_at,
    )  # fmt: skip
    return False


def carry_out() -> None:
    """Write every signed head that is not outside yet."""
    if settings.HEADS is None:
        return
    last = heads.last(settings.HEADS)
    with connection.cursor() as cursor:
        cursor.execute(heads.SIGNED, [last.number if last else 0])
        heads.append(settings.HEADS, [Head(*row) for row in cursor.fetchall()])


def unsealed_for() -> timedelta:
    """How long the oldest row of the trace has waited to be sealed and signed."""
    waited = _one("SELECT clock_timestamp() - unsealed_since()")
    return max(waited or timedelta(), timedelta())


def _sign(key: Ed25519PrivateKey) -> None:
    public = key.public_key().public_bytes_raw()
    with connection.cursor() as cursor:
        cursor.execute(heads.UNSIGNED)
        for number, head in cursor.fetchall():
            signature = key.sign(heads.SIGNS + bytes(head))
            cursor.execute("SELECT sign_batch(%s, %s, %s)", [number, public, signature])


def _one(question: str, values: list[Any] | None = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values or [])
        (answer,) = cursor.fetchone()
    return answer

"""Hashes, trees and signatures as docs/running/sealing.md tells them, by verify's own hand."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def head_of(one: Any) -> bytes:
    """The head of a batch, or of a line held outside, reckoned from what it tells."""
    told = (
        one.previous.hex(), one.number, one.after, one.before, one.looks, one.deeds,
        one.first_look, one.last_look, one.first_deed, one.last_deed,
        one.first_at, one.last_at, one.root.hex(), one.sealed_at,
    )  # fmt: skip
    texts = (None if value is None else str(value) for value in told)
    return sha256(netstrings("head/1", tuple(texts))).digest()


def signs(key: bytes, signature: bytes, head: bytes) -> bool:
    """Whether this key signed this head."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, b"tovholder-head/1\n" + head)
    except (InvalidSignature, ValueError):
        return False
    return True


def at_text(microseconds: int) -> str:
    """A time as the sentences say it, in UTC."""
    return f"{datetime.fromtimestamp(microseconds / 1e6, UTC):%Y-%m-%d %H:%M}"


def root_of(leaves: bytes) -> bytes:
    """The root of the tree of RFC 6962 over leaves of 32 bytes."""
    level = [leaves[i : i + 32] for i in range(0, len(leaves), 32)]
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [sha256(b"\1" + left + right).digest() for left, right in pairs]
        level = above + level[-1:] if len(level) % 2 else above
    return level[0]


def netstrings(kind: str, texts: tuple[str | None, ...]) -> bytes:
    """Each text with its length in bytes before it, so that nothing moves from one to the next."""
    whole = "".join(
        "-," if text is None else f"{len(text) if text.isascii() else len(text.encode())}:{text},"
        for text in (kind, *texts)
    )
    return whole.encode()

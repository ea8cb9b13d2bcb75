"""Secret addresses, each a key to one thing: how a secret is made, and what is kept of it."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32
"""So many random bytes nobody guesses: a plain hash of them tells nothing."""

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, TOGETHER = 5, 4
"""Twenty signs of 31, which is 99 bits: short enough to be written off a sheet of paper, and far
too many to guess while a door counts the tries. None of them looks like another."""


def new_secret() -> str:
    """Letters and digits for an address that a machine keeps."""
    return secrets.token_urlsafe(BYTES)


def secret_on_paper() -> str:
    """Letters and digits in groups, for an address that people write by hand."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(TOGETHER)) for _ in range(GROUPS))
    return "-".join(groups)


def as_on_paper(typed: str) -> str:
    """A secret as it stands on the paper, however it was typed."""
    return typed.strip().lower()


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()

"""The key that signs heads: an Ed25519 key in a file of its own, in the form of openssl."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings


class KeyFault(ValueError):
    """The key cannot be used; the message says why."""


def signing_key(file: Path) -> Ed25519PrivateKey:
    """The private key in this file; a demonstration makes its own the first time."""
    if settings.DEMO and not file.exists():
        _make(file)
    try:
        if file.stat().st_mode & 0o077:
            raise KeyFault(f"{file} may be read by others: chmod 600 it.")
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as fault:
        if isinstance(fault, KeyFault):
            raise
        raise KeyFault(f"{file} cannot be read as a private key: {fault}") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFault(f"{file} holds another kind of key: make one with openssl genpkey.")
    return key


def _make(file: Path) -> None:
    """Two processes may come here at once: the first to link its file wins."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = file.with_name(f".{file.name}.{os.getpid()}")
    made.touch(mode=0o600)
    made.write_bytes(
        Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
    )
    try:
        file.hardlink_to(made)
    except FileExistsError:
        pass
    finally:
        made.unlink()

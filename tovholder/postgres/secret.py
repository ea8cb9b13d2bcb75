"""Secrets of this home, in files only we may read."""

import os
import secrets

from .. import switches


def secret(name: str) -> str:
    """A secret of this home, made the first time it is asked for, readable by us alone."""
    folder = switches.home() / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / name
    if not file.exists():
        made = folder / f".{name}.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48))
        # Two processes may come here at once: the first to link its file wins.
        try:
            file.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_text().strip()

"""Released files do not change: a lock by hash, and the one way to add to it.

For methods the structure is locked; for instruments also each language's wording, since an
answer is read as it was asked. Languages may be added. An improvement is the next version.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from .faults import Fault

LOCK = "released.lock"


def locked_files(folder: Path) -> Iterator[Path]:
    """The files of a folder that a release locks."""
    yield from sorted(folder.glob("methods/*/method.toml"))
    yield from sorted(folder.glob("instruments/*/instrument.toml"))
    yield from sorted(folder.glob("instruments/*/*.md"))


def fingerprint(file: Path) -> str:
    """A hash of what a file says; the ends of its lines are not part of that."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def read_lock(folder: Path) -> dict[str, str]:
    """Path to hash, as released. Raises Fault where the lock itself is spoiled."""
    path = folder / LOCK
    locked = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise Fault(path, "", f"cannot be read: {error}.") from None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name:
            raise Fault(path, str(number), "a line of the lock is a hash, two spaces and a file.")
        locked[name] = digest
    return locked


def broken_locks(folder: Path) -> Iterator[Fault]:
    """A fault for every released file that changed or is gone."""
    try:
        locked = read_lock(folder)
    except Fault as fault:
        yield fault
        return
    for name, digest in locked.items():
        file = folder / name
        if not file.is_file():
            yield Fault(file, "", "was released and is gone.")
        elif fingerprint(file) != digest:
            yield Fault(file, "", "was released and has changed; make the next version instead.")


def release(folder: Path, only: Path | None = None) -> list[str]:
    """Lock every file that is not locked yet, or `only` one, or those in it; answers their names.

    Raises Fault where what is asked for is nothing a release locks.
    """
    known = read_lock(folder)
    asked = [file for file in locked_files(folder) if only in (None, file, *file.parents)]
    if not asked and only is not None:
        raise Fault(only, "", "is not locked by a release: its words and tables may be mended.")
    fresh = {
        str(file.relative_to(folder)): fingerprint(file)
        for file in asked
        if str(file.relative_to(folder)) not in known
    }
    lines = [f"{digest}  {name}" for name, digest in sorted((known | fresh).items())]
    (folder / LOCK).write_text(
        "# What is released does not change. Written by: tovholder catalogue release PATH\n"
        + "\n".join(lines)
        + "\n",
        encoding="utf-8",
    )
    return sorted(fresh)

"""Released files do not change: a lock by hash, and the one way to add to it.

For methods the structure is locked; for instruments also each language's wording, since an
answer is read as it was asked. Languages may be added. An improvement is the next version.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

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
    """Path to hash, as released."""
    path = folder / LOCK
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {name: digest for digest, name in pairs}


def broken_locks(folder: Path) -> list[str]:
    """A sentence for every released file that changed or is gone."""
    broken = []
    for name, digest in read_lock(folder).items():
        file = folder / name
        if not file.exists():
            broken.append(f"{name}: was released and is gone.")
        elif fingerprint(file) != digest:
            broken.append(f"{name}: was released and has changed; make the next version instead.")
    return broken


def release(folder: Path) -> list[str]:
    """Lock every file that is not locked yet; answers their names."""
    known = read_lock(folder)
    fresh = {
        str(file.relative_to(folder)): fingerprint(file)
        for file in locked_files(folder)
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

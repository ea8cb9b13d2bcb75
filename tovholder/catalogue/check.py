"""tovholder catalogue check PATH: tell a municipality what is wrong in its folder."""

import sys
from pathlib import Path

from .lock import broken_locks, release
from .shelf import SORTS, Catalogue, read_into


def main(path: str, *, action: str = "check") -> int:
    """Print every fault of a folder, or how many items it holds. Answers 1 where there are any."""
    folder = Path(path)
    read = Catalogue()
    faults = [str(fault) for fault in read_into(read, folder)]
    if folder.is_dir():
        faults += [f"{folder / line}" for line in broken_locks(folder)]
    if faults:
        sys.stderr.write("\n".join(faults) + "\n")
        return 1
    count = sum(len(read.shelf(sort.folder)) for sort in SORTS)
    if action == "release":
        fresh = release(folder)
        sys.stdout.write(f"{len(fresh)} files locked.\n")
    sys.stdout.write(f"{count} items, all readable.\n")
    return 0

"""tovholder catalogue check PATH: tell a municipality what is wrong in its folder."""

import sys
from collections.abc import Iterable
from pathlib import Path

from .faults import Fault
from .lock import release
from .reading import SORTS
from .references import loose_ends
from .shelf import TABLES, Catalogue, add_folder, read_catalogue, read_into


def main(path: str, *, action: str = "check") -> int:
    """Print every fault of a folder, or how many items it holds. Answers 1 where there are any.

    PATH may be one item of it, or one file: then only that is told, and released.
    """
    from django.conf import settings

    asked = Path(path)
    folder, only = _folder_of(asked), None if _folder_of(asked) == asked else asked
    read, faults = _read(folder, settings.CATALOGUE_FOLDERS[0])
    faults = [fault for fault in faults if only is None or _is_about(fault, only)]
    if only is not None and not only.exists():
        faults = [Fault(only, "", "there is no such file.")]
    if faults:
        return _tell(faults)
    if action == "release":
        try:
            fresh = release(folder, only)
        except Fault as fault:
            return _tell([fault])
        sys.stdout.write(f"{len(fresh)} files locked.\n")
    if read.municipality.told:
        sys.stdout.write(f"{read.municipality.told}\n")
    count = sum((only or folder) in (place, *place.parents) for place in read.places.values())
    sys.stdout.write(f"{only} can be read.\n" if only else f"{count} items, all readable.\n")
    return 0


def _folder_of(asked: Path) -> Path:
    """The catalogue folder a path lies in: itself, or that of the item or table it names."""
    sorts = {sort.folder for sort in SORTS}
    for place in (asked.parent, asked.parent.parent):
        if place.name in sorts:
            return place.parent
    return asked.parent if asked.name in TABLES else asked


def _read(folder: Path, ours: Path) -> tuple[Catalogue, list[Fault]]:
    read = Catalogue()
    if folder.resolve() == ours.resolve():
        return read, [*read_into(read, folder), *loose_ends(read, folder)]
    # A municipality's files may lean on ours, and are checked as they will be read.
    read = read_catalogue(ours, [])
    return read, list(add_folder(read, folder))


def _is_about(fault: Fault, only: Path) -> bool:
    """Whether a fault lies in what was asked for, or keeps the item it belongs to out."""
    item = only if only.is_dir() or only.name in TABLES else only.parent
    return item in (fault.file, *fault.file.parents)


def _tell(faults: Iterable[Fault]) -> int:
    """Every fault, file by file, in the order of the lines."""
    ordered = sorted(faults, key=lambda fault: (str(fault.file), fault.line))
    sys.stderr.write("".join(f"{fault}\n" for fault in ordered))
    return 1

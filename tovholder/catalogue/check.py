"""tovholder catalogue check PATH: tell a municipality what is wrong in its folder."""

import sys
from pathlib import Path

from .lock import release
from .references import loose_ends
from .shelf import Catalogue, add_folder, read_catalogue, read_into


def main(path: str, *, action: str = "check") -> int:
    """Print every fault of a folder, or how many items it holds. Answers 1 where there are any."""
    from django.conf import settings

    folder, ours = Path(path), settings.CATALOGUE_FOLDERS[0]
    read = Catalogue()
    if folder.resolve() == ours.resolve():
        faults = [*read_into(read, folder), *loose_ends(read, folder)]
    else:
        # A municipality's files may lean on ours, and are checked as they will be read.
        read = read_catalogue(ours, [])
        faults = list(add_folder(read, folder))
    if faults:
        sys.stderr.write("".join(f"{fault}\n" for fault in faults))
        return 1
    count = sum(folder in place.parents for place in read.places.values())
    if action == "release":
        fresh = release(folder)
        sys.stdout.write(f"{len(fresh)} files locked.\n")
    if read.municipality.told:
        sys.stdout.write(f"{read.municipality.told}\n")
    sys.stdout.write(f"{count} items, all readable.\n")
    return 0

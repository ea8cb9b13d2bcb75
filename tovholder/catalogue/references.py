"""What items say of each other: a method its follow-up, a forum its instrument and members."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .faults import Fault, unknown

if TYPE_CHECKING:
    from .shelf import Catalogue


def loose_ends(catalogue: Catalogue, folder: Path) -> Iterator[Fault]:
    """A fault for every item of a folder that names another which is not there."""
    for sort, reference, file, key, named, known in _named(catalogue):
        place = catalogue.places.get((sort, reference))
        if place is None or folder not in place.parents:
            continue
        for name in named:
            if name and name not in known:
                yield unknown(place / file, key, name, known, f"word for {key!r}:")


def _named(
    catalogue: Catalogue,
) -> Iterator[tuple[str, str, str, str, Collection[str], Collection[str]]]:
    """Sort, reference, file, key, what is named there, and what may be."""
    for reference, method in catalogue.methods.items():
        known = catalogue.methods
        yield "methods", reference, "method.toml", "follow_up", [method.follow_up], known
    for reference, forum in catalogue.fora.items():
        asked = catalogue.instruments
        yield "fora", reference, "forum.toml", "instrument", [forum.instrument], asked
        members = catalogue.professions
        yield "fora", reference, "forum.toml", "professions", forum.professions, members
    for reference, basis in catalogue.legal_bases.items():
        bases = catalogue.legal_bases
        yield "legal-bases", reference, "basis.toml", "replaces", [basis.replaces], bases
    for reference, role in catalogue.roles.items():
        yield "roles", reference, "role.toml", "areas", role.areas, catalogue.areas

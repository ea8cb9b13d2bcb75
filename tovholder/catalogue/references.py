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
            if not name or name in known:
                continue
            if _is_faulty(catalogue, folder, name):
                told = f"{name!r} has a fault of its own: mend that first."
                yield Fault(place / file, key, told)
                continue
            word = key.rpartition(".")[2]
            yield unknown(place / file, key, name, known, f"word for {word!r}:")
    yield from _about_teams(catalogue, folder)


def _is_faulty(catalogue: Catalogue, folder: Path, name: str) -> bool:
    """Whether what is named lies in the folder and was set aside."""
    read = set(catalogue.places.values())
    return any(
        name in (place.name, place.name.partition("@")[0])
        for place in folder.glob("*/*/")
        if place not in read
    )


def _about_teams(catalogue: Catalogue, folder: Path) -> Iterator[Fault]:
    """What is asked about a team is never answered at a child's case."""
    for reference, method in catalogue.methods.items():
        place = catalogue.places.get(("methods", reference))
        if method.is_for_forum or place is None or folder not in place.parents:
            continue
        for key, sort, name in method.references():
            asked = catalogue.instruments.get(name) if sort == "instruments" else None
            if asked and asked.subject == "team" and not key.endswith("beside"):
                told = f"{name!r} asks about a team, and has no place in a method about a case."
                yield Fault(place / "method.toml", key, told)


# Sort, reference, file, key, what is named there, and what may be.
Named = tuple[str, str, str, str, Collection[str], Collection[str]]


def _named(catalogue: Catalogue) -> Iterator[Named]:
    for reference, method in catalogue.methods.items():
        for key, folder, name in method.references():
            known: Collection[str] = catalogue.shelf(folder)
            if key.endswith(".methods"):  # whichever version was held
                known = {*known, *(other.id for other in catalogue.methods.values())}
            yield "methods", reference, "method.toml", key, [name], known
    for reference, forum in catalogue.fora.items():
        asked = catalogue.instruments
        yield "fora", reference, "forum.toml", "instrument", [forum.instrument], asked
        members = catalogue.professions
        yield "fora", reference, "forum.toml", "professions", forum.professions, members
        yield "fora", reference, "forum.toml", "reached_from", forum.reached_from, catalogue.fora
        ways = catalogue.methods
        yield "fora", reference, "forum.toml", "agreement", [forum.agreement], ways
    yield from _named_by_knowledge(catalogue)
    for reference, basis in catalogue.legal_bases.items():
        bases = catalogue.legal_bases
        yield "legal-bases", reference, "basis.toml", "replaces", [basis.replaces], bases
    for reference, role in catalogue.roles.items():
        yield "roles", reference, "role.toml", "areas", role.areas, catalogue.areas


def _named_by_knowledge(catalogue: Catalogue) -> Iterator[Named]:
    """What rulers, pathways and guides name."""
    for reference, ruler in catalogue.rulers.items():
        for number, help_ in enumerate(ruler.help, 1):
            for key, named in (("professions", help_.professions), ("invites", help_.invites)):
                place = f"help[{number}].{key}"
                yield "rulers", reference, "ruler.toml", place, named, catalogue.professions
    ids = {method.id for method in catalogue.methods.values()}
    ways = {*ids, *catalogue.methods}
    for reference, pathway in catalogue.pathways.items():
        yield "pathways", reference, "pathway.toml", "methods", sorted(pathway.methods()), ways
    for reference, guide in catalogue.guides.items():
        yield "guides", reference, "guide.toml", "leads", guide.leads, ids

"""Reading the whole catalogue: our folder, then the municipality's.

A fault in a file of ours stops the house. A fault in a municipality's file sets that item aside
with a message, and the house goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .faults import Fault, unknown
from .instruments import Instrument
from .items import Item
from .lock import broken_locks
from .methods import Method
from .municipality import FILE, Municipality, read_municipality
from .pathways import Pathway
from .reading import SORTS, Sort, read_item, read_retention
from .references import loose_ends
from .rulers import Ruler
from .things import Area, Forum, Guide, LegalBasis, Profession, Retention, Role

__all__ = ["SORTS", "Catalogue", "read_catalogue", "read_into"]

TABLES = frozenset({"retention.toml", "coverage.toml", "released.lock", FILE})


@dataclass
class Catalogue:
    """Everything read, by reference. `set_aside` tells what a municipality's files lack.

    `places` tells the folder each item was read from, by sort and reference.
    """

    methods: dict[str, Method] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    fora: dict[str, Forum] = field(default_factory=dict)
    professions: dict[str, Profession] = field(default_factory=dict)
    legal_bases: dict[str, LegalBasis] = field(default_factory=dict)
    rulers: dict[str, Ruler] = field(default_factory=dict)
    pathways: dict[str, Pathway] = field(default_factory=dict)
    guides: dict[str, Guide] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    retention: dict[str, Retention] = field(default_factory=dict)
    municipality: Municipality = field(default_factory=Municipality)
    set_aside: list[str] = field(default_factory=list)
    places: dict[tuple[str, str], Path] = field(default_factory=dict)

    def method(self, reference: str) -> Method:
        """A method by id and version. KeyError where there is none."""
        return self.methods[reference]

    def versions(self, name: str) -> list[Method]:
        """The methods of a reference, or every version of an id; none where there is none."""
        methods = self.methods.values()
        return [method for method in methods if name in (method.reference, method.id)]

    def instrument(self, reference: str) -> Instrument:
        """An instrument by id and version. KeyError where there is none."""
        return self.instruments[reference]

    def forum(self, forum_id: str) -> Forum:
        return self.fora[forum_id]

    def profession(self, profession_id: str) -> Profession:
        return self.professions[profession_id]

    def guide_to_leading(self, method: Method) -> Guide | None:
        """The page for whoever leads a method, whichever version; a municipality's before ours."""
        guides = (guide for guide in reversed(self.guides.values()) if method.id in guide.leads)
        return next(guides, None)

    def ruler(self, reference: str) -> Ruler:
        """A ruler by id and version. KeyError where there is none."""
        return self.rulers[reference]

    def legal_basis(self, basis_id: str) -> LegalBasis:
        return self.legal_bases[basis_id]

    def legal_bases_on(self, day: date, country: str) -> list[LegalBasis]:
        """The rules of a country that hold on a day."""
        return [
            basis
            for basis in self.legal_bases.values()
            if basis.country == country and basis.holds_on(day)
        ]

    def retention_of(self, model: str, column: str) -> str | None:
        """How long a column is kept, or None where nobody has said."""
        rule = self.retention.get(model)
        return None if rule is None else rule.columns.get(column, rule.keep)

    def shelf(self, folder: str) -> dict[str, Item]:
        """The items of one sort, by the name of its folder."""
        items: dict[str, Item] = getattr(self, folder.replace("-", "_"))
        return items


def read_catalogue(own: Path, others: list[Path]) -> Catalogue:
    """Read our folder, which must be whole, and the others, whose faults are set aside."""
    catalogue = Catalogue()
    faults = [*read_into(catalogue, own), *loose_ends(catalogue, own)]
    if faults:
        raise faults[0]
    for folder in others:
        catalogue.set_aside += [str(fault) for fault in add_folder(catalogue, folder)]
    return catalogue


def add_folder(catalogue: Catalogue, folder: Path) -> Iterator[Fault]:
    """Add a municipality's folder to ours; what is faulty is answered and left out."""
    yield from read_into(catalogue, folder)
    while ends := list(loose_ends(catalogue, folder)):
        # Leaving one out may loosen another: until nothing hangs.
        for fault in ends:
            for (sort, reference), place in list(catalogue.places.items()):
                if fault.file.parent == place:
                    del catalogue.shelf(sort)[reference]
                    del catalogue.places[sort, reference]
        yield from ends


def read_into(catalogue: Catalogue, folder: Path) -> Iterator[Fault]:
    """Add every item of a folder that can be read; answer the faults of the others."""
    if not folder.is_dir():
        yield Fault(folder, "", "there is no such folder.")
        return
    yield from _strangers(folder)
    changed = list(broken_locks(folder))
    yield from changed
    closed = {fault.file.parent for fault in changed}
    for sort in SORTS:
        for place in sorted((folder / sort.folder).glob("*/")):
            try:
                _shelve(catalogue, sort, place, closed=place in closed)
            except Fault as fault:
                yield from fault.all
    if (folder / "retention.toml").exists():
        try:
            catalogue.retention |= read_retention(folder / "retention.toml")
        except Fault as fault:
            yield from fault.all
    if (folder / FILE).exists():
        try:
            known = {method.id for method in catalogue.methods.values()}
            before = catalogue.municipality
            catalogue.municipality = read_municipality(folder / FILE, before, known)
        except Fault as fault:
            yield from fault.all


def _shelve(catalogue: Catalogue, sort: Sort, place: Path, *, closed: bool) -> None:
    """`closed`: something released has changed, which is told; the rest is read and left out."""
    item = read_item(sort, place)
    if closed:
        return
    shelf = catalogue.shelf(sort.folder)
    if sort.ours_stays and item.reference in shelf:
        raise Fault(
            place, "", f"{item.reference!r} is in the house's own catalogue; take another name."
        )
    shelf[item.reference] = item
    catalogue.places[sort.folder, item.reference] = place


def _strangers(folder: Path) -> Iterator[Fault]:
    """Folders and tables that have no place in a catalogue."""
    known = {sort.folder for sort in SORTS}
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in known and not path.name.startswith("."):
            yield unknown(path, "", path.name, known, "folder")
        if path.is_file() and path.name not in TABLES and path.suffix == ".toml":
            yield unknown(path, "", path.name, TABLES, "file")

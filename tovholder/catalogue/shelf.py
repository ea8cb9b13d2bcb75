"""Reading the whole catalogue: our folder, then the municipality's.

A fault in a file of ours stops the house. A fault in a municipality's file sets that item aside
with a message, and the house goes on.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .faults import Fault, unknown
from .instruments import Instrument, read_instrument
from .items import Item
from .methods import Method, read_method
from .tables import Table, read_table
from .things import (
    Area,
    Forum,
    Guide,
    LegalBasis,
    Profession,
    Retention,
    Role,
    read_area,
    read_forum,
    read_guide,
    read_legal_basis,
    read_profession,
    read_role,
)
from .vocabulary import COUNTRIES, LANGUAGES, SYSTEMS
from .words import Words, read_words

FOLDER_NAME = re.compile(r"^([a-z][a-z0-9-]*)(?:@([1-9][0-9]*))?$")


@dataclass(frozen=True)
class Sort:
    """A sort of item: its folder, its file, whether it is versioned, and how it is read."""

    folder: str
    file: str
    versioned: bool
    read: Callable[[Table, dict[str, Any]], Item]


SORTS = (
    Sort("methods", "method.toml", True, read_method),
    Sort("instruments", "instrument.toml", True, read_instrument),
    Sort("fora", "forum.toml", False, read_forum),
    Sort("professions", "profession.toml", False, read_profession),
    Sort("legal-bases", "basis.toml", False, read_legal_basis),
    Sort("guides", "guide.toml", False, read_guide),
    Sort("areas", "area.toml", False, read_area),
    Sort("roles", "role.toml", False, read_role),
)
TABLES = frozenset({"retention.toml", "coverage.toml", "released.lock"})


@dataclass
class Catalogue:
    """Everything read, by reference. `set_aside` tells what a municipality's files lack."""

    methods: dict[str, Method] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    fora: dict[str, Forum] = field(default_factory=dict)
    professions: dict[str, Profession] = field(default_factory=dict)
    legal_bases: dict[str, LegalBasis] = field(default_factory=dict)
    guides: dict[str, Guide] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    retention: dict[str, Retention] = field(default_factory=dict)
    set_aside: list[str] = field(default_factory=list)

    def method(self, reference: str) -> Method:
        """A method by id and version. KeyError where there is none."""
        return self.methods[reference]

    def instrument(self, reference: str) -> Instrument:
        """An instrument by id and version. KeyError where there is none."""
        return self.instruments[reference]

    def forum(self, forum_id: str) -> Forum:
        return self.fora[forum_id]

    def profession(self, profession_id: str) -> Profession:
        return self.professions[profession_id]

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
    faults = list(read_into(catalogue, own))
    if faults:
        raise faults[0]
    for folder in others:
        catalogue.set_aside += [str(fault) for fault in read_into(catalogue, folder)]
    return catalogue


def read_into(catalogue: Catalogue, folder: Path) -> Iterator[Fault]:
    """Add every item of a folder that can be read; answer the faults of the others."""
    if not folder.is_dir():
        yield Fault(folder, "", "there is no such folder.")
        return
    yield from _strangers(folder)
    for sort in SORTS:
        for place in sorted((folder / sort.folder).glob("*/")):
            try:
                item = read_item(sort, place)
            except Fault as fault:
                yield fault
            else:
                catalogue.shelf(sort.folder)[item.reference] = item
    if (folder / "retention.toml").exists():
        try:
            catalogue.retention |= read_retention(folder / "retention.toml")
        except Fault as fault:
            yield fault


def _strangers(folder: Path) -> Iterator[Fault]:
    """Folders and tables that have no place in a catalogue."""
    known = {sort.folder for sort in SORTS}
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in known and not path.name.startswith("."):
            yield unknown(path, "", path.name, known, "folder")
        if path.is_file() and path.name not in TABLES and path.suffix == ".toml":
            yield unknown(path, "", path.name, TABLES, "file")


def read_item(sort: Sort, place: Path) -> Item:
    """One item: its table, its words in every language there is, and that the two fit."""
    named = FOLDER_NAME.match(place.name)
    if named is None or bool(named[2]) != sort.versioned:
        form = "name@1" if sort.versioned else "name"
        raise Fault(place, "", f"the folder is called {form}, in small letters and hyphens.")
    for path in place.iterdir():
        if path.name != sort.file and path.name not in {f"{code}.md" for code in LANGUAGES}:
            known = [sort.file, *(f"{code}.md" for code in LANGUAGES)]
            raise unknown(path, "", path.name, known, "file")
    table = read_table(place / sort.file)
    words = {
        code: read_words(place / f"{code}.md", code)
        for code in LANGUAGES
        if (place / f"{code}.md").exists()
    }
    if not words:
        raise Fault(place, "", "there are no words: add da.md, nb.md or en.md.")
    common = {
        "id": named[1],
        "version": int(named[2] or 0),
        "sources": table.texts("sources", SYSTEMS),
        "country": table.word("country", COUNTRIES, ""),
        "languages": MappingProxyType(words),
    }
    item = sort.read(table, common)
    table.done()
    for code, prose in words.items():
        _check_words(place / f"{code}.md", prose, item.sections())  # type: ignore[attr-defined]
    return item


def _check_words(file: Path, words: Words, wanted: dict[str, frozenset[str]]) -> None:
    for section, parts in wanted.items():
        if section not in words:
            raise Fault(file, "", f"the words for {section!r} are missing: ## {section}: …")
        for part in sorted(parts - set(words[section].parts)):
            raise Fault(file, section, f"the words for {part!r} are missing: ### {part}: …")
    for section, said in words.parts.items():
        if section not in wanted:
            raise unknown(file, "", section, wanted, "section")
        for part in said.parts:
            if part not in wanted[section]:
                raise unknown(file, section, part, wanted[section], "part")


def read_retention(file: Path) -> dict[str, Retention]:
    """How long each table is kept: a table per model, its columns' exceptions under it."""
    rules = {}
    for model, content in read_table(file).rest().items():
        if not isinstance(content, dict):
            raise Fault(file, model, 'a table is wanted here: ["package.Model"].')
        row = Table(file, content, model)
        columns = row.take("columns", dict, {})
        rules[model] = Retention(
            model, row.text("keep"), row.text("why"), MappingProxyType(columns)
        )
        row.done()
    return rules

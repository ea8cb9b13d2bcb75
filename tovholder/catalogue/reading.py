"""Reading one item: its table, its words in every language there is, and that the two fit."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .faults import Fault, noted, tell, unknown
from .instruments import read_instrument
from .items import Item
from .keeping import read_kept
from .method_files import read_method
from .pathways import read_pathway
from .rulers import read_ruler
from .tables import Table, read_table
from .things import (
    Retention,
    read_area,
    read_forum,
    read_guide,
    read_legal_basis,
    read_profession,
    read_role,
)
from .vocabulary import COUNTRIES, LANGUAGES, SYSTEMS
from .words import Section, Words, read_words

WANTS_A_LIST = "a list is wanted here: lines that begin with “- ”."
FOLDER_NAME = re.compile(r"^([a-z][a-z0-9-]*)(?:@([1-9][0-9]*))?$")


@dataclass(frozen=True)
class Sort:
    """A sort of item: its folder, its file, and how it is read.

    `versioned` items change by a next version only. What is `ours_stays` of ours, a municipality
    adds to and does not replace: the code and the rows rely on it.
    """

    folder: str
    file: str
    versioned: bool
    read: Callable[[Table, dict[str, Any]], Item]
    ours_stays: bool = False


SORTS = (
    Sort("methods", "method.toml", True, read_method, ours_stays=True),
    Sort("instruments", "instrument.toml", True, read_instrument, ours_stays=True),
    Sort("fora", "forum.toml", False, read_forum),
    Sort("professions", "profession.toml", False, read_profession),
    Sort("legal-bases", "basis.toml", False, read_legal_basis),
    Sort("rulers", "ruler.toml", True, read_ruler),
    Sort("pathways", "pathway.toml", False, read_pathway),
    Sort("guides", "guide.toml", False, read_guide),
    Sort("areas", "area.toml", False, read_area, ours_stays=True),
    Sort("roles", "role.toml", False, read_role, ours_stays=True),
)


def read_item(sort: Sort, place: Path) -> Item:
    """One item: its table, its words in every language there is, and that the two fit."""
    named = FOLDER_NAME.match(place.name)
    if named is None or bool(named[2]) != sort.versioned:
        form = "name@1" if sort.versioned else "name"
        raise Fault(place, "", f"the folder is called {form}, in small letters and hyphens.")
    known = [sort.file, *(f"{code}.md" for code in LANGUAGES)]
    faults = [
        unknown(path, "", path.name, known, "file")
        for path in _inside(place)
        if path.name not in known
    ]
    words: dict[str, Words] = {}
    spoiled: list[Fault] = []
    written = [code for code in LANGUAGES if (place / f"{code}.md").exists()]
    for code in written:
        with noted(spoiled):
            words[code] = read_words(place / f"{code}.md", code)
    if not written:
        faults.append(Fault(place, "", "there are no words: add da.md, nb.md or en.md."))
    item = None
    with noted(faults):
        item = _read_table(sort, place, named, words)
        for code, prose in words.items():
            spoiled += _faults_of_words(place / f"{code}.md", prose, item)
    tell(faults + spoiled)
    assert item is not None  # noqa: S101 without it there was a fault
    return item


def _read_table(sort: Sort, place: Path, named: re.Match[str], words: dict[str, Words]) -> Item:
    """What the item's own file says. Raises Fault with everything that cannot be understood."""
    table = read_table(place / sort.file)
    common = {
        "id": named[1],
        "version": int(named[2] or 0),
        "sources": table.texts("sources", SYSTEMS),
        "country": table.word("country", COUNTRIES, ""),
        "languages": MappingProxyType(words),
    }
    try:
        item = sort.read(table, common)
    except Exception:
        # After something that was not understood, what is read next may make no sense.
        table.tell()
        raise
    table.done()
    return item


def _inside(place: Path) -> list[Path]:
    try:
        return sorted(place.iterdir())
    except OSError as error:
        raise Fault(place, "", f"cannot be read: {error}.") from None


def _faults_of_words(file: Path, words: Words, item: Item) -> Iterator[Fault]:
    """Every section and part the item needs, each with words, and none it does not know."""
    wanted = item.sections()
    for section in wanted:
        if section not in words:
            yield Fault(file, "", f"the words for {section!r} are missing: ## {section}: …")
    for name, said in words.parts.items():
        if name not in wanted:
            yield unknown(file, name, name, wanted, "section")
            continue
        if not said.title:
            yield Fault(file, name, f"the title is missing: ## {name}: …")
        if name in item.lists() and not said.points:
            yield Fault(file, name, WANTS_A_LIST)
        yield from _faults_of_parts(file, name, said, (wanted[name], item.may_tell(name)))
        for part in said.parts:
            if f"{name}/{part}" in item.lists() and not said[part].points:
                yield Fault(file, part, WANTS_A_LIST)
            if f"{name}/{part}" in item.sentences() and not said[part].text:
                yield Fault(file, part, "a sentence is wanted here: it is what somebody is told.")


def _faults_of_parts(
    file: Path, name: str, section: Section, known: tuple[frozenset[str], frozenset[str]]
) -> Iterator[Fault]:
    """`known` are the parts there must be, and those there may be."""
    wanted, allowed = known
    for part in sorted(wanted - set(section.parts)):
        yield Fault(file, name, f"the words for {part!r} are missing: ### {part}: …")
    for part, said in section.parts.items():
        if part not in wanted | allowed:
            yield unknown(file, part, part, wanted | allowed, "part")
        elif not (said.title or said.text):
            yield Fault(file, part, f"{part!r} has no words.")


def read_retention(file: Path) -> dict[str, Retention]:
    """How long each table is kept: a table per model, its columns' exceptions under it."""
    rules: dict[str, Retention] = {}
    faults: list[Fault] = []
    for model, content in read_table(file).rest().items():
        with noted(faults):
            rules[model] = _retention(file, model, content)
    tell(faults)
    return rules


def _retention(file: Path, model: str, content: Any) -> Retention:
    if not isinstance(content, dict):
        raise Fault(file, model, 'a table is wanted here: ["package.Model"].')
    row = Table(file, content, model)
    keep, why = row.text("keep"), row.text("why")
    columns, professions = (_phrases(row, name) for name in ("columns", "professions"))
    row.done()
    kept = read_kept(file, f"{model}.keep", keep)
    for column, words in columns.items():
        read_kept(file, f"{model}.columns.{column}", words)
    kept_of = {
        name: read_kept(file, f"{model}.professions.{name}", words)
        for name, words in professions.items()
    }
    frozen = MappingProxyType
    return Retention(model, keep, why, frozen(columns), frozen(professions), kept, frozen(kept_of))


def _phrases(row: Table, name: str) -> dict[str, str]:
    told: dict[str, str] = row.take(name, dict, {})
    if not all(isinstance(kept, str) for kept in told.values()):
        row.note("each says in words how long it is kept.", name)
        return {}
    return told

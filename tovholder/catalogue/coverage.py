"""Which of the 97 systems of working run today, where a person finds them, which test proves it.

The rows stand in catalogue/coverage.toml. A row without a place and a test says "not yet"; one
with something left to build says what.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language, override

from .faults import Fault, unknown
from .tables import Table, read_table
from .vocabulary import LANGUAGES, SYSTEMS


@dataclass(frozen=True)
class Row:
    """One system: its number, its name, the address where one finds it, the test, what is left.

    The name and what is left are kept in every language and read in the reader's.
    """

    system: str
    titles: Mapping[str, str]
    where: str
    test: str
    lefts: Mapping[str, str]

    @property
    def title(self) -> str:
        """What the system is called."""
        return _in_language(self.titles)

    @property
    def left(self) -> str:
        """What is still to be built; empty where nothing is."""
        return _in_language(self.lefts)

    @property
    def shows(self) -> bool:
        """Whether there is both a place to see it and a test that proves what is there."""
        return bool(self.where and self.test)

    @property
    def works(self) -> bool:
        """Whether it shows and nothing of it is left to build."""
        return self.shows and not self.left

    @property
    def status(self) -> str:
        """works, in part, or not yet."""
        return "works" if self.works else "in part" if self.shows else "not yet"

    @property
    def href(self) -> str:
        """Where a reader can go at once: places without an id in them."""
        return "" if "<" in self.where else self.where


@cache
def rows() -> tuple[Row, ...]:
    """Every system in the order of its number. Raises Fault where the file is wrong."""
    from django.conf import settings

    return read_rows(settings.CATALOGUE_FOLDERS[0] / "coverage.toml")


def read_rows(file: Path) -> tuple[Row, ...]:
    """Read the file: every system once, no key but those of a row."""
    content = read_table(file).content
    for name, row in content.items():
        if name not in SYSTEMS:
            raise unknown(file, name, name, SYSTEMS, "system")
        if not isinstance(row, dict):
            raise Fault(file, name, "a table is wanted here.")
    if missing := SYSTEMS - set(content):
        raise Fault(file, "", f"these systems are not named: {', '.join(sorted(missing))}.")
    return tuple(_row(Table(file, content[name], name)) for name in sorted(content, key=_number))


def _number(system: str) -> int:
    return int(system.removeprefix("S-"))


def _row(table: Table) -> Row:
    row = Row(
        system=table.place,
        titles=_words(table, "title", table.take("title", dict)),
        where=table.text("where", ""),
        test=table.text("test", ""),
        lefts=_words(table, "left", table.take("left", dict, {})),
    )
    table.done()
    return row


def _words(table: Table, key: str, said: dict[str, object]) -> Mapping[str, str]:
    """A sentence in every language, or in none."""
    words = Table(table.file, said, f"{table.place}.{key}")
    told = {language: words.text(language) for language in LANGUAGES} if said else {}
    words.done()
    return told


def _in_language(words: Mapping[str, str]) -> str:
    wanted = (get_language() or "en").split("-")[0]
    return words.get(wanted) or words.get("en", "")


def _told(row: Row) -> dict[str, object]:
    return {
        "system": row.system,
        "title": row.title,
        "where": row.where,
        "test": row.test,
        "left": row.left,
        "status": row.status,
        "works": row.works,
    }


def main(*, as_json: bool = False) -> int:
    """Print the rows, for people or for machines: in English, as everything of the command."""
    with override("en"):
        sys.stdout.write(_as_json() if as_json else _as_lines())
    return 0


def _as_json() -> str:
    told = [_told(row) for row in rows()]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _as_lines() -> str:
    lines = []
    for row in rows():
        state = f"{row.where}  {row.test}" if row.shows else ""
        lines.append(f"{row.system:5} {row.title}: {row.status}  {state}".rstrip() + "\n")
    return "".join(lines)

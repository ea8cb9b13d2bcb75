"""Which of the 97 systems of working run today, where a person finds them, which test proves it.

The rows stand in catalogue/coverage.toml. A row without a place and a test says "not yet"; one
with something left to build says what.
"""

import json
import sys
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from .faults import Fault, unknown
from .tables import Table, read_table
from .vocabulary import SYSTEMS


@dataclass(frozen=True)
class Row:
    """One system: its number, its name, the address where one finds it, the test, what is left."""

    system: str
    title: str
    where: str
    test: str
    left: str

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
        title=table.text("title"),
        where=table.text("where", ""),
        test=table.text("test", ""),
        left=table.text("left", ""),
    )
    table.done()
    return row


def main(*, as_json: bool = False) -> int:
    """Print the rows, for people or for machines."""
    if as_json:
        told = [asdict(row) | {"status": row.status, "works": row.works} for row in rows()]
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return 0
    for row in rows():
        state = f"{row.where}  {row.test}" if row.shows else ""
        sys.stdout.write(f"{row.system:5} {row.title}: {row.status}  {state}".rstrip() + "\n")
    return 0

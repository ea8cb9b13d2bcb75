"""Which of the 97 systems of working run today, where a person finds them, which test proves it.

The rows stand in catalogue/coverage.toml. A row without a place and a test says "not yet".
"""

import json
import sys
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from .faults import Fault, unknown
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
    def works(self) -> bool:
        """Whether there is both a place to see it and a test that proves it."""
        return bool(self.where and self.test)

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
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    for name in content:
        if name not in SYSTEMS:
            raise unknown(file, "", name, SYSTEMS, "system")
    if missing := SYSTEMS - set(content):
        raise Fault(file, "", f"these systems are not named: {', '.join(sorted(missing))}.")
    return tuple(
        Row(
            system=name,
            title=row["title"],
            where=row.get("where", ""),
            test=row.get("test", ""),
            left=row.get("left", ""),
        )
        for name, row in sorted(content.items(), key=lambda item: int(item[0][2:]))
    )


def main(*, as_json: bool = False) -> int:
    """Print the rows, for people or for machines."""
    if as_json:
        told = [asdict(row) | {"works": row.works} for row in rows()]
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return 0
    for row in rows():
        state = f"{row.where}  {row.test}" if row.works else "not yet"
        sys.stdout.write(f"{row.system:5} {row.title}: {state}\n")
    return 0

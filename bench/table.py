"""Many people at one board, many boards at once, and that no word is lost: the numbers of a
meeting, by people who are plain HTTP clients on the same machine as the house.

`python -m bench.table` takes a few minutes; `--whole` is the whole measurement. What the clients
themselves cost is in the times: they share the processors with the house and its database.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connections  # noqa: E402 only after the settings are read

from bench import report, seats, sittings  # noqa: E402 only after django.setup()
from bench.report import Line  # noqa: E402 only after django.setup()
from tests import databases  # noqa: E402 only after django.setup()
from tests.browsing import House, free_port  # noqa: E402 only after django.setup()
from tovholder import postgres, switches  # noqa: E402 only after django.setup()


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    people: int = 40
    saves: int = 100  # at one board
    boards: int = 20
    seconds: int = 120  # of many boards
    edits: int = 20_000
    steady: int = 600  # seconds over which memory is watched


REDUCED = Size(saves=25, boards=4, seconds=30, edits=1_000, steady=60)


def main() -> int:
    """Print the table; 1 where a number does not hold."""
    asked = argparse.ArgumentParser(prog="python -m bench.table", description=__doc__)
    asked.add_argument("--whole", action="store_true", help="as large as it is promised")
    asked.add_argument("--only", choices=("one", "many", "edits", "memory"), help="one of the four")
    options = asked.parse_args()
    size = Size() if options.whole else REDUCED
    with postgres.hold():
        databases.clear_abandoned()
        with databases.copy_of(databases.migrated()) as name, tempfile.TemporaryDirectory() as kept:
            _use(name)
            seated = seats.seat(size.people, size.boards)
            connections["default"].close()
            house = _house(name, Path(kept) / "house.log")
            house.start()
            try:
                lines = asyncio.run(measure(house, seated, size, options.only))
            finally:
                house.stop()
            lines += sittings.counted(seated) if options.only in (None, "edits") else []
            connections["default"].close()
    print(f"\n{size}\n{report.table(lines)}")
    return 0 if all(line.holds for line in lines) else 1


async def measure(house: House, seated: seats.Seated, size: Size, only: str | None) -> list[Line]:
    """Each number in its turn, against one running house. Edits are counted with no board open,
    so that it is the saving that is pressed and not the reading."""
    lines = []
    if only in (None, "edits"):
        lines.append(await sittings.Around(house.port, seated).edits(size.edits))
    if only == "edits":
        return lines
    async with sittings.gathered(house.port, seated) as around:
        if only in (None, "one"):
            lines.append(await around.one_board(size.saves))
        if only in (None, "many"):
            lines.append(await around.many_boards(size.seconds))
        if only in (None, "memory"):
            assert house.process is not None
            lines.append(await around.memory(house.process.pid, size.steady))
    return lines


def _use(name: str) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name


def _house(database: str, log: Path) -> House:
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tovholder.settings",
        "PORT": str(port),
        "TOVHOLDER_DATABASE": database,
        "TOVHOLDER_DEMO": "1",
        "TOVHOLDER_HOME": str(switches.home()),
        # As many as a municipality has unless it says otherwise; a demonstration has one.
        "TOVHOLDER_WORKERS": str(os.cpu_count() or 1),
    }
    return House(port, environment, log)


if __name__ == "__main__":
    sys.exit(main())

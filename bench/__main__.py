"""Measure, and print the table of ratios: `python -m bench [--small] [--rounds N]`."""

import argparse
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402 only after the settings are read

from bench import files, municipality, report, seals, weight  # noqa: E402 only after django.setup()
from bench.measuring import Cost, Floor, Visitor  # noqa: E402 only after django.setup()
from tests import databases  # noqa: E402 only after django.setup()
from tovholder import postgres  # noqa: E402 only after django.setup()

WHO = "social-worker"
FEW = 1_000
WARM = 5


def main() -> int:
    """Print the table; 1 where a number of ours does not hold."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--small", action="store_true", help="10,000 persons, fewer rounds")
    asked.add_argument("--rounds", type=int, help="how often each side takes its turn")
    asked.add_argument("--persons", type=int, help="how many the large municipality has")
    options = asked.parse_args()
    many = options.persons or (10_000 if options.small else 100_000)
    rounds = options.rounds or (60 if options.small else 300)
    with postgres.hold(), ExitStack() as stack:
        databases.clear_abandoned()
        told = municipality.template()

        def made(count: int) -> str:
            name = stack.enter_context(databases.copy_of(told))
            municipality.fill(name, count)
            return name

        begun = time.monotonic()
        large = made(many)
        small = made(FEW)
        print(
            f"Filled after {time.monotonic() - begun:.0f} s; load {os.getloadavg()[0]:.1f}.",
            flush=True,
        )
        unwalled = stack.enter_context(databases.copy_of(small))
        municipality.without_row_security(unwalled)
        unseen = stack.enter_context(databases.copy_of(small))
        municipality.without_looks(unseen)
        lines = measure({"few": small, "many": large, "open": unwalled, "unseen": unseen}, rounds)
        lines.append(
            seals.verifying(databases.migrated(), 100_000 if options.small else seals.LOOKS)
        )
    lines.append(files.reading())
    print(f"\n{FEW:,} and {many:,} persons, {rounds} rounds in turn.\n")
    print(report.table(lines))
    return 0 if all(line.holds for line in lines) else 1


def measure(names: dict[str, str], rounds: int) -> list[report.Line]:
    """Every number of the table."""
    case = f"/cases/{municipality.whole_case(names['few'], WHO)}/"
    pages = {"Case page": case, "My day": "/", "Case list": "/cases/", "Triage": "/triage/"}
    visitors = {kind: Visitor(name, WHO) for kind, name in names.items()}
    try:
        lines = _of_the_case_page(visitors, case, rounds)
        for title, path in pages.items():
            lines += _growth(title, path, visitors["few"], visitors["many"], rounds)
        lines.append(seals.sealer_beside(visitors["few"], case, rounds))
        lines.append(_weight(visitors["few"], case))
    finally:
        for visitor in visitors.values():
            visitor.connection.close()
    return lines


def _of_the_case_page(visitors: dict[str, Visitor], case: str, rounds: int) -> list[report.Line]:
    costs = {kind: Cost() for kind in (*visitors, "floor")}
    for _ in range(WARM):
        for visitor in visitors.values():
            visitor.get(case)
    floor = Floor(visitors["few"], case)
    for _ in range(WARM):
        floor.run()
    sides = [kind for kind in visitors if kind != "many"]
    for turn in range(rounds):
        # Whoever begins pays for what the one before left in the caches: they begin in turn.
        for kind in (*sides[turn % 3 :], *sides[: turn % 3]):
            visitors[kind].measure(case, costs[kind])
        floor.measure(costs["floor"])
    report.heaviest("Case page", floor)
    floor.session.close()
    return report.of_the_case_page(costs)


def _growth(title: str, path: str, few: Visitor, many: Visitor, rounds: int) -> list[report.Line]:
    costs = Cost(), Cost()
    for _ in range(WARM):
        few.get(path)
        many.get(path)
    for turn in range(rounds):
        pair = [(few, costs[0]), (many, costs[1])]
        for visitor, cost in pair[:: -1 if turn % 2 else 1]:
            visitor.measure(path, cost)
    floors = Floor(few, path), Floor(many, path)
    for floor in floors:
        floor.buffers()  # a new session first reads the database's own catalogue
    touched = [sum(blocks for blocks, _, _ in floor.buffers()) for floor in floors]
    if title != "Case page":
        report.heaviest(title, floors[1])
    asked = [len(floor.kept) for floor in floors]
    for floor in floors:
        floor.session.close()
    return report.growth(title, costs, touched, asked)


def _weight(visitor: Visitor, case: str) -> report.Line:
    weight.collect()
    # What the manifest names is what the page would name; here the plain names are measured.
    sizes = weight.weight(visitor.get(case), Path(settings.STATIC_ROOT))
    for name, size in sorted(sizes.items(), key=lambda one: -one[1])[:6]:
        print(f"  {size / 1000:7.1f} kB  {name}")
    return report.Line(
        "Case page, cold, compressed",
        f"{sum(sizes.values()) / 1000:.0f} kB",
        "≤ 130 kB",
        sum(sizes.values()) <= 130_000,
    )


if __name__ == "__main__":
    sys.exit(main())

"""The table: each number beside its target, and whether it holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from bench.measuring import Cost, Floor


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    what: str
    measured: str
    target: str
    holds: bool


def of_the_case_page(costs: Mapping[str, Cost]) -> list[Line]:
    """Times, and the page against its floor, without walls and without looks."""
    page, floor = costs["few"], costs["floor"]
    times = page.cpu / floor.cpu
    walls = 1 - costs["open"].cpu / page.cpu
    pace = costs["unseen"].median / page.median
    print(
        f"Case page: CPU python {median(page.python):.2f} ms, database {fmean(page.database):.2f}"
        f" ms; floor python {median(floor.python):.2f}, database {fmean(floor.database):.2f};"
        f" without walls {costs['open'].cpu:.2f}, without looks {costs['unseen'].cpu:.2f};"
        f" database without walls {fmean(costs['open'].database):.2f} ms"
    )
    return [
        Line("Case page, median", f"{page.median:.1f} ms", "≤ 10 ms", page.median <= 10),
        Line("Case page, p95", f"{page.p95:.1f} ms", "≤ 15 ms", page.p95 <= 15),
        Line("Case page, CPU over the raw floor", f"{times:.1f}×", "≤ 5×", times <= 5),
        Line("Row-level security, share of CPU", f"{walls:.0%}", "≤ 10 %", walls <= 0.10),
        Line("Throughput with the look to without", f"{pace:.2f}", "≥ 0.9", pace >= 0.9),
    ]


def growth(
    title: str, costs: Sequence[Cost], touched: Sequence[int], asked: Sequence[int]
) -> list[Line]:
    """The large municipality against the small one."""
    few, many = costs
    cpu, blocks = many.cpu / few.cpu, touched[1] / touched[0]
    said = f"{title}: {few.median:.1f} / {many.median:.1f} ms median, {many.p95:.1f} ms p95"
    print(f"{said}, CPU {few.cpu:.2f} / {many.cpu:.2f} ms, blocks {touched[0]} / {touched[1]}")
    return [
        Line(f"{title}, CPU, many over few", f"{cpu:.2f}×", "≤ 1.2×", cpu <= 1.2),
        Line(f"{title}, buffers, many over few", f"{blocks:.2f}×", "≤ 1.2×", blocks <= 1.2),
        Line(f"{title}, queries", f"{asked[0]} / {asked[1]}", "the same", asked[0] == asked[1]),
    ]


def heaviest(title: str, floor: Floor) -> None:
    """Where a page's work in the database lies."""
    found = floor.buffers()
    print(f"{title}: {len(found)} statements, {sum(one[0] for one in found)} blocks")
    for blocks, spent, sql in found[:3]:
        print(f"  {blocks:5} blocks {spent:6.2f} ms  {_short(sql)}")


def _short(sql: str) -> str:
    begins, _, rest = sql.partition(" FROM ")
    return f"{begins[:30]}… FROM {rest[:90]}" if rest else sql[:120]


def table(lines: Iterable[Line]) -> str:
    """Markdown."""
    head = ["| What | Measured | Target | Holds |", "|---|---|---|---|"]
    rows = [
        f"| {line.what} | {line.measured} | {line.target} | {'yes' if line.holds else '**no**'} |"
        for line in lines
    ]
    return "\n".join([*head, *rows])

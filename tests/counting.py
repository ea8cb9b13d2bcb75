"""What the proofs counted, printed when the run is over: `make test` and `make proof` both tell."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Protocol

import pytest

COUNTED = "proved"
Counts = dict[str, Counter[str]]


class Proved(Protocol):
    def __call__(self, what: str, **counts: int) -> None: ...


@pytest.fixture
def proved(record_property: Callable[[str, object], None]) -> Proved:
    """Tell what was proved, and how many of each were seen: `proved("The matrix", cells=3)`."""
    return lambda what, **counts: record_property(COUNTED, [what, counts])


def added_up(told: Iterable[tuple[str, object]]) -> Counts:
    """The same proof may have been made in many tests; its counts belong together."""
    sums: Counts = {}
    for name, value in told:
        if name == COUNTED and isinstance(value, list):
            sums.setdefault(str(value[0]), Counter()).update(value[1])
    return sums


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each proof, after the tests."""
    # What was left out, for want of a program, is told too.
    reports = [one for how in ("passed", "skipped") for one in terminalreporter.stats.get(how, [])]
    sums = added_up(told for report in reports for told in report.user_properties)
    if sums:
        terminalreporter.section("what the proofs counted")
    for what, counts in sorted(sums.items()):
        numbers = ", ".join(f"{name.replace('_', ' ')} {many:,}" for name, many in counts.items())
        terminalreporter.write_line(f"{what}: {numbers}")

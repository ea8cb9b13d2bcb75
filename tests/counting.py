"""What the proofs counted, printed when the run is over: `make test` and `make proof` both tell."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable
from functools import wraps
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


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """A property is tried with what chance draws: how often is counted for all of them."""
    drawn = getattr(pyfuncitem.obj, "hypothesis", None)
    if drawn is None:
        return (yield)
    counts = Counter({"properties": 1, "examples": 0})
    tried = drawn.inner_test

    @wraps(tried)
    def counting(*args: object, **named: object) -> object:
        counts["examples"] += 1
        return tried(*args, **named)

    drawn.inner_test = counting
    try:
        return (yield)
    finally:
        drawn.inner_test = tried
        told = ["Properties, by what chance draws", dict(counts)]  # workers send no Counter
        pyfuncitem.user_properties.append((COUNTED, told))


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

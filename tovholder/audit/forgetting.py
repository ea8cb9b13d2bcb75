"""Months of the trace that were let go: done by a decision, and told apart from theft."""

from collections import Counter
from collections.abc import Iterator

from django.db import connection

from .chain import Chain


def main(decision: str) -> int:
    """Delete the months that are past their ten years, by this decision; print what went."""
    if not decision.strip():
        print("Say who decided it, and where that is written: --decision TEXT.")  # noqa: T201 a command
        return 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM forget_trace_months(%s)", [decision.strip()])
        went = cursor.fetchall()
    for kind, month, rows in went:
        print(f"{month:%Y-%m}: {rows} {kind}s are deleted; their leaves stay.")  # noqa: T201 a command
    if not went:
        print("No month of the trace is past its ten years.")  # noqa: T201 a command
    return 0


def faults_of_gone(chain: Chain) -> Iterator[str]:
    """Rows that went without a decision, or before their time."""
    for month in chain.forgotten:
        if not month.in_time:
            yield f"the {month.kind}s of {month.month} were deleted before ten years were past"
    told: Counter[str] = Counter()
    for month in chain.forgotten:
        told[month.kind] += month.rows
    gone: Counter[str] = Counter()
    for one in chain.gone:
        gone[one.kind] += one.count
        if not any(month.holds(one) for month in chain.forgotten):
            yield f"{one.batch}: {one.count} of the {one.kind}s sealed are gone"
    for kind in sorted({*told} | {*gone}):
        if told[kind] and told[kind] != gone[kind]:
            yield f"{told[kind]} {kind}s were deleted by decision, and {gone[kind]} are gone"


def told_of_forgotten(chain: Chain) -> Iterator[str]:
    """What was deleted by decision, in a sentence each."""
    for month in chain.forgotten:
        what = f"{month.rows} {month.kind}s of {month.month}"
        yield f"{what} were deleted by rule on {month.on}: {month.decision}"

"""What sealing costs whoever works, and how fast a sealed trace is verified."""

import os
import threading
import time
from dataclasses import dataclass
from typing import Self

from django.db import connection, connections, transaction

from bench.measuring import Cost, Visitor
from bench.report import Line
from tests import databases
from tovholder import postgres
from tovholder.audit import chain, sealing

LOOKS = 1_000_000
A_MINUTE = 40  # looks in a batch, as where a look falls every second or two
LONGEST = 60  # seconds for a million
EVERY = 0.5  # seconds between two sealings here: 120 times as often as in a house

FILL = """
INSERT INTO audit_look (at, transaction, account, seats, cases, areas, page, "right", refused)
SELECT now() - interval '1 second', 3 + i, 1000 + i % 700,
    ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid()], '{{overview,plan,story}}', 'shell:case',
    'VIEW', i % 50 = 0
FROM generate_series(1, {count}) i
"""
# The same function, stopped at the end of each minute as the horizon would have stopped it.
BY_MINUTES = """
DO $$
DECLARE
    told text := pg_get_functiondef('seal_trace'::regproc);
    upto bigint := 3;
BEGIN
    EXECUTE replace(told, 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint',
        'current_setting(''bench.upto'')::bigint');
    WHILE upto < 4 + {count} LOOP
        upto := upto + {minute};
        PERFORM set_config('bench.upto', upto::text, true);
        PERFORM seal_trace();
    END LOOP;
    EXECUTE told;
END $$
"""


def verifying(template: str, count: int = LOOKS) -> Line:
    """A million looks in batches of their minute, every one reckoned again."""
    with databases.copy_of(template) as name:
        with postgres.connect(name, role="postgres") as superuser:
            superuser.execute(FILL.format(count=count))
            superuser.execute(BY_MINUTES.format(count=count, minute=A_MINUTE))
            superuser.execute("VACUUM (ANALYZE) audit_look")
        begun = time.monotonic()
        read = _read_as_owner(name)
        spent = time.monotonic() - begun
    if read.faults or read.looks != count or read.unsealed:
        raise ValueError(read.faults[:3])
    pace = f"{count / spent:,.0f} a second, {len(read.heads):,} batches"
    print(f"Verified {count:,} looks: {pace}; load {os.getloadavg()[0]:.1f}.", flush=True)
    most = LONGEST * count / LOOKS
    return Line(f"{count:,} looks verified", f"{spent:.1f} s", f"≤ {most:.0f} s", spent <= most)


def sealer_beside(visitor: Visitor, path: str, rounds: int) -> Line:
    """A page with the sealer at work beside it against the same page without, in turn."""
    costs = {True: Cost(), False: Cost()}
    with Sealer(visitor.database) as sealer:
        for turn in range(2 * rounds):
            sealer.works(turn % 2 == 0)
            visitor.measure(path, costs[turn % 2 == 0])
    times = costs[True].cpu / costs[False].cpu
    print(
        f"With the sealer {costs[True].median:.1f} ms, without {costs[False].median:.1f};"
        f" {sealer.batches} batches meanwhile"
    )
    return Line(
        "CPU of a page with the sealer beside it", f"{times:.2f}×", "≤ 1.05×", times <= 1.05
    )


@dataclass
class Sealer:
    """Seals in a thread of its own, over and over, while it is told to."""

    database: str
    batches: int = 0

    def __enter__(self) -> Self:
        self.going, self.ended = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._seal)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.going.set()
        self.thread.join()

    def works(self, whether: bool) -> None:  # noqa: FBT001 the only thing it is told
        """Go on, or wait."""
        (self.going.set if whether else self.going.clear)()

    def _seal(self) -> None:
        own = connections["default"].copy()
        own.settings_dict = own.settings_dict | {"NAME": self.database}
        connections["default"] = own
        while self.going.wait() and not self.ended.wait(EVERY):
            with transaction.atomic():
                self.batches += sealing.seal()
        own.close()


def _read_as_owner(name: str) -> chain.Chain:
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict |= {
        "NAME": name,
        "USER": postgres.ROLES["owner"],
        "PASSWORD": postgres.secret("owner"),
    }
    try:
        return chain.read()
    finally:
        connection.close()
        connection.settings_dict |= before

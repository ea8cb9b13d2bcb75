"""Faults put into the walls of the database and into the door: each one is seen.

One condition of a policy, of `my_seats` or of the door forgotten, one step left out, at a time
(tests/mutation). A fault no test sees stands in excused.toml with its reason; one that stands
there and is seen is taken out again. `make test` tries a few, `make proof` all.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.counting import Proved
from tests.guards.ground import ROOT
from tests.mutation.faults import excused, targets
from tests.proof import WHOLE

# No second worker, and no memory of what failed last: the run is this one process and its forks.
PLAIN = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p")
RUNS = {"database": "tests.mutation.running", "code": "tests.mutation.running_code"}


def tried(where: str, tmp_path: Path, wanted: list[str], tests: list[str]) -> list[dict[str, Any]]:
    """What became of each fault."""
    file = tmp_path / "faults.json"
    file.write_text(json.dumps(wanted))
    own = {"MUTATION": str(file), "TOVHOLDER_PROOF": "", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    inherited = {name: one for name, one in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *PLAIN, RUNS[where], *tests],
        env=inherited | own, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    told: list[dict[str, Any]] = json.loads(file.read_text())
    return told


@pytest.mark.parametrize("where", sorted(RUNS))
def test_no_fault_goes_unseen(where: str, tmp_path: Path, proved: Proved) -> None:
    known, excuses = targets()[where], excused(where)
    tried_now = known if WHOLE else known["sample"]
    wanted = [] if WHOLE else known["sample"]["faults"]
    told = tried(where, tmp_path, wanted, tried_now["files"])
    unseen = {one["fault"] for one in told if not one["seen_by"]}
    assert unseen - set(excuses) == set(), "write the test, or delete what is not needed"
    if WHOLE:
        assert set(excuses) - unseen == set(), "they are seen, or are no more: take the excuse out"
    else:
        assert {one["fault"] for one in told} == set(wanted)
    proved(
        f"Faults put into the {where}", faults=len(told), seen=len(told) - len(unseen),
        excused=len(unseen),
    )  # fmt: skip


@pytest.mark.parametrize("where", sorted(RUNS))
def test_every_excuse_gives_its_reason(where: str) -> None:
    assert all(len(reason) > 20 for reason in excused(where).values())

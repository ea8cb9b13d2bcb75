"""How thorough a run is: `make test` takes samples of the heavy proofs, `make proof` runs all."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

import hypothesis

from tests import any_order

WHOLE = os.environ.get("TOVHOLDER_PROOF") == "whole"
SEED = 20_26  # the same sample every time, so that a failure comes back

Cell = TypeVar("Cell")

hypothesis.settings.register_profile("sample", max_examples=25, deadline=None, derandomize=True)
hypothesis.settings.register_profile("whole", max_examples=1000, deadline=None)
hypothesis.settings.load_profile("whole" if WHOLE else "sample")

if WHOLE:
    any_order.shuffle()


def sample(cells: Sequence[Cell], count: int) -> list[Cell]:
    """All cells in a whole run, else so many of them, in their own order."""
    if WHOLE or len(cells) <= count:
        return list(cells)
    chosen = sorted(random.Random(SEED).sample(range(len(cells)), count))  # noqa: S311 no secret
    return [cells[place] for place in chosen]

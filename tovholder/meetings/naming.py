"""What those at a table are called where there is little room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .table import AnyInvitation


def name_shortly(chairs: Sequence[AnyInvitation]) -> None:
    """Give each chair a `short` name: the first name, where only one here has it."""
    first = Counter(chair.name.split()[0] for chair in chairs)
    for chair in chairs:
        given = chair.name.split()[0]
        chair.short = given if first[given] == 1 else chair.name

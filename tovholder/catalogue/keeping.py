"""How long something is kept, in words a lawyer reads and a machine reckons with.

    always
    10 years                                from when the row was written
    5 years after the case closes           from when something happened
    until the codes end                     what goes together with something else

Nothing else is understood: a rule nobody can reckon with is a rule nobody keeps.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from .faults import Fault, unknown

FORM = "how long something is kept reads as 'always', '10 years' or '5 years after the case closes'"
ALWAYS = frozenset({"always", "as long as the catalogue has it"})
UNTIL = frozenset({"the codes end", "the sign-in ends"})
AFTER = frozenset({
    "it ends", "its last day", "leaving", "the answer", "the case closes",
    "the forum's last meeting", "the last case closes", "the last word", "the meeting",
    "the receipt",
})  # fmt: skip
"""What a period may count from, where it does not count from when the row was written."""
UNITS = {"day": "days", "month": "months", "year": "years"}
DAYS = {"day": 1, "month": 30.4, "year": 365.2}
PERIOD = re.compile(r"([1-9][0-9]?) (days?|months?|years?)(?: after (.+))?")


@dataclass(frozen=True)
class Kept:
    """A rule as it is reckoned: so many days, months or years after something, or `until` it.

    Without a number nothing ends it by itself. Without `after` it counts from the row's own time.
    """

    number: int = 0
    unit: str = ""
    after: str = ""
    until: str = ""

    @property
    def days(self) -> float:
        """About how many days it is, to tell the longer of two."""
        return self.number * DAYS[self.unit] if self.number else 0

    @property
    def period(self) -> str:
        """The period as the database reads it, such as `5 years`; empty where there is none."""
        return f"{self.number} {UNITS[self.unit]}" if self.number else ""


def read_kept(file: Path, place: str, words: str) -> Kept:
    """What a rule says. Raises Fault for everything the grammar does not have."""
    if words in ALWAYS:
        return Kept()
    if words.startswith("until "):
        return Kept(until=_known(file, place, words.removeprefix("until "), UNTIL))
    read = PERIOD.fullmatch(words)
    if read is None:
        raise Fault(file, place, f"{words!r} is not understood: {FORM}.")
    number, unit = int(read[1]), read[2].removesuffix("s")
    if (number == 1) is not (read[2] == unit):
        right = unit if number == 1 else UNITS[unit]
        raise Fault(file, place, f"{words!r} is not understood: write {number} {right}.")
    return Kept(number, unit, _known(file, place, read[3], AFTER) if read[3] else "")


def _known(file: Path, place: str, word: str, known: frozenset[str]) -> str:
    if word not in known:
        raise unknown(file, place, word, known, "moment")
    return word

"""What a municipality says about itself, in one file of its own folder: municipality.toml."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tovholder.ui.colours import is_colour
from tovholder.ui.palette import Palette

from .faults import Fault
from .tables import Table, read_table

FILE = "municipality.toml"
LONGEST = 80  # letters of a name that still has room in the head of a page


@dataclass(frozen=True)
class Holiday:
    """Days on which no recurring meeting is held, both ends belonging to them."""

    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Municipality:
    """Its name, its colour as `#ffcc00`, and its school's holidays; each may be left out."""

    name: str = ""
    accent: str = ""
    holidays: tuple[Holiday, ...] = ()
    file: Path | None = None

    @property
    def told(self) -> str:
        """What was done to the colour so that everything can be read; as a rule nothing."""
        told = Palette(self.accent).told if self.accent else ""
        return str(Fault(self.file or Path(FILE), "accent", told)) if told else ""

    def holiday_on(self, day: date) -> Holiday | None:
        return next((holiday for holiday in self.holidays if day in holiday), None)


def read_municipality(file: Path) -> Municipality:
    """Read the file. Raises Fault where a word, a colour or a day is not one."""
    table = read_table(file)
    name, accent = table.text("name", ""), table.text("accent", "").lower()
    if len(name) > LONGEST:
        raise table.fault(f"a name has {LONGEST} letters at most, so that it has room.", "name")
    if accent and not is_colour(accent):
        raise table.fault(f"{accent!r} is no colour: write it as '#ffcc00'.", "accent")
    holidays = tuple(_holiday(row) for row in table.tables("holidays"))
    table.done()
    return Municipality(name, accent, holidays, file)


def _holiday(row: Table) -> Holiday:
    first, last = row.day("first"), row.day("last")
    if first is None:
        raise row.fault("'first' is missing: the first day without meetings.")
    holiday = Holiday(row.text("name"), first, last or first)
    if not first <= holiday.last < first + timedelta(days=100):
        raise row.fault("the last day comes after the first, within 100 days.", "last")
    row.done()
    return holiday

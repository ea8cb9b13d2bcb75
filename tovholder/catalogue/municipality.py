"""What a municipality says about itself, in one file of its own folder: municipality.toml."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tovholder.ui.colours import is_colour
from tovholder.ui.palette import Palette

from .faults import Fault
from .tables import Table, read_table

FILE = "municipality.toml"
MOST_ALARMS = 3
A_WEEK = 7 * 24 * 60  # minutes
PHONE = re.compile(r"\+?[\d ]{3,20}")
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
class Reminders:
    """When people are told again that they meet: nothing is sent.

    `my_day` is so many working days before, on the page each begins with; 0 is the day itself.
    `calendar` is so many minutes before, in people's own calendars; empty for no alarm at all.
    """

    my_day: int = 1
    calendar: tuple[int, ...] = ()


@dataclass(frozen=True)
class Municipality:
    """What holds here: ours, with what the municipality's own file says instead.

    Its name, its colour as `#ffcc00`, its school's holidays, when people are reminded, and the
    methods that are offered first (`usual`, by their ids). `phone_for_children` is rung where a
    child is in danger, day and night.
    """

    name: str = ""
    accent: str = ""
    holidays: tuple[Holiday, ...] = ()
    reminders: Reminders = Reminders()
    usual: tuple[str, ...] = ()
    phone_for_children: str = ""
    file: Path | None = None

    @property
    def told(self) -> str:
        """What was done to the colour so that everything can be read; as a rule nothing."""
        told = Palette(self.accent).told if self.accent else ""
        return str(Fault(self.file or Path(FILE), "accent", told)) if told else ""

    def holiday_on(self, day: date) -> Holiday | None:
        return next((holiday for holiday in self.holidays if day in holiday), None)


def read_municipality(file: Path, before: Municipality, methods: Collection[str]) -> Municipality:
    """Read the file; what it leaves out is as before. Raises Fault where a word is none it may say.

    `methods` are the ids that can be usual.
    """
    table = read_table(file)
    name, accent = table.text("name", before.name), table.text("accent", before.accent).lower()
    if len(name) > LONGEST:
        table.note(f"a name has {LONGEST} letters at most, so that it has room.", "name")
    if accent and not is_colour(accent):
        table.note(f"{accent!r} is no colour: write it as '#ffcc00'.", "accent")
    holidays = tuple(_holiday(row) for row in table.tables("holidays")) or before.holidays
    usual = table.texts("usual", methods) if "usual" in table.content else before.usual
    reminders = _reminders(table, before.reminders)
    phone = table.text("phone_for_children", before.phone_for_children)
    if phone and not PHONE.fullmatch(phone):
        table.note(
            "a telephone number is digits and spaces, as '+45 12 34 56 78'.", "phone_for_children"
        )
    table.may_have(["usual"])
    table.done()
    return Municipality(name, accent, holidays, reminders, usual, phone, file)


def _reminders(table: Table, before: Reminders) -> Reminders:
    row = table.below(table.take("reminders", dict, {}), "reminders")
    minutes = row.take("calendar", list, list(before.calendar))
    if len(minutes) > MOST_ALARMS or any(
        type(each) is not int or not 0 <= each <= A_WEEK for each in minutes
    ):
        told = f"at most {MOST_ALARMS} whole numbers of minutes, {A_WEEK} (a week) at the most."
        row.note(told, "calendar")
        minutes = []
    days = row.count("my_day", before.my_day, lowest=0, highest=5)
    row.done()
    return Reminders(days, tuple(sorted(set(minutes), reverse=True)))


def _holiday(row: Table) -> Holiday:
    first, last = row.day("first"), row.day("last")
    if first is None:
        raise row.fault("'first' is missing: the first day without meetings.")
    holiday = Holiday(row.text("name"), first, last or first)
    if not first <= holiday.last < first + timedelta(days=100):
        row.note("the last day comes after the first, within 100 days.", "last")
    row.done()
    return holiday

"""How often a kind of team meets, in the recurrence words of iCalendar (RFC 5545, 3.3.10).

    every_days = 14                                   every second week
    rhythm = "FREQ=WEEKLY;INTERVAL=2"                 the same, on the team's own weekday
    rhythm = "FREQ=MONTHLY;BYDAY=1TH"                 each first Thursday
    rhythm = "FREQ=MONTHLY;BYSETPOS=-1"               the team's own weekday, the last of each month
    rhythm = "FREQ=MONTHLY;BYMONTH=1,3,5,8,10,12;BYDAY=1TH"      six times a year
    rhythm_from = 2027-01-12                          what every second week or month counts from

What a team needs, and no more of the words: a rule that nobody can say in a sentence is not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .faults import unknown
from .tables import Table

A_WEEK = 7
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
POSITIONS = ("1", "2", "3", "4", "-1")
WORDS = ("FREQ", "INTERVAL", "BYDAY", "BYSETPOS", "BYMONTH")
FORM = "a rhythm reads as 'FREQ=MONTHLY;BYDAY=1TH' or 'FREQ=WEEKLY;INTERVAL=2'."


@dataclass(frozen=True)
class Rhythm:
    """Every so many weeks, or the first (second … -1 the last) weekday of every so many months.

    `weekday` is None where each team has its own; `among` are the months it keeps to, all where
    empty; `begins` is a day that both every second week and every second month count from.
    """

    weeks: int = 0
    months: int = 0
    position: int = 0
    weekday: int | None = None
    among: tuple[int, ...] = ()
    begins: date | None = None

    @property
    def counts_from(self) -> bool:
        """Whether its days are unknown until there is a day to count from."""
        return self.weeks > 1 or self.months > 1

    def days(self, *, weekday: int, since: date, counted_from: date | None) -> Iterator[date]:
        """Every day of the rhythm from the week or month `since` lies in, without end.

        `weekday` is the team's own. `counted_from` is a day the team met on; what the file
        says goes before it.
        """
        start = self.begins or counted_from
        if start is None and self.counts_from:
            return
        on = weekday if self.weekday is None else self.weekday
        begun = start or since
        yield from self._weeks(on, begun, since) if self.weeks else self._months(on, begun, since)

    def _weeks(self, on: int, begun: date, since: date) -> Iterator[date]:
        day, step = begun + timedelta(days=on - begun.weekday()), timedelta(weeks=self.weeks)
        day += max(0, (since - day) // step) * step
        while True:
            yield day
            day += step

    def _months(self, on: int, begun: date, since: date) -> Iterator[date]:
        month, first = begun.year * 12 + begun.month - 1, since.year * 12 + since.month - 1
        month += max(0, (first - month) // self.months) * self.months
        while month < date.max.year * 12:
            if not self.among or month % 12 + 1 in self.among:
                yield self._in_month(date(month // 12, month % 12 + 1, 1), on)
            month += self.months

    def _in_month(self, first: date, on: int) -> date:
        day = first + timedelta(days=(on - first.weekday()) % A_WEEK)
        if self.position > 0:
            return day + timedelta(weeks=self.position - 1)
        fifth = day + timedelta(weeks=4)
        return fifth if fifth.month == first.month else fifth - timedelta(weeks=1)


def read_rhythm(table: Table, every_days: int) -> Rhythm | None:
    """The rhythm of a forum's file, or None where it has none that falls on a weekday."""
    written, begins = table.text("rhythm", ""), table.day("rhythm_from")
    if written and every_days:
        raise table.fault("'every_days' and 'rhythm' say the same thing: keep one.", "rhythm")
    if not written:
        weeks, rest = divmod(every_days, A_WEEK)
        return Rhythm(weeks=weeks, begins=begins) if weeks and not rest else None
    rule = _rule(table, written)
    interval = _number(table, rule.pop("INTERVAL", "1"))
    frequency = rule.pop("FREQ", "")
    if frequency == "WEEKLY":
        made = Rhythm(weeks=interval, weekday=_weekday(table, rule.pop("BYDAY", "")), begins=begins)
    elif frequency == "MONTHLY":
        made = _monthly(table, rule, interval, begins)
    else:
        raise table.fault(f"{written!r}: {FORM}", "rhythm")
    if rule:
        raise table.fault(f"{', '.join(sorted(rule))} does not go with {frequency}.", "rhythm")
    return made


def _monthly(table: Table, rule: dict[str, str], interval: int, begins: date | None) -> Rhythm:
    day, place = rule.pop("BYDAY", ""), rule.pop("BYSETPOS", "")
    if day and not place:
        place, day = day[:-2], day[-2:]
    if place not in POSITIONS:
        raise unknown(table.file, table.at("rhythm"), place, POSITIONS, "place in the month")
    months = tuple(_number(table, month) for month in rule.pop("BYMONTH", "").split(",") if month)
    if list(months) != sorted(set(months)) or (months and months[-1] > 12):
        raise table.fault("BYMONTH names the months from 1 to 12 in their order.", "rhythm")
    if months and interval > 1:
        raise table.fault("BYMONTH says which months: INTERVAL does not go with it.", "rhythm")
    weekday = _weekday(table, day)
    return Rhythm(
        months=interval, position=int(place), weekday=weekday, among=months, begins=begins
    )


def _rule(table: Table, written: str) -> dict[str, str]:
    parts = [part.partition("=") for part in written.split(";")]
    for word, _, value in parts:
        if word not in WORDS:
            raise unknown(table.file, table.at("rhythm"), word, WORDS, "word of a rhythm")
        if not value:
            raise table.fault(f"{word} has no value: {FORM}", "rhythm")
    rule = {word: value for word, _, value in parts}
    if len(rule) < len(parts):
        raise table.fault(f"a word stands twice: {FORM}", "rhythm")
    return rule


def _weekday(table: Table, word: str) -> int | None:
    if not word:
        return None
    if word not in WEEKDAYS:
        raise unknown(table.file, table.at("rhythm"), word, WEEKDAYS, "weekday")
    return WEEKDAYS.index(word)


def _number(table: Table, written: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= 53:
        raise table.fault(f"{written!r} is no whole number from 1 to 53.", "rhythm")
    return int(written)

"""Until when somebody who asks about what is kept is answered (GDPR art. 12)."""

import calendar
from datetime import date

from tovholder.catalogue import catalogue
from tovholder.catalogue.vocabulary import ACCESS
from tovholder.organisation.rules import house_country


def due_from(received: date) -> date:
    """The last day for an answer to what was received on a day."""
    return _months_on(received, _number("answer_months", 1, on=received))


def put_off(due: date, *, received: date) -> date:
    """The last day, where one puts the answer off."""
    return _months_on(due, _number("extra_months", 2, on=received))


def _number(name: str, default: int, *, on: date) -> int:
    """A number of the rule that held in this country on a day; the regulation's own without one."""
    rules = catalogue().legal_bases_on(on, house_country())
    told = (rule.parameters.get(name) for rule in rules if rule.kind == ACCESS)
    return next((int(value) for value in told if value is not None), default)


def _months_on(day: date, months: int) -> date:
    """The same day some months on, or the last of a month that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))

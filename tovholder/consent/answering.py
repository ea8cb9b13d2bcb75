"""Until when somebody who asks for papers is answered, and what the law says of leaving out.

What is kept about somebody is asked for by GDPR art. 12 and 15, the papers of a case by a party to
it (forvaltningsloven § 9 and § 16 in Denmark, §§ 18 to 21 in Norway).
"""

import calendar
from datetime import date

from tovholder.catalogue import catalogue
from tovholder.catalogue.things import LegalBasis
from tovholder.catalogue.vocabulary import ACCESS, PARTY_ACCESS
from tovholder.organisation.rules import house_country
from tovholder.organisation.working_days import working_days_after

WITHOUT_A_RULE = {
    (ACCESS, "answer_months"): 1,
    (ACCESS, "extra_months"): 2,
    (PARTY_ACCESS, "answer_working_days"): 7,
    (PARTY_ACCESS, "extra_working_days"): 7,
}
PARTY_FROM_AGE = 15  # where no rule of the country says another age


def due_from(received: date, kind: str = ACCESS) -> date:
    """The last day for an answer to what was received on a day."""
    return _later(received, kind, "answer", on=received)


def put_off(due: date, *, received: date, kind: str = ACCESS) -> date:
    """The last day, where one puts the answer off."""
    return _later(due, kind, "extra", on=received)


def answering_rule(kind: str, on: date) -> LegalBasis | None:
    """The rule of this kind that held in this country on a day."""
    rules = catalogue().legal_bases_on(on, house_country())
    return next((rule for rule in rules if rule.kind == kind), None)


def party_from_age(on: date) -> int:
    """From which age a child is a party to its own case in this country on a day."""
    rules = catalogue().legal_bases_on(on, house_country())
    told = (rule.parameters.get("party_from_age") for rule in rules)
    return next((int(age) for age in told if age is not None), PARTY_FROM_AGE)


def _later(day: date, kind: str, name: str, *, on: date) -> date:
    """A day so much later as the rule says, in working days or in months."""
    rule = answering_rule(kind, on)
    told = {**rule.parameters} if rule else {}
    for unit in ("working_days", "months"):
        key = f"{name}_{unit}"
        count = told.get(key, WITHOUT_A_RULE.get((kind, key)))
        if count is not None and unit == "working_days":
            return working_days_after(day, int(count), house_country())
        if count is not None:
            return _months_on(day, int(count))
    raise ValueError(kind)


def _months_on(day: date, months: int) -> date:
    """The same day some months on, or the last of a month that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))

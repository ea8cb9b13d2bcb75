"""Who has looked at a case, as its family reads it: by day and person, in words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tovholder.cases.models import Case
from tovholder.cases.whereabouts import tells_where
from tovholder.cases.wording import area_titles, basis_title, in_sentence, listed
from tovholder.organisation.models import profession_title
from tovholder.ui.dates import day_text

DAYS_AT_A_TIME = 30


@dataclass(frozen=True)
class Looker:
    """One person on one day: who, what they looked at, and why they may (title and purpose)."""

    own: bool
    who: str
    areas: str
    reasons: tuple[tuple[str, str], ...]
    stood_in_for: str = ""


@dataclass(frozen=True)
class Looked:
    """Some days of looks, the latest first; `earlier` is the day to go on from, if any."""

    days: list[tuple[str, list[Looker]]]
    since: date
    until: date
    earlier: date | None


def last_day(asked: str) -> date:
    """The day somebody asks to go back from; today for what is no day, or lies ahead."""
    today = timezone.localdate()
    try:
        found = parse_date(asked)
    except ValueError:
        found = None
    return min(found or today, today)


def looked(case: Case, until: date) -> Looked:
    """What an opened case's family reads of who has looked, in the month before a day.

    Whether there is more before follows from when the case began, never from what is hidden.
    """
    began = timezone.localdate(case.opened_at)
    until = max(until, began)
    since = until - timedelta(days=DAYS_AT_A_TIME - 1)
    rows = groupby(_rows(case.pk, since, until), key=lambda row: row[0])
    return Looked(
        days=[(_heading(day), [looker for _day, looker in found]) for day, found in rows],
        since=max(since, began),
        until=until,
        earlier=since - timedelta(days=1) if began < since else None,
    )


def _rows(case_id: UUID, since: date, until: date) -> Iterator[tuple[date, Looker]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day, own, name, profession, unit, areas, reasons, instead"
            " FROM who_looked(%s::uuid, %s::date, %s::date, %s)",
            [case_id, since, until, timezone.get_current_timezone_name()],
        )
        for day, own, name, profession, unit, areas, reasons, instead in cursor.fetchall():
            told = _reasons(reasons)
            who = _who(name, profession, unit if tells_where(case_id) else "", own=own)
            yield day, Looker(own, who, area_titles(areas), told, _instead_of(instead))


def _heading(day: date) -> str:
    words = day_text(day, weekday=True)
    return words[:1].upper() + words[1:]


def _who(name: str, profession: str, unit: str, *, own: bool) -> str:
    if own:
        return pgettext("who looked", "You")
    title = in_sentence(profession_title(profession)) if profession and name else ""
    if profession and not name:
        title = profession_title(profession)
    return ", ".join(filter(None, (name, title, unit))) or _("Somebody with access")


def _instead_of(instead: str) -> str:
    """In whose place somebody looked: the name where names are told, else the profession."""
    return listed(
        name or in_sentence(profession_title(profession))
        for name, profession in json.loads(instead)
    )


def _reasons(reasons: str) -> tuple[tuple[str, str], ...]:
    return tuple((basis_title(kind), purpose) for kind, purpose in json.loads(reasons))

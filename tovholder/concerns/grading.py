"""What a colour asks, and where it leads: pure questions about a grading (S-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.models import Case
from tovholder.cases.participants import Participant
from tovholder.cases.placing import seated
from tovholder.catalogue import catalogue
from tovholder.catalogue.rulers import Ruler
from tovholder.catalogue.telling import in_order
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.ruler import ruler as drawn

from .models import Grading

LONGEST = timedelta(days=92)


@dataclass(frozen=True)
class Leads:
    """Where a colour leads: who at the case can be called together, and who is missing there.

    `missing` are professions of the catalogue.
    """

    present: tuple[Participant, ...]
    missing: tuple[str, ...]
    call: str


def rulers() -> list[Ruler]:
    """The rulers a colour can be held against; signs of harm lead to the duty instead."""
    found = [one for one in catalogue().rulers.values() if not one.lane]
    return sorted(found, key=lambda one: in_order(one.words().title))


def refusal_to_grade(
    *, ruler: str, ends_on: date, told_on: date | None, not_told_because: str
) -> str | None:
    """Why this colour cannot be noted, or None where it can."""
    found = catalogue().rulers.get(ruler)
    if found is None:
        return _("There is no such list of signs.")
    if found.lane:
        return _("Such signs are no colour. They lead to your own duty to notify.")
    today = timezone.localdate()
    if ends_on <= today:
        return _("The last day is a day to come.")
    if ends_on > today + LONGEST:
        return _("A colour lasts at most three months. Look at the child again then.")
    return _refusal_to_keep_silent(told_on, not_told_because, today)


def _refusal_to_keep_silent(told_on: date | None, because: str, today: date) -> str | None:
    if told_on is not None and told_on > today:
        return _("Choose a day that has come.")
    if told_on is None and not because.strip():
        return _("The parents are told. Say when, or why it has not been done.")
    return None


def picture(grading: Grading) -> Drawing:
    """The colour on the ruler."""
    return drawn(_("Worry"), colour=grading.colour)


def leads(case: Case, grading: Grading) -> Leads:
    """Whom the colour leads to: those of these professions at the case, the family with them."""
    found = catalogue().rulers.get(grading.ruler)
    help_ = found.help_at(grading.colour) if found else None
    invited = help_.invites if help_ else ()
    inside = seated(case)
    present = tuple(one for one in inside if one.is_family or one.profession in invited)
    known = {one.profession for one in inside}
    missing = tuple(name for name in invited if name not in known)
    return Leads(present, missing, _call(case, present) if invited else "")


def _call(case: Case, present: Sequence[Participant]) -> str:
    """The page that calls a meeting, with these people chosen."""
    chosen = [("with", str(one.account_id)) for one in present]
    return f"{case.get_absolute_url()}meetings/new/?{urlencode(chosen)}"

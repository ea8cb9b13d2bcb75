"""How often a team meets, as a sentence."""

from __future__ import annotations

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..rhythms import Rhythm
from .phrases import listed

POSITIONS = {
    1: gettext_lazy("Meets on the first %(weekday)s of %(months)s."),
    2: gettext_lazy("Meets on the second %(weekday)s of %(months)s."),
    3: gettext_lazy("Meets on the third %(weekday)s of %(months)s."),
    4: gettext_lazy("Meets on the fourth %(weekday)s of %(months)s."),
    -1: gettext_lazy("Meets on the last %(weekday)s of %(months)s."),
}


def in_words(rhythm: Rhythm, weekday: int | None = None) -> str:
    """The rhythm of a team whose own day is `weekday`, 0 for Monday, or of any team of its kind."""
    day = weekday if rhythm.weekday is None else rhythm.weekday
    if rhythm.months:
        on = _("fixed weekday") if day is None else str(WEEKDAYS[day])
        return str(POSITIONS[rhythm.position]) % {"weekday": on, "months": _months(rhythm)}
    if day is None:
        words = ngettext("Meets every week.", "Meets every %(weeks)d weeks.", rhythm.weeks)
        return words % {"weeks": rhythm.weeks}
    if rhythm.weeks == 1:
        return _("Meets every week, on %(weekday)s.") % {"weekday": WEEKDAYS[day]}
    words = ngettext(
        "Meets every %(weeks)d week, on %(weekday)s.",
        "Meets every %(weeks)d weeks, on %(weekday)s.",
        rhythm.weeks,
    )
    return words % {"weeks": rhythm.weeks, "weekday": WEEKDAYS[day]}


def _months(rhythm: Rhythm) -> str:
    if not rhythm.among:
        words = ngettext("every month", "every %(count)d months", rhythm.months)
        return words % {"count": rhythm.months}
    return listed([str(MONTHS[month]) for month in rhythm.among])

"""The words a case is told in: areas, bases, endings, who is where."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tovholder.catalogue import catalogue
from tovholder.organisation.models import Professional
from tovholder.people.models import Enrolment

from .models import Closure

CLOSURE_WORDS = {
    Closure.Kind.REACHED: gettext_lazy("What we wanted has been reached"),
    Closure.Kind.ONE_IS_ENOUGH: gettext_lazy("One professional is enough from here"),
    Closure.Kind.FAMILY_WISHES: gettext_lazy("The family wishes to end"),
    Closure.Kind.MOVED: gettext_lazy("The family has moved"),
    Closure.Kind.OTHER: gettext_lazy("Something else"),
}


def listed(names: Iterable[str]) -> str:
    """`Mette, Anna and Ida`: a list as people say it."""
    return str(get_text_list(list(names), _("and")))


def area_titles(areas: Iterable[str]) -> str:
    """The areas of a case as people call them, as a list in a sentence."""
    known = catalogue().areas
    return listed(
        in_sentence(known[area].words().title if area in known else area)
        for area in known_order(areas)
    )


def opened_titles(areas: Iterable[str]) -> str:
    """What somebody can see beyond what everybody at a case can, as a list in a sentence."""
    beyond = {*areas} - {"overview"}
    return area_titles(beyond) if beyond else _("the child's name, and who is with the child")


def known_order(areas: Iterable[str]) -> list[str]:
    """Areas in the order the roles name them, what no role names at the end."""
    asked = set(areas)
    named = dict.fromkeys(area for role in catalogue().roles.values() for area in role.areas)
    known = [area for area in named if area in asked]
    return known + sorted(asked - set(known))


def basis_title(kind: str) -> str:
    """A legal basis in everyday words; what we do not know is shown as it stands."""
    found = catalogue().legal_bases.get(kind)
    return found.words().title if found else kind


def colleague(professional: Professional, *, where: bool = True) -> str:
    """`Mette Lund, teacher, Åskolen`, or without the school where it is not told (decision 37)."""
    return f"{professional.account.name}, {as_what(professional, where=where)}"


def as_what(professional: Professional, *, where: bool) -> str:
    """`teacher, Åskolen`, or the profession alone."""
    title = in_sentence(professional.title)
    return f"{title}, {professional.unit}" if where else title


def receivers(words: str, *, where: bool) -> str:
    """Those a consent names, as `colleague` and a calling in wrote them; without workplaces where
    those are not told."""
    if where:
        return words
    return "; ".join(", ".join(each.split(", ")[:2]) for each in words.split("; "))


def place(enrolment: Enrolment | None) -> str:
    """`5.b, Åskolen`, or nothing where no school or day care is known."""
    if enrolment is None:
        return ""
    return ", ".join(part for part in (enrolment.group, enrolment.unit.name) if part)


def days_until(moment: datetime) -> int:
    """Whole days from today to the day of `moment`."""
    return (timezone.localdate(moment) - timezone.localdate()).days


def expiry_sentence(days: int) -> str:
    """When a consent runs out, counted in days from today."""
    if days <= 0:
        return _("expires today")
    return ngettext("expires tomorrow", "expires in %(count)d days", days) % {"count": days}


def ending_sentence(days: int) -> str:
    """When an exchange ends, counted in days from today."""
    if days <= 0:
        return _("ends today")
    return ngettext("ends tomorrow", "ends in %(count)d days", days) % {"count": days}


def in_sentence(title: str) -> str:
    """A title as it stands within a sentence; a word in capitals keeps them."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def last_day_of(ends: datetime) -> date:
    """The last whole day of a time that ends at midnight."""
    return timezone.localdate(ends - timedelta(seconds=1))

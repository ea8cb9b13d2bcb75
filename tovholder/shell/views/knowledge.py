"""Knowledge at hand: the law, the professions, the signs and the guides, for anyone (S-70–73)."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.catalogue.items import Item
from tovholder.catalogue.rulers import Ruler
from tovholder.catalogue.telling import in_order
from tovholder.catalogue.things import LegalBasis
from tovholder.catalogue.vocabulary import OPENINGS, PROFESSION_GROUPS
from tovholder.organisation.access import open_to_all
from tovholder.ui.pages import page

Thing = TypeVar("Thing", bound=Item)

OPENS = {
    "share": gettext_lazy("To talk together about a child"),
    "ask": gettext_lazy("To ask others"),
    "work": gettext_lazy("To know what one’s own work needs"),
    "notify": gettext_lazy("To say it when a child may not be well"),
    "family": gettext_lazy("For the family to follow and be heard"),
    "help": gettext_lazy("To plan and to help"),
    "write": gettext_lazy("How what is written is kept"),
}
GROUPS = {
    "school": gettext_lazy("School and day care"),
    "advice": gettext_lazy("Advice to school and day care"),
    "health": gettext_lazy("Health"),
    "social": gettext_lazy("Family and free time"),
    "leading": gettext_lazy("Leading and order"),
}
COUNTRIES = {"dk": gettext_lazy("Denmark"), "no": gettext_lazy("Norway")}


@open_to_all
def index(request: HttpRequest) -> HttpResponse:
    """Everything worth knowing, a click away."""
    shelves = [
        {"title": _("Guides"), "folder": "guides", "all": _sorted(catalogue().guides.values())},
    ]
    return page(request, "shell/knowledge.html", {"shelves": shelves, "rulers": _rulers()})


def _rulers() -> list[Ruler]:
    """Those of wellbeing first, those that lead to the duty last."""
    return sorted(_sorted(catalogue().rulers.values()), key=lambda one: bool(one.lane))


@open_to_all
def law(request: HttpRequest) -> HttpResponse:
    """The rules of a country on a day, by what they make possible."""
    day = _day(request.GET.get("on", "")) or timezone.localdate()
    country = request.GET.get("country", "")
    shown = country if country in COUNTRIES else _own_country()
    rules = catalogue().legal_bases_on(day, shown)
    groups = [
        {"title": OPENS[opens], "rules": _sorted(_opening(rules, opens))} for opens in OPENINGS
    ]
    context = {
        "groups": [group for group in groups if group["rules"]], "day": day,
        "is_today": day == timezone.localdate(), "country": shown, "countries": COUNTRIES,
    }  # fmt: skip
    return page(request, "shell/law.html", context)


@open_to_all
def professions(request: HttpRequest) -> HttpResponse:
    """What everyone knows and can do, by where they work."""
    everyone = catalogue().professions.values()
    groups = [
        {
            "title": GROUPS.get(group, ""),
            "all": _sorted(one for one in everyone if one.group == group),
        }
        for group in (*PROFESSION_GROUPS, "")
    ]
    shown = [group for group in groups if group["all"]]
    return page(request, "shell/professions.html", {"groups": shown})


def _own_country() -> str:
    """The country whose law a reader most likely asks for: that of the language they read."""
    return "no" if get_language() == "nb" else "dk"


def _opening(rules: Iterable[LegalBasis], opens: str) -> list[LegalBasis]:
    return [rule for rule in rules if rule.opens == opens]


def _sorted(items: Iterable[Thing]) -> list[Thing]:
    """Items by their titles in the reader's language."""
    return sorted(items, key=lambda item: in_order(item.words().title))


def _day(asked: str) -> date | None:
    """The day asked for, where it is one."""
    try:
        return parse_date(asked)
    except ValueError:
        return None

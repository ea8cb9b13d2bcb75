"""The short lines beside an item: what its table says that is no sentence of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import catalogue
from ..instruments import Instrument
from ..items import Item
from ..methods import Method
from ..rulers import Ruler
from ..things import Forum, Guide, LegalBasis, Profession, Role
from .dictionary import ABOUT, ASKS, COMPANY, HOLDS, PARAMETERS, RIGHTS, SUBJECTS
from .guards import ENDING, sentences
from .phrases import listed
from .rhythms import in_words


@dataclass(frozen=True)
class Fact:
    """One line beside an item: what it is about, what it says, and perhaps where it leads."""

    label: str
    text: str
    href: str = ""


@singledispatch
def facts(item: Item) -> list[Fact]:  # noqa: ARG001 most items are only their words
    """What stands beside an item."""
    return []


@facts.register
def _method(item: Method) -> list[Fact]:
    told = [
        Fact(_("About"), str(ABOUT[item.about])),
        Fact(_("Who meets"), str(COMPANY[item.company])),
        Fact(_("Takes"), _length(item)),
    ]
    if item.calls:
        before = sentences(item, item.calls, _("It is called when {condition}."), ENDING)
        told.append(Fact(_("Before it is called"), " ".join(before)))
    if item.instrument_choice:
        asked = [catalogue().instrument(name) for name in item.instrument_choice]
        told.append(Fact(_("Choose among"), _titles(asked)))
    if item.follow_up:
        after = catalogue().method(item.follow_up)
        told.append(Fact(_("The meeting after"), after.words().title, _address("methods", after)))
    if guide := catalogue().guide_to_leading(item):
        told.append(Fact(_("For whoever leads"), guide.words().title, _address("guides", guide)))
    return told


def _length(item: Method) -> str:
    if days := item.open_days:
        told = ngettext(
            "Nobody gathers. It is written over {count} working day.",
            "Nobody gathers. It is written over {count} working days.",
            days,
        )
        return told.format(count=days)
    count = item.lasts_minutes
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


@facts.register
def _guide(item: Guide) -> list[Fact]:
    led = [method for name in item.leads for method in catalogue().versions(name)]
    title = _("Way of meeting")
    return [Fact(title, method.words().title, _address("methods", method)) for method in led]


@facts.register
def _instrument(item: Instrument) -> list[Fact]:
    told = [Fact(_("Asks about"), str(SUBJECTS[item.subject]))]
    if item.subject == "team":
        told.append(Fact(_("Where"), _("In teams only, never at a child's case.")))
    return told


@facts.register
def _forum(item: Forum) -> list[Fact]:
    told = [Fact(_("About"), str(HOLDS[item.holds]))]
    if item.professions:
        members = [catalogue().profession(name) for name in item.professions]
        told.append(Fact(_("Members"), _titles(members)))
    if item.every_days:
        rhythm = ngettext("Every {count} day", "Every {count} days", item.every_days)
        told.append(Fact(_("Meets"), rhythm.format(count=item.every_days)))
    elif item.rhythm:
        told.append(Fact(_("Meets"), in_words(item.rhythm)))
    if item.reached_from:
        before = [catalogue().forum(name) for name in item.reached_from]
        told.append(Fact(_("Reached from"), _titles(before)))
    told += _how_it_works(item)
    for label, folder, name in (
        (_("Reads"), "instruments", item.instrument),
        (_("Its agreement"), "methods", item.agreement),
    ):
        if name:
            named = catalogue().shelf(folder)[name]
            told.append(Fact(label, named.words().title, _address(folder, named)))
    return told


def _how_it_works(item: Forum) -> list[Fact]:
    told = []
    if item.asks != "members":
        told.append(Fact(_("May ask it"), str(ASKS[item.asks])))
    if item.outcome_days:
        days = ngettext("After {count} day", "After {count} days", item.outcome_days)
        told.append(Fact(_("Asks what came of it"), days.format(count=item.outcome_days)))
    if item.pair:
        told.append(Fact(_("Led by"), _("Two of different professions")))
    if item.closed:
        told.append(Fact(_("New members"), _("None once it has met. Then it is a new group.")))
    if item.takes_anonymous:
        words = _("What someone tells without giving a name begins here.")
        told.append(Fact(_("Without a name"), words))
    return told


@facts.register
def _role(item: Role) -> list[Fact]:
    areas = [catalogue().areas[area] for area in item.areas]
    return [
        Fact(_("Is allowed to"), listed(RIGHTS[right] for right in item.rights)),
        Fact(_("Sees at first"), _titles(areas)),
    ]


@facts.register
def _profession(item: Profession) -> list[Fact]:
    return [Fact(_("See for yourself"), item.media, item.media)] if item.media else []


@facts.register
def _ruler(item: Ruler) -> list[Fact]:
    if not item.lane:
        return []
    return [Fact(_("What it leads to"), _("A notification. Such signs never wait in a queue."))]


@facts.register
def _legal_basis(item: LegalBasis) -> list[Fact]:
    country = {"dk": _("Denmark"), "no": _("Norway")}[item.country]
    told = [
        Fact(_("Country"), country),
        Fact(_("Law"), f"{item.law} {item.paragraph}".strip()),
        Fact(_("In force"), _period(item)),
    ]
    if not item.carries_a_seat:
        told.append(Fact(_("Access"), _("None. The rule is worth knowing, and opens no case.")))
    if item.sensitive:
        told.append(Fact(_("Who has looked"), _("The family reads of it once it is decided.")))
    told += [
        Fact(str(label), str(item.parameters[key]))
        for key, label in PARAMETERS.items()
        if key in item.parameters
    ]
    if item.replaces:
        before = catalogue().legal_basis(item.replaces)
        told.append(Fact(_("Replaces"), before.words().title, _address("legal-bases", before)))
    told.append(Fact(_("Source"), item.source))
    if item.checked_on:
        told.append(Fact(_("Looked up on"), date_format(item.checked_on)))
    return told


def _period(item: LegalBasis) -> str:
    first = date_format(item.valid_from) if item.valid_from else ""
    last = date_format(item.valid_to) if item.valid_to else ""
    if first and last:
        return _("from {first} to {last}").format(first=first, last=last)
    if first:
        return _("from {first}").format(first=first)
    return _("to {last}").format(last=last) if last else _("without a date")


def _titles(items: Iterable[Item]) -> str:
    return listed(item.words().title for item in items)


def _address(folder: str, item: Item) -> str:
    return reverse("catalogue:item", args=[folder, item.reference])

"""The catalogue as pages a person can read and print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.ui.declare import open_to_all
from tovholder.ui.pages import page
from tovholder.ui.paper import on_paper

from . import cards, catalogue
from .coverage import rows
from .shelf import SORTS
from .telling import facts, in_order, sections
from .words import Words


def _titles() -> dict[str, str]:
    return {
        "methods": _("Ways of meeting"),
        "instruments": _("What we ask"),
        "fora": _("Teams"),
        "professions": _("Professions"),
        "legal-bases": _("Why we may know"),
        "rulers": _("What we look for"),
        "pathways": _("Pathways"),
        "guides": _("Guides"),
        "areas": _("Parts of a case"),
        "roles": _("Who one is at a case"),
    }


def set_aside(request: HttpRequest) -> list[str]:
    """What is wrong in the municipality's files, for its administrator alone: it names folders."""
    return catalogue().set_aside if getattr(request.user, "is_administrator", False) else []


def _by_title(folder: str) -> list[tuple[str, Words]]:
    told = [(item.reference, item.words()) for item in catalogue().shelf(folder).values()]
    return sorted(told, key=lambda one: in_order(one[1].title))


@open_to_all
def index(request: HttpRequest) -> HttpResponse:
    """Everything in the catalogue, by sort."""
    titles = _titles()
    shelves = [
        {"title": titles[sort.folder], "folder": sort.folder, "all": _by_title(sort.folder)}
        for sort in SORTS
    ]
    return page(
        request, "catalogue/index.html", {"shelves": shelves, "set_aside": set_aside(request)}
    )


@open_to_all
def item(request: HttpRequest, folder: str, reference: str) -> HttpResponse:
    """One item, whole, in the reader's language."""
    titles = _titles()
    if folder not in titles or reference not in (shelf := catalogue().shelf(folder)):
        raise Http404
    found = shelf[reference]
    return page(
        request,
        "catalogue/item.html",
        {
            "item": found,
            "words": (words := found.words()),
            "sections": sections(found, words),
            "facts": facts(found),
            "sort": titles[folder],
        },
    )


@open_to_all
def card(request: HttpRequest, reference: str) -> HttpResponse:  # noqa: ARG001 the same for all
    """A method on one page to print, in the reader's language."""
    if reference not in catalogue().methods:
        raise Http404
    language = (get_language() or "en").split("-")[0]
    return on_paper(cards.card(reference, language), name=reference)


@open_to_all
def coverage(request: HttpRequest) -> HttpResponse:
    """What runs today, honestly."""
    told = rows()
    counted = {
        "working": sum(row.works for row in told),
        "partly": sum(row.shows and not row.works for row in told),
        "all": len(told),
    }
    return page(request, "catalogue/coverage.html", {"rows": told, **counted})

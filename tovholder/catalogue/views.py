"""The catalogue as pages a person can read and print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.ui.declare import open_to_all
from tovholder.ui.pages import page

from . import catalogue
from .coverage import rows
from .shelf import SORTS
from .telling import facts, in_order, sections


def _titles() -> dict[str, str]:
    return {
        "methods": _("Ways of meeting"),
        "instruments": _("What we ask"),
        "fora": _("Teams"),
        "professions": _("Professions"),
        "legal-bases": _("Why we may know"),
        "guides": _("Guides"),
        "areas": _("Parts of a case"),
        "roles": _("Who one is at a case"),
    }


@open_to_all
def index(request: HttpRequest) -> HttpResponse:
    """Everything in the catalogue, by sort."""
    titles = _titles()
    shelves = [
        {"title": titles[sort.folder], "folder": sort.folder, "all": sorted(
            (
                {"reference": item.reference, "words": item.words(), "country": item.country}
                for item in catalogue().shelf(sort.folder).values()
            ),
            key=lambda told: in_order(told["words"].title),  # type: ignore[attr-defined]
        )}
        for sort in SORTS
    ]  # fmt: skip
    return page(
        request, "catalogue/index.html", {"shelves": shelves, "set_aside": catalogue().set_aside}
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
def coverage(request: HttpRequest) -> HttpResponse:
    """What runs today, honestly."""
    told = rows()
    counted = {
        "working": sum(row.works for row in told),
        "partly": sum(row.shows and not row.works for row in told),
        "all": len(told),
    }
    return page(request, "catalogue/coverage.html", {"rows": told, **counted})

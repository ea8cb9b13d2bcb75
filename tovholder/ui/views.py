"""The gallery: every component and chart of the house on one page; and the choice of colours."""

from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST

from tovholder.ui import specimens
from tovholder.ui.charts.ruler import ruler
from tovholder.ui.colours import is_colour
from tovholder.ui.declare import open_to_all
from tovholder.ui.pages import go, page
from tovholder.ui.palette import Palette
from tovholder.ui.specimens import COLOURS, ColourForm
from tovholder.ui.templatetags.ui import TONES

A_YEAR = 365 * 24 * 60 * 60
AN_HOUR = 60 * 60
SCHEMES = ("auto", "light", "dark")


@open_to_all
def gallery(request: HttpRequest) -> HttpResponse:
    """Shows what pages are built of, for those who build them and those who judge them."""
    return page(
        request,
        "ui/gallery.html",
        {
            "pages": [
                {"label": words, "url": f"#{place}", "current": False}
                for place, words in _parts().items()
            ],
            "charts": specimens.charts(),
            "forms": [
                specimens.SpecimenForm(),
                specimens.SpecimenForm({"mended-worry": "yellow"}, prefix="mended"),
            ],
            "tomorrow": timezone.localdate() + timedelta(days=1),
            "meeting": timezone.now() + timedelta(days=12),
            "tones": TONES,
            "schemes": ("light", "dark"),
            "ruler": ruler(_("Worry"), value=6),
            **_tried(request),
        },
    )


@lru_cache(maxsize=64)
def _sheet(digits: str) -> tuple[str, str]:
    """The style sheet of a colour and the mark it is known by. Raises Http404 for no colour."""
    if not is_colour(f"#{digits}"):
        raise Http404
    sheet = Palette(f"#{digits}").sheet()
    return sheet, f'"{sha256(sheet.encode()).hexdigest()[:16]}"'


@open_to_all
@condition(etag_func=lambda _request, digits: _sheet(digits)[1])
def colours(request: HttpRequest, digits: str) -> HttpResponse:  # noqa: ARG001 the same for all
    """The house in one colour, as a style sheet of its own: the policy lets no other in."""
    return HttpResponse(
        _sheet(digits)[0],
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={AN_HOUR}"},
    )


def colours_url(accent: str) -> str:
    """Where the style sheet of a colour lies; nothing where none is chosen."""
    return reverse("ui:colours", args=[accent[1:]]) if accent else ""


@open_to_all
@require_POST
def choose_colour_scheme(request: HttpRequest) -> HttpResponse:
    """Remembers light, dark or the device's own choice in a cookie, and goes back."""
    chosen = request.POST.get("scheme", "auto")
    response = go(request, _page_before(request))
    if chosen in SCHEMES:
        response.set_cookie(
            "colour_scheme",
            chosen,
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return response


def _tried(request: HttpRequest) -> dict[str, Any]:
    """The gallery in another colour, for whoever is to choose one."""
    form = ColourForm(request.GET or None)
    if not form.is_valid():
        return {"colour": form, "colours": COLOURS}
    accent = form.cleaned_data["accent"]
    return {
        "colour": form,
        "colours": COLOURS,
        "colours_url": colours_url(accent),
        "palette": Palette(accent),
    }


def _parts() -> dict[str, str]:
    return {
        "cards": _("Cards and lists"),
        "form": _("Form"),
        "board": _("Board"),
        "keys": _("Keyboard"),
        "charts": _("Charts"),
        "schemes": _("Light and dark"),
        "colour": _("A municipality’s colour"),
    }


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return before if own else "/"

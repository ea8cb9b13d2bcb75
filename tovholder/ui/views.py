"""The gallery: every component and chart of the house on one page; and the choice of colours."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.ui import specimens
from tovholder.ui.charts.ruler import ruler
from tovholder.ui.declare import open_to_all
from tovholder.ui.pages import go, page
from tovholder.ui.templatetags.ui import TONES

A_YEAR = 365 * 24 * 60 * 60
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
        },
    )


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


def _parts() -> dict[str, str]:
    return {
        "cards": _("Cards and lists"),
        "form": _("Form"),
        "board": _("Board"),
        "keys": _("Keyboard"),
        "charts": _("Charts"),
        "schemes": _("Light and dark"),
    }


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return before if own else "/"

"""Signs by age: what one sees, what helps, whom to invite; or straight to the duty (S-22, S-71)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.catalogue.items import Item
from tovholder.catalogue.rulers import COLOURS_IN_ORDER, Ages, Ruler
from tovholder.catalogue.telling.dictionary import COLOURS
from tovholder.catalogue.words import Words
from tovholder.organisation.access import open_to_all
from tovholder.ui.pages import page

TONES = {"green": "success", "yellow": "warning", "red": "danger"}


@open_to_all
def signs(request: HttpRequest, ruler: str) -> HttpResponse:
    """One ruler at one age; a list with a lane of its own leads to the duty and nowhere else."""
    found = catalogue().rulers.get(ruler)
    if found is None:
        raise Http404
    ages = _ages(found, request.GET.get("age", ""))
    words = found.words()
    tabs = [
        {"label": words[one.id].title, "url": f"?age={one.first}", "current": one == ages}
        for one in found.ages
    ]
    context = {
        "ruler": found,
        "words": words,
        "tabs": tabs,
        "tabs_label": _("Age"),
        "age": words[ages.id],
    }
    if found.lane:
        at_work = getattr(request.user, "is_professional", False)
        context |= {"duty": _duty(), "at_work": at_work}
        return page(request, "shell/signs_of_harm.html", context)
    context |= {"colours": [_colour(found, words, ages, one) for one in COLOURS_IN_ORDER]}
    return page(request, "shell/signs.html", context)


def _ages(ruler: Ruler, asked: str) -> Ages:
    """The group asked for by an age in years, else the first."""
    years = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else -1
    return ruler.ages_at(years) or ruler.ages[0]


def _colour(ruler: Ruler, words: Words, ages: Ages, colour: str) -> dict[str, Any]:
    """One colour at one age: the signs, what helps, who does what, whom to invite."""
    help_ = ruler.help_at(colour)
    told = words["help"] if help_ else None
    each = [
        {"id": name, "words": said.text}
        for name in (help_.professions if help_ else ())
        if told and (said := told.get(f"{colour}-{name}"))
    ]
    return {
        "name": str(COLOURS[colour]),
        "tone": TONES[colour],
        "signs": words[ages.id][colour].points,
        "help": told[colour].text if told else "",
        "each": each,
        "invites": help_.invites if help_ else (),
    }


def _duty() -> Item:
    """The duty to notify of the country whose language is read."""
    kind = "no-duty-to-notify" if get_language() == "nb" else "duty-to-notify"
    return catalogue().legal_basis(kind)

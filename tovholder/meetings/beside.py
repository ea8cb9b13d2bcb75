"""What lies beside a step, folded: a guide, an instrument, a ruler, what each profession can do.

Each is drawn by `meetings/beside/<template>.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tovholder.cases.access import Right
from tovholder.catalogue import catalogue
from tovholder.organisation.models import profession_title

from .engine.kinds import AtStep


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing to look at: its words, and the page where the whole of it stands."""

    title: str
    words: Any
    url: str
    template: str


def beside(at: AtStep) -> list[Beside]:
    """What the method lays beside this step, in the order of its file."""
    found = _how_to_lead(at)
    for name in at.step.options.get("beside", ()):
        folder, slash, item = name.partition("/")
        if name == "child":
            found += _what_the_child_lets_all_know(at) + _how_the_adults_see_it(at)
        elif name == "professions":
            found += [_profession(each) for each in _professions_at(at)]
        elif slash:
            found.append(_item(folder, item))
    return found


def _how_to_lead(at: AtStep) -> list[Beside]:
    """At the first step, for whoever leads: what one says, and what one leaves out (S-57)."""
    method = at.sitting.method
    if at.step != method.steps[0] or not at.sitting.meeting.door.may(Right.MEET):
        return []
    guide = catalogue().guide_to_leading(method)
    if guide is None:
        return []
    words, url = guide.words(), _page_of("guides", guide.reference)
    return [Beside(words.title, words, url, "meetings/beside/sections.html")]


def _item(folder: str, name: str) -> Beside:
    words = getattr(catalogue(), folder)[name].words()
    template = "instrument" if folder == "instruments" else "item"
    return Beside(words.title, words, _page_of(folder, name), f"meetings/beside/{template}.html")


def _what_the_child_lets_all_know(at: AtStep) -> list[Beside]:
    """Only what everyone here may know: a board hangs where all can read it (S-37)."""
    said = at.sitting.told_to_all
    if not said:
        return []
    person = at.sitting.case_meeting.case.person
    title = _("What %(name)s wants us to know") % {"name": person.given_name}
    url = reverse("meetings:child", args=[at.sitting.case_meeting.case_id])
    return [Beside(title, said, url, "meetings/beside/child.html")]


def _how_the_adults_see_it(at: AtStep) -> list[Beside]:
    """The way to the adults' own wheels, and nothing of them: the board hangs where all read it."""
    if not at.sitting.adults_have_seen:
        return []
    case = at.sitting.case_meeting.case
    title = _("The wheel round %(name)s") % {"name": case.person.given_name}
    url = reverse("meetings:wheels", args=[case.pk])
    return [Beside(title, None, url, "meetings/beside/wheels.html")]


def _profession(name: str) -> Beside:
    words = catalogue().profession(name).words()
    title, url = str(profession_title(name)), _page_of("professions", name)
    return Beside(title, words, url, "meetings/beside/sections.html")


def _professions_at(at: AtStep) -> list[str]:
    """The professions of those invited whom the catalogue knows, each once."""
    seated = dict.fromkeys(chair.profession for chair in at.sitting.invitations)
    return [name for name in seated if name in catalogue().professions]


def _page_of(folder: str, name: str) -> str:
    return reverse("catalogue:item", args=[folder, name])

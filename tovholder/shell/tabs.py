"""The pages of one case, as tabs at the top of each of them, as far as the reader's access reaches.

The door leaves the opened case with the request, so no view and no template of a lower package
has to know which pages there are above it, and nothing is read to draw them.
"""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .places import Place

# The family's own page of the trace.
LOOKED = "oversight:looked"
PATHWAY = "meetings:pathway"
ON_PAPER = ("meetings:family_plan",)
OF_THE_CASE = ("cases:close", "cases:reopen", "cases:corrections", "cases:correction_answer")
RELATIONS = ("cases:actor_new", "cases:tie", "cases:actor_off")

# The address of a tab, its word, the area it shows, and what else stands under it: an
# address's name, or a package, whose every page of a case belongs there.
TABS: tuple[tuple[str, str | Promise, str, tuple[str, ...]], ...] = (
    (
        "shell:case",
        _("Overview"),
        "overview",
        ("concerns", PATHWAY, *OF_THE_CASE),
    ),
    ("plans:plan", _("Plan"), "plan", ("plans", *ON_PAPER)),
    ("meetings:list", _("Meetings"), "meetings", ("meetings",)),
    ("cases:relations", _("Network"), "overview", RELATIONS),
    ("cases:people", _("Who can see"), "overview", ("cases",)),
    (LOOKED, _("Who has looked"), "overview", ("oversight:ask_access",)),
)


def tabs_of(request: HttpRequest) -> Iterator[Place]:
    """The tabs of the case this request has opened; none where it has opened none."""
    case = getattr(request, "opened_case", None)
    if case is None or request.resolver_match is None:
        return
    here = _tab_of(request.resolver_match.view_name)
    for name, label, area, _also in TABS:
        if area in case.door.areas and (name != LOOKED or case.door.is_family):
            yield Place(str(label), reverse(name, args=[case.pk]), name == here)


def _tab_of(view_name: str) -> str:
    """The tab a page belongs to: its own name counts before its package."""
    package = view_name.partition(":")[0]
    for wanted in (view_name, package):
        for name, _label, _area, also in TABS:
            if wanted == name or wanted in also:
                return name
    return ""

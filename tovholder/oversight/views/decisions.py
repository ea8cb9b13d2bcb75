"""What the officer decides: whether families read of sensitive looks, and names."""

import uuid
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.audit.trace import look
from tovholder.organisation.access import account_of, officer_only
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import DecisionForm, NamesForm
from ..models import NamesDecision
from ..sensitive import sensitive_bases, sensitive_basis
from ..talked import Untold, talk_untold, talks_untold

LAST = 10_000  # the page of a number nobody has come to


@officer_only
def decisions(request: HttpRequest) -> HttpResponse:
    """Sensitive bases, those that wait for a decision first."""
    number = min(int(asked), LAST) if (asked := request.GET.get("page", "")).isdecimal() else 1
    bases, more = sensitive_bases(max(number, 1))
    talks = talks_untold() if number <= 1 else []
    _looked(request, [case for basis in bases for case in basis.cases] + _of(talks))
    names = NamesDecision.objects.filter(case__isnull=True).select_related("by")
    context = {
        "bases": bases,
        "talks": talks,
        "next": number + 1 if more else None,
        "names": names.order_by("-at", "-pk").first(),
    }
    return page(request, "oversight/decisions.html", context)


@officer_only
def on_looks(request: HttpRequest, basis_id: uuid.UUID) -> HttpResponse:
    """Let the family read of the looks through one basis, or keep them back."""
    basis = sensitive_basis(basis_id)
    if basis is None:
        raise Http404
    _looked(request, basis.cases)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        shown = given["shown"] == "yes"
        actions.decide_on_looks(
            basis_id=basis_id, shown=shown, reason=given["reason"], by=account_of(request)
        )
        return go(request, "oversight:decisions", message=_("The decision is recorded."))
    context = {"form": form, "basis": basis, "form_heading": basis.title}
    return page(request, "oversight/decide.html", context, status=422 if form.errors else 200)


@officer_only
def on_talk(request: HttpRequest, talk_id: uuid.UUID) -> HttpResponse:
    """Let the family read of a talk that it was dangerous to tell of, or keep it back."""
    talk = talk_untold(talk_id)
    if talk is None:
        raise Http404
    _looked(request, _of([talk]))
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        shown = given["shown"] == "yes"
        actions.decide_on_talk(
            talk_id=talk_id, shown=shown, reason=given["reason"], by=account_of(request)
        )
        return go(request, "oversight:decisions", message=_("The decision is recorded."))
    context = {"form": form, "talk": talk, "form_heading": talk.title}
    return page(request, "oversight/decide.html", context, status=422 if form.errors else 200)


def _of(talks: Iterable[Untold]) -> list[uuid.UUID]:
    return [talk.case_id for talk in talks]


def _looked(request: HttpRequest, cases: Iterable[uuid.UUID]) -> None:
    """What is told of a basis is of somebody's case, though not of whose."""
    if found := set(cases):
        look(by=account_of(request), page="oversight:decisions", case_ids=sorted(found))


@officer_only
def on_names(request: HttpRequest) -> HttpResponse:
    """Record what the authority has decided about names."""
    form = NamesForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        actions.decide_on_names(
            shown=given["shown"] == "yes", decided_by=given["decided_by"],
            reason=given["reason"], by=account_of(request),
        )  # fmt: skip
        return go(request, "oversight:decisions", message=_("The decision is recorded."))
    context = {"form": form, "form_heading": _("Names of those who looked")}
    return page(request, "oversight/decide.html", context, status=422 if form.errors else 200)

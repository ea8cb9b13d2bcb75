"""The papers of a request: gathered, weighed chapter by chapter, and handed out."""

import uuid

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.organisation.access import account_of, officer_only
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.organisation.models import Account
from tovholder.ui.pages import go, page
from tovholder.ui.paper import on_paper

from .. import actions
from ..forms import WeighForm
from ..models import AccessBundle, AccessRequest
from ..papers.bundle import bundle_of
from ..papers.weighing import Weighed, chapters, weighed_papers
from ..papers.wording import CHAPTERS

A_PAGE = 20


@require_GET
@officer_only
@fresh_sign_in
def papers(request: HttpRequest, access_id: uuid.UUID) -> HttpResponse:
    """What there is, chapter by chapter, and how much of it has been weighed."""
    one = _waiting(access_id)
    context = {"one": one, "chapters": chapters(weighed_papers(one))}
    return page(request, "oversight/papers.html", context)


@officer_only
@fresh_sign_in
def chapter(request: HttpRequest, access_id: uuid.UUID, chapter: str) -> HttpResponse:
    """The papers of one chapter, and which of them are handed out."""
    one = _waiting(access_id)
    if chapter not in CHAPTERS:
        raise Http404
    form = WeighForm(request.POST or None)
    here = [each for each in weighed_papers(one) if each.paper.chapter == chapter]
    shown = Paginator(here, A_PAGE).get_page(request.GET.get("page"))
    if form.is_valid():
        try:
            _weigh(one, form, request)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _onward(
                request, one, chapter, shown.next_page_number() if shown.has_next() else 0
            )
    context = {
        "one": one,
        "name": CHAPTERS[chapter],
        "form": form,
        "shown": shown,
        "guarded": any(each.paper.guarded for each in shown),
        "lines": [(each, _marked(each, request), _hidden(each, request)) for each in shown],
    }
    status = 422 if form.errors else 200
    return page(request, "oversight/papers_chapter.html", context, status=status)


@require_GET
@officer_only
@fresh_sign_in
def preview(request: HttpRequest, access_id: uuid.UUID) -> HttpResponse:
    """The PDF as it would leave the house now, or as it did."""
    kept = (
        AccessBundle.objects.filter(approval=access_id).select_related("approval__request").first()
    )
    if kept is not None:
        actions.fetch_bundle(bundle=kept, by=account_of(request))
        return on_paper(bytes(kept.paper), name=_name(kept.approval.request))
    one = _waiting(access_id)
    return on_paper(bundle_of(one).paper(), name=_name(one))


@require_GET
@case_view(Right.VIEW, even_closed=True)
def handed_out(request: HttpRequest, case: Case, access_id: uuid.UUID) -> HttpResponse:
    """What was handed out to the one who asked from this case, to read."""
    kept = _fetched(case, access_id, account_of(request))
    return on_paper(bytes(kept.paper), name=_name(kept.approval.request))


@require_GET
@case_view(Right.VIEW, even_closed=True)
def handed_out_as_data(request: HttpRequest, case: Case, access_id: uuid.UUID) -> HttpResponse:
    """The same as data."""
    kept = _fetched(case, access_id, account_of(request))
    name = f"{_name(kept.approval.request)}.json"
    answer = HttpResponse(bytes(kept.data), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _fetched(case: Case, access_id: uuid.UUID, by: Account) -> AccessBundle:
    mine = AccessBundle.objects.filter(approval__request__case=case, approval__request__by=by)
    kept = get_object_or_404(mine.select_related("approval__request"), approval=access_id)
    actions.fetch_bundle(bundle=kept, by=by)
    return kept


def _waiting(access_id: uuid.UUID) -> AccessRequest:
    return get_object_or_404(AccessRequest.objects.waiting().told(), pk=access_id)


def _weigh(one: AccessRequest, form: WeighForm, request: HttpRequest) -> None:
    actions.weigh_papers(
        request=one,
        shown=dict(one.rpartition(" ")[::2] for one in request.POST.getlist("shown")),
        given=request.POST.getlist("given"),
        unnamed=request.POST.getlist("unnamed"),
        because=form.cleaned_data["because"],
        by=account_of(request),
    )


def _onward(request: HttpRequest, one: AccessRequest, chapter: str, following: int) -> HttpResponse:
    """To the chapter's next page, else to all chapters."""
    if following:
        address = reverse("oversight:papers_chapter", args=[one.pk, chapter])
        return go(request, f"{address}?page={following}", message=_("It is weighed."))
    return go(request, "oversight:papers", one.pk, message=_("It is weighed."))


def _marked(each: Weighed, request: HttpRequest) -> bool:
    """Whether its mark stands: as it was sent, else as it was weighed or is proposed."""
    if request.method == "POST":
        return each.paper.reference in request.POST.getlist("given")
    return each.proposed


def _hidden(each: Weighed, request: HttpRequest) -> bool:
    """Whether it leaves without who wrote it: as it was sent, else as it was weighed."""
    if request.method == "POST":
        return each.paper.reference in request.POST.getlist("unnamed")
    return each.hides_writer


def _name(one: AccessRequest) -> str:
    return f"{slugify(_('Access'))}-{one.received.isoformat()}"

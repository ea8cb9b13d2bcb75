"""What has been kept long enough: which cases, and the way of one of them to the archive."""

import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tovholder.organisation.access import account_of, officer_only
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import DecideForm, DeleteForm, HandOverForm, HoldForm, ReasonForm
from ..keeping.due import decision_of, due, due_case, holds_of, latest_archive, stands
from ..models import Deleted, Deletion, Hold

A_PAGE = 50


@officer_only
def keeping(request: HttpRequest) -> HttpResponse:
    """Closed cases whose time has run out; and to say that a case must be kept."""
    form = HoldForm(request.POST or None)
    if form.is_valid():
        try:
            held = actions.hold_case(by=account_of(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "oversight:kept_case", held.about, message=_("It is kept."))
    standing = Hold.objects.standing().select_related("by").order_by("-at", "pk")
    context = {
        "form": form,
        "shown": Paginator(due(), A_PAGE).get_page(request.GET.get("page")),
        "holds": standing[:A_PAGE],
        "deleted": Deleted.objects.select_related("deletion", "by").order_by("-at")[:A_PAGE],
    }
    return page(request, "oversight/keeping.html", context, status=422 if form.errors else 200)


@require_GET
@officer_only
def kept_case(request: HttpRequest, about: uuid.UUID) -> HttpResponse:
    """One case: why it may go or must stay, and what has been proposed and decided."""
    return _shown(request, about)


@require_POST
@officer_only
def propose(request: HttpRequest, about: uuid.UUID) -> HttpResponse:
    """Propose that the case goes."""
    message = _("Your proposal waits for another data-protection officer.")
    return _done(request, about, ReasonForm(request.POST), message, lambda form: (
        actions.propose_deletion(about=about, by=account_of(request), **form.cleaned_data)
    ))  # fmt: skip


@require_POST
@officer_only
@fresh_sign_in
def decide(request: HttpRequest, deletion_id: uuid.UUID) -> HttpResponse:
    """Say yes or no to what another proposed."""
    one = _found(deletion_id)
    message = _("The decision is recorded.")
    return _done(request, one.about, DecideForm(request.POST), message, lambda form: (
        actions.decide_on_deletion(
            deletion=one, approved=form.cleaned_data["approved"] == "yes",
            reason=form.cleaned_data["reason"], by=account_of(request),
        )
    ))  # fmt: skip


@require_POST
@officer_only
@fresh_sign_in
def archive(request: HttpRequest, deletion_id: uuid.UUID) -> HttpResponse:
    """The file for the archive; only its hashes stay here."""
    one, form = _found(deletion_id), Form(request.POST)
    try:
        file = actions.fetch_archive(deletion=one, by=account_of(request))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _shown(request, one.about, form)
    return HttpResponse(
        file.content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="case-{one.reference}.pdf"'},
    )


@require_POST
@officer_only
def hand_over(request: HttpRequest, deletion_id: uuid.UUID) -> HttpResponse:
    """Write down where the file went."""
    one = _found(deletion_id)
    return _done(request, one.about, HandOverForm(request.POST), _("It is written."), lambda form: (
        actions.hand_over(deletion=one, by=account_of(request), **form.cleaned_data)
    ))  # fmt: skip


@require_POST
@officer_only
@fresh_sign_in
def delete(request: HttpRequest, deletion_id: uuid.UUID) -> HttpResponse:
    """Delete what two have decided on and the archive has."""
    one = _found(deletion_id)
    form = DeleteForm(request.POST, reference=one.reference)
    return _done(request, one.about, form, _("The case is deleted."), lambda _form: (
        actions.delete_case(deletion=one, by=account_of(request))
    ))  # fmt: skip


@require_POST
@officer_only
def end_hold(request: HttpRequest, hold_id: uuid.UUID) -> HttpResponse:
    """Say that the case need no longer be kept for that."""
    one = get_object_or_404(Hold, pk=hold_id)
    message = _("It is no longer kept for that.")
    return _done(request, one.about, ReasonForm(request.POST), message, lambda form: (
        actions.end_hold(hold=one, by=account_of(request), **form.cleaned_data)
    ))  # fmt: skip


def _found(deletion_id: uuid.UUID) -> Deletion:
    return get_object_or_404(Deletion.objects.told(), pk=deletion_id)


def _done(
    request: HttpRequest, about: uuid.UUID, form: Form, message: str, do: Callable[[Form], object]
) -> HttpResponse:
    """Do it, and go back to the case; or show the case with what was refused."""
    if form.is_valid():
        try:
            do(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "oversight:kept_case", about, message=message)
    return _shown(request, about, form)


def _shown(request: HttpRequest, about: uuid.UUID, refused: Form | None = None) -> HttpResponse:
    case, holds = due_case(about), holds_of(about)
    proposals = list(Deletion.objects.told().filter(about=about))
    if case is None and not holds and not proposals:
        raise Http404
    standing = next((one for one in proposals if stands(one, case)), None)
    decided = standing is not None and decision_of(standing) is not None
    context = {
        "about": about,
        "reference": about.hex[:8].upper(),
        "one": case,
        "holds": holds,
        "standing": standing,
        "decided": decided,
        "own": standing is not None and standing.by_id == account_of(request).pk,
        "file": latest_archive(standing) if standing is not None and decided else None,
        "gone": next((one.deleted for one in proposals if hasattr(one, "deleted")), None),
        "before": [one for one in proposals if one != standing],
        "faulty": refused,
        "why": refused if type(refused) is ReasonForm else ReasonForm(),
        "hand_over": refused if isinstance(refused, HandOverForm) else HandOverForm(),
        "delete": refused if isinstance(refused, DeleteForm) else DeleteForm(),
        "decide": refused if isinstance(refused, DecideForm) else DecideForm(),
    }
    return page(request, "oversight/kept_case.html", context, status=422 if refused else 200)

"""Having work looked at, and looking at it."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tovholder.audit.trace import look
from tovholder.organisation.access import account_of, leader_only, signed_in
from tovholder.organisation.models import Account
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import ResultForm, SupervisionForm
from ..models import Seat, Supervision


@leader_only
def supervisions(request: HttpRequest) -> HttpResponse:
    """Those one set up and those one does, the latest first."""
    mine = Supervision.objects.visible_to(account_of(request))
    rows = mine.select_related("supervisor", "set_up_by", "result").order_by("-at", "pk")[:50]
    return page(request, "cases/supervisions.html", {"supervisions": rows})


@sensitive_post_parameters()
@leader_only
def new(request: HttpRequest) -> HttpResponse:
    """Say which cases, by whom, until when and what for."""
    account = account_of(request)
    form = SupervisionForm(request.POST or None, account=account)
    if form.is_valid():
        try:
            made = actions.supervise(by=account, **form.asked())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("The supervision is set up. Those with access can read that it is there.")
            return go(request, "cases:supervision", made.pk, message=message)
    status = 422 if form.errors else 200
    return page(request, "cases/supervision_new.html", {"form": form}, status=status)


@signed_in
def supervision(request: HttpRequest, supervision_id: uuid.UUID) -> HttpResponse:
    """How it was drawn, for both; the cases by name for the one who looks, and nobody else."""
    account = account_of(request)
    found = Supervision.objects.visible_to(account).select_related(
        "supervisor", "set_up_by", "unit", "result"
    )
    one = get_object_or_404(found, pk=supervision_id)
    looks = one.supervisor_id == account.pk
    form = ResultForm(request.POST or None) if looks and not hasattr(one, "result") else None
    if form is not None and form.is_valid():
        try:
            actions.tell_result(supervision=one, by=account, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:supervision", one.pk, message=_("It is said, and closed."))
    seats = _seats(account, one) if looks else []
    context = {
        "supervision": one, "form": form, "seats": seats, "looks": looks,
        "references": sorted(seat.reference for seat in one.seats.all()),
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return page(request, "cases/supervision.html", context, status=status)


def _seats(account: Account, one: Supervision) -> list[Seat]:
    """The supervisor's own standing seats, on record as every list of cases."""
    standing = Seat.objects.standing().filter(supervised__supervision=one, account=account)
    seats = list(standing.select_related("case__person", "supervised").order_by("supervised__pk"))
    if seats:
        look(
            by=account, page="cases:supervision", case_ids=[seat.case_id for seat in seats],
            areas=["overview"], right="VIEW", seat_ids=[seat.pk for seat in seats],
        )  # fmt: skip
    return seats

"""The consents a parent has given, limited and renewed as easily as given."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.consent.models import Basis
from tovholder.consent.rules import end_of_day
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view, whom_to_ask
from ..consents import decides_by, given_by, new_end, refusal_to_renew, resting_on
from ..effect import effect_of_renewal
from ..forms import LimitForm
from ..models import Case


@case_view(Right.VIEW)
def consents(request: HttpRequest, case: Case) -> HttpResponse:
    """Each consent the reader has given: who, what, why, until when."""
    if not case.door.is_family:
        raise PermissionDenied(whom_to_ask(case))
    context = {"case": case, "given": given_by(case.door.account, case)}
    return page(request, "cases/consents.html", context)


@case_view(Right.VIEW)
def limit(request: HttpRequest, case: Case, basis_id: uuid.UUID) -> HttpResponse:
    """Fewer people, less, or for a shorter time; the effect is read first."""
    basis = _own(case, basis_id)
    seats = resting_on(case, basis)
    form = LimitForm(request.POST or None, case=case, basis=basis, seats=seats)
    if form.is_valid() and form.is_confirmed:
        try:
            actions.limit_consent(
                case=case,
                basis=basis,
                receivers=form.kept,
                areas=form.cleaned_data["areas"],
                until=min(filter(None, (end_of_day(form.cleaned_data["until"]), basis.ends))),
                by=case.door.account,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:consents", case.pk, message=_("Your consent is limited."))
    context = {"case": case, "basis": basis, "form": form, "seats": seats}
    status = 422 if form.errors else 200
    return page(request, "cases/limit.html", context, status=status, asks_again=True)


@case_view(Right.VIEW)
def renew(request: HttpRequest, case: Case, basis_id: uuid.UUID) -> HttpResponse:
    """What goes on and until when; one tap, and it does."""
    basis = _own(case, basis_id)
    seats = resting_on(case, basis)
    decides = decides_by(case.door.account, case, basis, seats)
    refusal = refusal_to_renew(basis, seats, decides=decides)
    if request.method == "POST":
        try:
            actions.renew_consent(case=case, basis=basis, by=case.door.account)
        except ValidationError as refused:
            refusal = " ".join(refused.messages)
        else:
            return go(request, "cases:consents", case.pk, message=_("Your consent is renewed."))
    effects = effect_of_renewal(seats, new_end(basis))
    context = {"case": case, "basis": basis, "refusal": refusal, "effects": effects}
    status = 422 if request.method == "POST" else 200
    return page(request, "cases/renew.html", context, status=status)


def _own(case: Case, basis_id: uuid.UUID) -> Basis:
    """A consent that stands and that the reader has given; anybody else's does not exist."""
    basis = get_object_or_404(
        Basis.objects.standing()
        .filter(person=case.person_id, consent__isnull=False)
        .select_related("consent__given_by"),
        pk=basis_id,
    )
    if not basis.consent.is_from(case.door.account):
        raise PermissionDenied(whom_to_ask(case))
    return basis

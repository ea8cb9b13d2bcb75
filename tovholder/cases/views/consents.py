"""Consents: recorded with their effect in sight, and taken back at any time."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.consent import actions as consent_actions
from tovholder.consent.models import Basis
from tovholder.consent.rules import end_of_day
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view, whom_to_ask
from ..consents import seen_by
from ..effect import effect_of_withdrawal
from ..forms import ConsentForm, WithdrawalForm, kept_from
from ..models import Case, Seat
from ..wording import receivers
from .leaving import still_there


@case_view(Right.ADMIT)
def new(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask, show the effect in words, and record once exactly that effect is confirmed.

    Until then nothing has been done, and the answer is the form again, with the effect in it.
    """
    by = case.door.account
    if request.method != "POST":
        kept = renewed(case, request.GET.get("renews", "")) | asked_to_join(request)
        form = ConsentForm(case=case, by=by, kept=kept)
    elif request.POST.get("step") == "find":
        form = ConsentForm(case=case, by=by, kept=kept_from(request.POST))
    else:
        form = ConsentForm(request.POST, case=case, by=by)
    if form.is_valid() and form.is_confirmed:
        try:
            _share(case, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("The consent is recorded."))
    context = {"case": case, "form": form}
    status = 422 if form.errors else 200
    return page(
        request, "cases/consent_new.html", context, part="form", status=status, asks_again=True
    )


@case_view(Right.VIEW)
def withdrawal(request: HttpRequest, case: Case, basis_id: uuid.UUID) -> HttpResponse:
    """Say what closes, then close it at once."""
    basis = get_object_or_404(
        Basis.objects.standing()
        .filter(person=case.person_id, consent__isnull=False)
        .select_related("consent__given_by"),
        pk=basis_id,
    )
    if not case.door.may_withdraw(basis.consent):
        raise PermissionDenied(whom_to_ask(case))
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = case.door.account
        consent_actions.withdraw(basis=basis, by=by, reason=form.cleaned_data["reason"])
        message = _("The consent is withdrawn, and what rested on it is closed.")
        return go(request, still_there(case), message=message)
    effects = effect_of_withdrawal(case, basis)
    context = {
        "case": case, "basis": basis, "form": form, "effects": effects, "seen": seen_by(basis),
        "receivers": receivers(basis.consent.receiver, where=case.door.tells_where),
    }  # fmt: skip
    return page(request, "cases/withdrawal.html", context, status=422 if form.errors else 200)


def _share(case: Case, form: ConsentForm) -> None:
    given = form.cleaned_data
    actions.share_by_consent(
        case=case,
        receivers=form.colleagues,
        areas=given["areas"],
        purpose=given["purpose"],
        until=end_of_day(given["until"]),
        given_by=form.giver,
        form=given["form"],
        oral_reason=given["oral_reason"],
        witness=given["witness"],
        also_given_by=form.also_given_by,
        by=case.door.account,
    )


def asked_to_join(request: HttpRequest) -> dict[str, object]:
    """Whoever asks to join, chosen beforehand."""
    return {"receivers": chosen} if (chosen := request.GET.getlist("with")) else {}


def renewed(case: Case, key: str) -> dict[str, object]:
    """What a consent that runs out says, as a start for the next."""
    try:
        seats = list(
            Seat.objects.filter(case=case, basis=uuid.UUID(key)).select_related("basis__consent")
        )
    except ValueError:
        return {}
    if not seats:
        return {}
    return {
        "receivers": [str(seat.account_id) for seat in seats if seat.account_id],
        "areas": sorted({area for seat in seats for area in seat.areas}),
        "purpose": seats[0].basis.purpose,
    }

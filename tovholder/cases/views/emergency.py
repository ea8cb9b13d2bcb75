"""Reading a case in an emergency, and being told that somebody did."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tovholder.audit.trace import look
from tovholder.organisation.access import account_of, professional_only, signed_in
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.ui.pages import go, page

from .. import actions
from ..access import page_of
from ..emergency import areas_shown, nobody_to_tell, who_is_told
from ..forms import AnswerEmergencyForm, EmergencyForm
from ..models import EmergencyAccess, Seat
from ..wording import area_titles, basis_title


@sensitive_post_parameters()
@professional_only
@fresh_sign_in
def new(request: HttpRequest) -> HttpResponse:
    """First who, on which ground and why; then what will happen; then it is done."""
    account = account_of(request)
    form = EmergencyForm(request.POST or None, account=account)
    told = who_is_told()
    if form.is_valid() and told and "confirmed" in request.POST:
        try:
            opened = actions.open_in_emergency(by=account, **form.asked())
        except ValidationError as refusal:
            form = EmergencyForm(request.POST, account=account, asks_again=_asks(refusal))
            form.add_error(None, refusal)
        else:
            return _opened(request, opened)
    context = {"form": form, "told": told, "nobody": "" if told else nobody_to_tell()}
    if form.is_valid() and told:
        ahead = context | _ahead(form)
        return page(request, "cases/emergency_confirm.html", ahead, asks_again=True)
    status = 422 if form.errors else 200
    return page(request, "cases/emergency_new.html", context, status=status)


def _asks(refusal: ValidationError) -> bool:
    """Whether the same case was opened within a day, so that she must say so."""
    return "again" in getattr(refusal, "error_dict", {})


def _ahead(form: EmergencyForm) -> dict[str, Any]:
    """What will happen, told before it does."""
    ground = form.asked()["ground"]
    return {"minutes": ground.minutes, "areas": area_titles(areas_shown()), "ground": ground}


def _opened(request: HttpRequest, opened: actions.Opened) -> HttpResponse:
    if opened.case_id is None:
        message = _("There was nothing to open by what you wrote.")
        return go(request, "cases:emergency", opened.emergency_id, message=message)
    return go(request, "shell:case", opened.case_id, message=_("The case is open to you now."))


@signed_in
def emergency(request: HttpRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """Who looked, when, on which ground and why, for them and for those who were told."""
    account = account_of(request)
    found = EmergencyAccess.objects.visible_to(account).select_related("by", "seat")
    one = get_object_or_404(found, pk=emergency_id)
    # The reason tells of a child; whoever was told has no seat, and the case is not theirs to name.
    look(by=account, page=page_of(request))
    told = list(one.told.select_related("account", "answer").order_by("account__sort_key", "pk"))
    mine = next((each for each in told if each.account_id == account.pk), None)
    silent = mine is not None and getattr(mine, "answer", None) is None
    form = AnswerEmergencyForm(request.POST or None) if silent else None
    if mine is not None and form is not None and form.is_valid():
        try:
            actions.answer_emergency(told=mine, by=account, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "shell:day", message=_("Your answer is noted."))
    standing = Seat.objects.standing().filter(emergency=one, account=account).first()
    context = {
        "emergency": one, "told": told, "form": form, "standing": standing,
        "ground": basis_title(one.ground), "own": one.by_id == account.pk,
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return page(request, "cases/emergency.html", context, status=status)


@require_POST
@signed_in
def end(request: HttpRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """Give the access back before its time."""
    account = account_of(request)
    one = get_object_or_404(EmergencyAccess, pk=emergency_id, by=account)
    actions.end_emergency(emergency=one, by=account)
    return go(request, "cases:emergency", one.pk, message=_("The case is closed to you again."))

"""Somebody asks to join: a no with its reason."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import DeclineForm
from ..models import AskToJoin, Case


@case_view(Right.ADMIT)
def decline(request: HttpRequest, case: Case, ask_id: uuid.UUID) -> HttpResponse:
    """Say no to somebody who asks to join, and why."""
    waiting = AskToJoin.objects.of(case).waiting().select_related("account")
    ask = get_object_or_404(waiting, pk=ask_id)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        try:
            actions.decline_to_join(
                ask=ask, reason=form.cleaned_data["reason"], by=case.door.account
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("Your answer is noted."))
    context = {"case": case, "ask": ask, "form": form}
    return page(request, "cases/decline.html", context, status=422 if form.errors else 200)

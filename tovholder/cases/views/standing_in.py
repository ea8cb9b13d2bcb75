"""Sending a colleague in one's own place."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import StandInForm
from ..models import Case, Seat


@case_view(Right.CONTRIBUTE)
def stand_in(request: HttpRequest, case: Case, seat_id: uuid.UUID) -> HttpResponse:
    """Name a colleague who comes in one's place, until the meeting is over (S-55)."""
    mine = Seat.objects.standing().of_professionals().filter(case=case, account=case.door.account)
    seat = get_object_or_404(mine.select_related("case", "basis", "account"), pk=seat_id)
    form = StandInForm(request.POST or None, seat=seat)
    if form.is_valid():
        try:
            actions.stand_in(seat=seat, by=case.door.account, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("%(name)s comes in your place.") % {
                "name": form.cleaned_data["account"].name
            }
            return go(request, "cases:people", case.pk, message=message)
    context = {"case": case, "form": form}
    return page(request, "cases/stand_in.html", context, status=422 if form.errors else 200)

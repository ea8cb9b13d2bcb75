"""The unit one leads: how much each person carries."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tovholder.cases.untended import untended_at_unit_led
from tovholder.organisation.access import account_of, leader_only
from tovholder.ui.pages import page

from ..figures import FEWEST, load_of_unit_led, waiting_at_unit_led


@leader_only
def unit(request: HttpRequest) -> HttpResponse:
    """Numbers for each person, so that whoever carries most can be relieved, and what waits for
    somebody to hold its rope."""
    context = {
        "unit": account_of(request).professional.unit,
        "loads": load_of_unit_led(),
        "waiting": waiting_at_unit_led(),
        "untended": untended_at_unit_led(),
        "fewest": FEWEST,
        "month": timezone.localdate(),
    }
    return page(request, "shell/unit.html", context)

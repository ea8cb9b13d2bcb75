"""What the surroundings give: the child's wheel, the adults' own, and two days compared (S-38)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.cases.rules import refusal_when_closed
from tovholder.consent.rules import end_of_day
from tovholder.ui.dates import day_asked, day_text
from tovholder.ui.pages import go, page

from .. import actions
from ..rules import obstacle_to_seeing
from ..wheel_form import WheelForm
from ..wheels import Kept, Wheels, asked_of_adults, compare, kept, wheel_asked, where_to_talk


@case_view(Right.VIEW, areas=("meetings",))
def wheels(request: HttpRequest, case: Case) -> HttpResponse:
    """Side by side as they stand today; where one asks for another day, that day's beside them."""
    account = case.door.account
    told = kept(case, account)
    now, then_day = told.on(timezone.now()), day_asked(request.GET.get("then", ""))
    may_see = case.door.may(Right.CONTRIBUTE) and not refusal_when_closed(case)
    context = {
        "case": case, "child": case.person.given_name, "now": now, "talk": where_to_talk(now),
        "about_me": case.person.account_id == account.pk,
        "may_see": may_see and wheel_asked() and not obstacle_to_seeing(case, account),
        "own": now.of(account), "today": timezone.localdate(), "days": _earlier_days(told),
        **(_compared(told, now, then_day) if then_day else {}),
    }  # fmt: skip
    return page(request, "meetings/wheels.html", context)


@case_view(Right.CONTRIBUTE, areas=("meetings",))
def my_wheel(request: HttpRequest, case: Case) -> HttpResponse:
    """How one sees it oneself today; what was said before stays with its day."""
    account = case.door.account
    if obstacle := obstacle_to_seeing(case, account):
        raise PermissionDenied(obstacle)
    if not (instrument := wheel_asked()):
        raise Http404
    own = kept(case, account).on(timezone.now()).of(account)
    form = WheelForm(asked_of_adults(case), own, request.POST or None)
    if form.is_valid():
        try:
            actions.see(case=case, instrument=instrument, answers=form.answers(), by=account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "meetings:wheels", case.pk, message=_("Noted with today's date."))
    context = {"case": case, "child": case.person.given_name, "form": form}
    return page(request, "meetings/my_wheel.html", context, status=422 if form.errors else 200)


def _earlier_days(told: Kept) -> list[date]:
    """The days before today on which something was said, the newest first."""
    days = dict.fromkeys(timezone.localdate(moment) for moment in told.moments)
    return [one for one in days if one < timezone.localdate()]


def _compared(told: Kept, now: Wheels, day: date) -> dict[str, Any]:
    then = told.on(end_of_day(day))
    return {
        "then_day": day, "then_text": day_text(day), "then": then, "changes": compare(then, now)
    }  # fmt: skip

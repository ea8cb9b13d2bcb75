"""Who stands round the child: drawn, told as a list, and changed as a list (S-40)."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.consent.rules import end_of_day
from tovholder.ui.dates import day_asked, day_text
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import ActorForm, TakeOffForm, TellForm
from ..models import Actor, Case
from ..placing import around, waiting_for_a_place
from ..relations import Kept, Map, compare, where_to_begin


@case_view(Right.VIEW)
def relations(request: HttpRequest, case: Case) -> HttpResponse:
    """The map of today, and where one asks for another day, that day's and what has changed."""
    read = around(case)
    told, inside = read.kept, read.inside
    now = told.on(timezone.now())
    then_day = day_asked(request.GET.get("then", ""))
    context = {
        "case": case, "now": now, "drawing": now.drawing(_("Today")),
        "begin": where_to_begin(now, [one.account_id for one in inside if one.account_id]),
        "waiting": waiting_for_a_place(now, inside) if case.door.may(Right.CONTRIBUTE) else [],
        "today": timezone.localdate(), "days": _earlier_days(told),
        **(_compared(told, now, then_day) if then_day else {}),
    }  # fmt: skip
    return page(request, "cases/relations.html", context)


@case_view(Right.CONTRIBUTE)
def new(request: HttpRequest, case: Case) -> HttpResponse:
    """Put someone on the map."""
    read = around(case)
    waiting = waiting_for_a_place(read.kept.on(timezone.now()), read.inside)
    form = ActorForm(request.POST or None, waiting=waiting, asked=request.GET.get("who", ""))
    if form.is_valid():
        try:
            _place(case, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:relations", case.pk, message=_("Now on the map."))
    context = {"case": case, "form": form}
    return page(request, "cases/actor_new.html", context, status=422 if form.errors else 200)


@case_view(Right.CONTRIBUTE)
def tie(request: HttpRequest, case: Case, actor_id: uuid.UUID) -> HttpResponse:
    """Say how a tie is today; what was said before stays with its day."""
    actor = _on_the_map(case, actor_id)
    others = Actor.objects.of(case).filter(end__isnull=True).exclude(pk=actor.pk)
    form = TellForm(
        request.POST or None, child=case.person.given_name, others=list(others.order_by("at"))
    )
    if form.is_valid():
        try:
            actions.tell_bond(
                actor=actor, other=form.other, strength=form.cleaned_data["strength"],
                quality=form.cleaned_data["quality"], words=form.cleaned_data["words"],
                by=case.door.account,
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:relations", case.pk, message=_("Noted with today's date."))
    context = {"case": case, "actor": actor, "form": form, "said": around(case).kept.said_of(actor)}
    return page(request, "cases/actor.html", context, status=422 if form.errors else 200)


@case_view(Right.CONTRIBUTE)
def take_off(request: HttpRequest, case: Case, actor_id: uuid.UUID) -> HttpResponse:
    """Say that someone no longer stands round the child."""
    actor = _on_the_map(case, actor_id)
    form = TakeOffForm(request.POST or None)
    if form.is_valid():
        try:
            actions.take_off(actor=actor, reason=form.cleaned_data["reason"], by=case.door.account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:relations", case.pk, message=_("No longer on the map."))
    context = {"case": case, "actor": actor, "form": form}
    return page(request, "cases/actor_off.html", context, status=422 if form.errors else 200)


def _place(case: Case, form: ActorForm) -> None:
    told, chosen = form.cleaned_data, form.chosen
    actions.place_actor(
        case=case, by=case.door.account,
        name=chosen.name if chosen else told["name"],
        role="" if chosen else told["role"],
        account_id=chosen.account_id if chosen else None,
        sector=told["sector"], strength=told["strength"], quality=told["quality"],
        words=told["words"],
    )  # fmt: skip


def _on_the_map(case: Case, actor_id: uuid.UUID) -> Actor:
    return get_object_or_404(Actor.objects.of(case).filter(end__isnull=True), pk=actor_id)


def _earlier_days(told: Kept) -> list[date]:
    """The days before today on which something was said, the newest first."""
    days = dict.fromkeys(timezone.localdate(moment) for moment in told.moments)
    return [one for one in days if one < timezone.localdate()]


def _compared(told: Kept, now: Map, day: date) -> dict[str, Any]:
    then = told.on(end_of_day(day))
    title = day_text(day)
    return {
        "then_day": day, "then_text": title, "then": then, "then_drawing": then.drawing(title),
        "changes": compare(then, now),
    }  # fmt: skip

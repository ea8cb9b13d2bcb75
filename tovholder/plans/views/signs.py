"""Agreeing on signs, and saying what was seen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import go, page

from ..actions import add_sign, drop_sign, edit_sign, observe
from ..conflict import Conflict
from ..forms import NewSignForm, ObservationForm, ReasonForm, SignEditForm
from ..models import Goal, Observation, Seen, Sign, SignEnd
from ..plan import shown_sign
from .asking import AREAS, ask, one, place, sent, tried


@case_view(Right.PLAN, areas=AREAS)
def new(request: HttpRequest, case: Case, goal_id: UUID) -> HttpResponse:
    goal = one(Goal.objects.all(), case, goal_id)
    form = NewSignForm(sent(request))
    done = tried(form, lambda: add_sign(goal=goal, by=case.door.account, **form.cleaned_data))
    if isinstance(done, Sign):
        return go(request, place(case, goal), message=_("The sign is in the plan."))
    return ask(
        request,
        case,
        form,
        title=_("A sign that shows it"),
        button=_("Add the sign"),
        lead=goal.text,
    )


@case_view(Right.PLAN, areas=AREAS)
def edit(request: HttpRequest, case: Case, sign_id: UUID) -> HttpResponse:
    sign = one(Sign.objects.all(), case, sign_id)
    now = {"text": sign.text, "watchers": sign.watchers, "version": sign.version}
    form = SignEditForm(sent(request), initial=now)
    done = tried(form, lambda: edit_sign(sign=sign, by=case.door.account, **form.cleaned_data))
    if isinstance(done, Sign):
        return go(request, place(case, sign), message=_("The sign is changed."))
    return ask(
        request,
        case,
        form,
        title=_("Say the sign better"),
        button=_("Save"),
        lead=_("If you look for something else from now on, add a new sign instead."),
        conflict=done if isinstance(done, Conflict) else None,
    )


@case_view(Right.PLAN, areas=AREAS)
def end(request: HttpRequest, case: Case, sign_id: UUID) -> HttpResponse:
    sign = one(Sign.objects.all(), case, sign_id)
    form = ReasonForm(sent(request))
    done = tried(
        form,
        lambda: drop_sign(sign=sign, because=form.cleaned_data["text"], by=case.door.account),
    )
    if isinstance(done, SignEnd):
        return go(request, place(case, sign.goal), message=_("You no longer look for this sign."))
    return ask(
        request,
        case,
        form,
        title=_("Stop looking for a sign"),
        button=_("Stop looking"),
        lead=sign.text,
    )


@case_view(Right.OBSERVE, areas=AREAS)
def observations(request: HttpRequest, case: Case, sign_id: UUID) -> HttpResponse:
    sign = one(Sign.objects.select_related("goal"), case, sign_id)
    form = ObservationForm(sent(request), initial={"on": timezone.localdate()})
    done = tried(form, lambda: observe(sign=sign, by=case.door.account, **form.cleaned_data))
    if isinstance(done, Observation):
        message = _("Thank you. Written down: %(seen)s.") % {"seen": Seen(done.seen).label.lower()}
        return go(request, place(case, sign), message=message)
    written = Observation.objects.of(case).filter(sign=sign).in_order().with_names()
    sign.seen_over_time = list(written)
    context = {
        "case": case,
        "form": form,
        "sign": sign,
        "shown": shown_sign(sign, timezone.localdate()),
        "written": sign.seen_over_time[::-1],
        "answers": Seen.choices,
    }
    return page(request, "plans/observe.html", context, status=422 if form.is_bound else 200)

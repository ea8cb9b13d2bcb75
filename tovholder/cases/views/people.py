"""Who is with a person, who can see, and how an access begins and ends."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.people.models import Relation
from tovholder.people.wording import relation_word
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..effect import effect_of_ending
from ..forms import AdmitParentForm, EndAccessForm
from ..models import Case, Seat
from ..overview import overview
from ..rules import refusal_to_admit_parent
from .leaving import still_there


@case_view(Right.VIEW)
def people(request: HttpRequest, case: Case) -> HttpResponse:
    """Everyone with access: who, why, to what, until when."""
    context = {"case": case, "overview": overview(case), "parents": _parents_without(case)}
    return page(request, "cases/people.html", context)


@case_view(Right.ADMIT)
def end_access(request: HttpRequest, case: Case, seat_id: uuid.UUID) -> HttpResponse:
    """Say what closes, then end one access."""
    seat = get_object_or_404(
        Seat.objects.standing().filter(case=case).select_related("account", "forum", "basis"),
        pk=seat_id,
    )
    form = EndAccessForm(request.POST or None)
    if form.is_valid():
        try:
            actions.end_seat(seat=seat, by=case.door.account, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, still_there(case), message=_("The access has ended."))
    context = {"case": case, "seat": seat, "form": form, "effects": effect_of_ending(case, [seat])}
    return page(request, "cases/end_access.html", context, status=422 if form.errors else 200)


@case_view(Right.ADMIT)
def admit_parent(request: HttpRequest, case: Case, person_id: uuid.UUID) -> HttpResponse:
    """Let a parent with custody in."""
    relation = Relation.objects.filter(person=case.person_id, relative=person_id)
    found = relation.select_related("relative__account").first()
    if found is None:
        raise Http404
    form = AdmitParentForm(request.POST or None)
    if form.is_valid():
        try:
            actions.admit_parent(
                case=case, relative=found.relative, by=case.door.account,
                purpose=form.cleaned_data["purpose"],
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("The access has been given."))
    context = {
        "case": case, "relative": found.relative, "relation": relation_word(found.kind),
        "form": form, "refusal": refusal_to_admit_parent(case, found.relative),
    }  # fmt: skip
    return page(request, "cases/admit_parent.html", context, status=422 if form.errors else 200)


def _parents_without(case: Case) -> list[Relation]:
    """Parents with custody and a way to sign in who have no access yet."""
    if not case.door.may(Right.ADMIT):
        return []
    seats = Seat.objects.standing().filter(case=case, role=Seat.Role.PARENT)
    relations = Relation.objects.filter(
        person=case.person_id, custody=True, relative__account__isnull=False
    ).exclude(relative__account__in=seats.values("account"))
    return list(relations.select_related("relative").order_by("relative__sort_key"))

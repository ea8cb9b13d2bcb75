"""Who is with a person, who can see, and how an access begins and ends."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.people.models import Person, Relation
from tovholder.people.wording import relation_word
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..effect import effect_of_ending
from ..family import parents_of, refusal_to_give_sign_in
from ..forms import AdmitForm, EndAccessForm
from ..models import Case, Seat
from ..overview import overview, yeses_without_a_seat
from ..rules import refusal_to_admit_child, refusal_to_admit_parent
from ..trusting import trusted_at
from ..wording import receivers
from .leaving import still_there


@case_view(Right.VIEW)
def people(request: HttpRequest, case: Case) -> HttpResponse:
    """Everyone with access: who, why, to what, until when."""
    context = {
        "case": case,
        "overview": overview(case),
        "trusted": trusted_at(case),
        "yeses": [
            {
                "consent": consent,
                "receivers": receivers(consent.receiver, where=case.door.tells_where),
                "may_withdraw": case.door.may_withdraw(consent),
            }
            for consent in yeses_without_a_seat(case)
        ],
        **_family(case),
    }
    return page(request, "cases/people.html", context)


@case_view(Right.ADMIT, even_closed=True)
def end_access(request: HttpRequest, case: Case, seat_id: uuid.UUID) -> HttpResponse:
    """Say what closes, then end one access; in a closed case too."""
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
def admit(request: HttpRequest, case: Case, person_id: uuid.UUID) -> HttpResponse:
    """Let the child, or a parent with custody, in."""
    relation = Relation.objects.filter(person=case.person_id, relative=person_id)
    found = relation.select_related("relative__account").first()
    is_child = person_id == case.person_id
    if found is None and not is_child:
        raise Http404
    relative = found.relative if found else case.person
    form = AdmitForm(request.POST or None)
    if form.is_valid():
        try:
            _let_in(case, relative, form.cleaned_data["purpose"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("The access has been given."))
    context = {
        "case": case, "relative": relative, "form": form,
        "relation": relation_word(found.kind) if found else _("the child"),
        "refusal": refusal_to_admit_child(case) if is_child
        else refusal_to_admit_parent(case, relative),
    }  # fmt: skip
    return page(request, "cases/admit.html", context, status=422 if form.errors else 200)


def _let_in(case: Case, relative: Person, purpose: str) -> None:
    by = case.door.account
    if relative.pk == case.person_id:
        actions.admit_child(case=case, purpose=purpose, by=by)
    else:
        actions.admit_parent(case=case, relative=relative, purpose=purpose, by=by)


def _family(case: Case) -> dict[str, list[Person]]:
    """The child and parents with custody: who could have access now, and who could sign in."""
    if not case.door.may(Right.ADMIT):
        return {}
    inside = set(Seat.objects.standing().filter(case=case).values_list("account", flat=True))
    family = [*parents_of(case), case.person]
    return {
        "family": [one for one in family if one.account_id and one.account_id not in inside],
        "without_sign_in": [
            one for one in family if not refusal_to_give_sign_in(case, one, case.door.account)
        ],
    }

"""A one-time exchange draws to its end: ask for consent, let it last once more, or close."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.consent.models import Basis
from tovholder.consent.rules import refusal_to_prolong
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import ProlongForm
from ..models import Case
from ..wording import basis_title


@case_view(Right.ADMIT)
def prolong(request: HttpRequest, case: Case, basis_id: uuid.UUID) -> HttpResponse:
    """Say why once was not enough, and let it last once more."""
    found = Basis.objects.filter(person=case.person_id, seats__case=case).distinct()
    basis = get_object_or_404(found, pk=basis_id)
    form = ProlongForm(request.POST or None)
    if form.is_valid():
        try:
            actions.prolong(
                case=case, basis=basis, reason=form.cleaned_data["reason"], by=case.door.account
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("The exchange lasts longer."))
    context = {
        "case": case, "basis": basis, "title": basis_title(basis.kind), "form": form,
        "refusal": refusal_to_prolong(basis),
    }  # fmt: skip
    return page(request, "cases/prolong.html", context, status=422 if form.errors else 200)

"""The family becomes known, and gets a way to sign in."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tovholder.people.models import Person, Relation
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..family import refusal_to_give_sign_in
from ..forms import RelativeForm, SignInForm
from ..models import Case


@case_view(Right.ADMIT)
@sensitive_post_parameters("number")
def new(request: HttpRequest, case: Case) -> HttpResponse:
    """Add a relative of the child."""
    account = case.door.account
    country = account.professional.unit.country if account.is_professional else ""
    form = RelativeForm(request.POST or None, country=country)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_relative(
                case=case, given_name=said["given_name"], family_name=said["family_name"],
                kind=said["kind"], custody=said["custody"], national_id=said["number"], by=account,
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("The relative is known now."))
    context = {"case": case, "form": form}
    return page(request, "cases/relative_new.html", context, status=422 if form.errors else 200)


@case_view(Right.ADMIT)
@sensitive_variables("given")
def sign_in(request: HttpRequest, case: Case, person_id: uuid.UUID) -> HttpResponse:
    """Give someone of the family a sign-in; the first password is shown in this one answer."""
    one = _of_the_family(case, person_id)
    by, given = case.door.account, None
    refusal = refusal_to_give_sign_in(case, one, by)
    language = one.account.language if one.account else one.language
    form = SignInForm(request.POST or None, initial={"language": language})
    if form.is_valid():
        try:
            given = actions.give_sign_in(
                case=case, one=one, language=form.cleaned_data["language"], by=by
            )
        except ValidationError as told:
            form.add_error(None, told)
    context = {
        "case": case, "one": one, "form": form, "refusal": refusal, "given": given,
        "address": request.build_absolute_uri(settings.LOGIN_URL),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return page(request, "cases/family_sign_in.html", context, status=status)


def _of_the_family(case: Case, person_id: uuid.UUID) -> Person:
    """The child or one of the relatives; anyone else is nobody here."""
    near = Relation.objects.filter(person=case.person_id, relative=person_id)
    if person_id != case.person_id and not near.exists():
        raise Http404
    return Person.objects.select_related("account").get(pk=person_id)

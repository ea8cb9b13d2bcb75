"""Being away, and who stands in."""

import uuid

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.organisation import actions
from tovholder.organisation.access import account_of, professional_only
from tovholder.organisation.models import Absence, Account
from tovholder.organisation.rules import for_whom
from tovholder.ui.pages import go, page

from ..forms import AbsenceForm


@professional_only
def absences(request: HttpRequest) -> HttpResponse:
    """Who stands in for me and for whom I do; for a leader, for everyone of the unit."""
    account = account_of(request)
    form = AbsenceForm(request.POST or None, by=account, about=request.GET.get("account", ""))
    if form.is_valid():
        try:
            made = actions.be_away(by=account, **form.said())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            names = {"cover": made.cover.name, "name": made.account.name}
            message = _("%(cover)s stands in for %(name)s.") % names
            return go(request, "cases:absences", message=message)
    context = {"form": form, "absences": list(_told(account)), "may_end": _may_end(account)}
    return page(request, "cases/absences.html", context, status=422 if form.errors else 200)


@require_POST
@professional_only
def end(request: HttpRequest, absence_id: uuid.UUID) -> HttpResponse:
    """End an absence before its time: what was open through it is closed at once."""
    account = account_of(request)
    mine = Absence.objects.filter(account__in=for_whom(account))
    absence = get_object_or_404(mine.select_related("account__professional"), pk=absence_id)
    actions.be_back(absence=absence, by=account)
    return go(request, "cases:absences", message=_("Nobody stands in any more."))


def _told(account: Account) -> QuerySet[Absence]:
    near = Q(account__in=for_whom(account)) | Q(cover=account)
    return Absence.objects.not_over().filter(near).told()[:50]


def _may_end(account: Account) -> set[int]:
    return set(for_whom(account).values_list("pk", flat=True))

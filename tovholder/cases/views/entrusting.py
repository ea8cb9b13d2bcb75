"""Giving a colleague the cases of somebody who has gone."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.organisation.access import account_of, leader_only
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import EntrustForm


@leader_only
@fresh_sign_in
def entrust(request: HttpRequest) -> HttpResponse:
    """Choose the colleague; which cases it is, is told to them alone."""
    by = account_of(request)
    form = EntrustForm(request.POST or None, by=by, about=request.GET.get("account", ""))
    if form.is_valid():
        try:
            actions.entrust(by=by, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("%(name)s is asked, and can open the cases.")
            to = form.cleaned_data["to"].name
            return go(request, "shell:unit", message=message % {"name": to})
    context = {"form": form}
    return page(request, "cases/entrust.html", context, status=422 if form.errors else 200)

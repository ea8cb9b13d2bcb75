"""Units, forums and accounts kept in order, by someone who sees no case."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tovholder.catalogue import catalogue
from tovholder.organisation.access import account_of, administrator_only
from tovholder.organisation.actions import (
    add_account,
    add_forum,
    add_unit,
    employ,
    join,
    stop_working,
    take_codes_away,
)
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.organisation.models import Account
from tovholder.ui.dates import day_text
from tovholder.ui.pages import go, page

from ..administration import MOST_ROWS, accounts, forums, officers, units
from ..forms import AccountForm, ForumForm, LastDayForm, LostForm, MemberForm, UnitForm
from ..sealing import late_sealing


@administrator_only
def overview(request: HttpRequest) -> HttpResponse:
    """Every unit and forum, and the accounts one searches for."""
    searched = request.GET.get("name", "")[:100].replace("\0", "").strip()
    found = accounts(searched)
    context = {
        "units": units(),
        "forums": forums(),
        "officers": officers(),
        "accounts": found[:MOST_ROWS],
        "more": len(found) > MOST_ROWS,
        "searched": searched,
        "set_aside": catalogue().set_aside,
        "late_sealing": late_sealing(),
        "told": catalogue().municipality.told,
    }
    return page(request, "shell/administration.html", context)


@administrator_only
def new_unit(request: HttpRequest) -> HttpResponse:
    """Add a place of work."""

    def do(answers: dict[str, Any], by: Account) -> str:
        add_unit(**answers, by=by)
        return _("%(name)s has been added.") % answers

    return _form(request, UnitForm, _("Add a unit"), do)


@administrator_only
@fresh_sign_in
@sensitive_post_parameters("password")
def new_account(request: HttpRequest) -> HttpResponse:
    """Give someone an account, and say where they work."""

    def do(answers: dict[str, Any], by: Account) -> str:
        account = add_account(
            username=answers["username"],
            name=answers["name"],
            language=answers["language"],
            password=answers["password"] or None,
            by=by,
        )
        if answers["unit"]:
            employ(
                account=account,
                unit=answers["unit"],
                profession=answers["profession"],
                is_leader=answers["is_leader"],
                by=by,
            )
        return _("%(name)s has an account now.") % answers

    return _form(request, AccountForm, _("Add an account"), do)


@administrator_only
@fresh_sign_in
def new_forum(request: HttpRequest) -> HttpResponse:
    """Set up a team with a fixed day."""

    def do(answers: dict[str, Any], by: Account) -> str:
        add_forum(**answers, by=by)
        return _("%(name)s has been added.") % answers

    return _form(request, ForumForm, _("Add a team"), do)


@administrator_only
@fresh_sign_in
def new_member(request: HttpRequest) -> HttpResponse:
    """Give someone a place in a team."""

    def do(answers: dict[str, Any], by: Account) -> str:
        join(**answers, by=by)
        return _("%(name)s sits in %(team)s now.") % {
            "name": answers["account"].name,
            "team": answers["forum"].name,
        }

    return _form(request, MemberForm, _("Add a member to a team"), do)


@administrator_only
def new_last_day(request: HttpRequest) -> HttpResponse:
    """Say when someone stops working here."""

    def do(answers: dict[str, Any], by: Account) -> str:
        account = answers["account"]
        stop_working(professional=account.professional, last_day=answers["last_day"], by=by)
        return _("%(name)s works here until %(day)s, that day included.") % {
            "name": account.name, "day": day_text(answers["last_day"]),
        }  # fmt: skip

    return _form(request, LastDayForm, _("Note a last day"), do)


@administrator_only
@fresh_sign_in
def lost_codes(request: HttpRequest) -> HttpResponse:
    """Take codes and passkeys away from somebody whose telephone is gone."""

    def do(answers: dict[str, Any], by: Account) -> str:
        take_codes_away(**answers, by=by)
        return _("%(name)s signs in with the password alone now.") % {
            "name": answers["account"].name
        }

    return _form(request, LostForm, _("Take codes and passkeys away"), do)


def _form(
    request: HttpRequest,
    kind: type[Any],
    heading: str,
    do: Callable[[dict[str, Any], Account], str],
) -> HttpResponse:
    form = kind(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            message = do(form.cleaned_data, account_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "shell:administration", message=message)
    context = {"form": form, "form_heading": heading}
    status = 422 if form.errors else 200
    return page(request, "shell/administration_form.html", context, status=status)

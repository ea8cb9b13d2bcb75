"""Who may ask about looks: whoever leads a unit, and the officer."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from tovholder.organisation.access import View, account_of, is_officer, leads_unit, signed_in
from tovholder.ui.declare import declared


def may_ask(view: View) -> View:
    """For whoever leads a unit, and the officer; others are told nothing is here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = account_of(request)
        if not leads_unit(account) and not is_officer(account):
            raise Http404
        return view(request, *args, **kwargs)

    return declared(signed_in(guarded), "asks about looks")

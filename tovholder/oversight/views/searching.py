"""The officer's page: the trace itself, searched for a purpose."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from tovholder.audit.limits import limit
from tovholder.organisation.access import account_of, officer_only
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.ui.pages import page

from ..forms import SearchForm
from ..searching import persons_named, search

TIMES, SECONDS = 60, 3_600  # names asked for in an hour: an inquiry, and not a browsing


@officer_only
@fresh_sign_in
def trace(request: HttpRequest) -> HttpResponse:
    """Ask, and show what the trace holds; a name asks first who is meant.

    Whom somebody chose before stays chosen only while the name they are found by stands there.
    """
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            context |= _found(request, form)
        except ValidationError as refusal:
            form.add_error("about", refusal)
    return page(request, "oversight/trace.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    asked, about = form.asked(), form.cleaned_data["about"].strip()
    chosen = None
    if about:
        limit("find in trace", str(account_of(request).pk), times=TIMES, seconds=SECONDS)
        persons = persons_named(asked.purpose, about)
        chosen = next((one for one in persons if one.id == asked.person), None)
        if chosen is None:
            return {"persons": persons}
    asked = replace(asked, person=chosen.id if chosen else None)
    rows, after = search(asked, request.POST.get("after", ""))
    return {"rows": rows, "next": after, "searched": True, "chosen": chosen}

"""My cases."""

import uuid
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tovholder.audit.trace import look, trace
from tovholder.organisation.access import account_of, signed_in
from tovholder.ui.pages import go, page

from ..holding import held_by
from ..worklist import listing, own_cases

CLOSED_SHOWN = 10  # rows; the rest is a link away


FOUND = "cases.found"  # the words searched for stand in the session, never in an address


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """One's own cases, the open ones first; one look names every case that is shown."""
    if request.method == "POST":
        return _search(request)
    account = account_of(request)
    words = str(request.session.get(FOUND, "")) if "found" in request.GET else ""
    only_closed = request.GET.get("show") == "closed"
    after = _key(request.GET.get("after", ""))
    held = held_by(account)
    own = own_cases(held)
    shown = listing(account, own, closed=only_closed, words=words, after=after)
    closed = None
    if not only_closed and after is None:
        closed = listing(account, own, closed=True, words=words, size=CLOSED_SHOWN)
    case_ids = shown.case_ids + (closed.case_ids if closed else [])
    look(
        by=account, page="cases:list", case_ids=case_ids, areas=["overview"], right="VIEW",
        seat_ids=held.seats_at(case_ids, "overview"),
    )  # fmt: skip
    context = {
        "listing": shown, "closed": closed, "only_closed": only_closed, "words": words,
        "after": after, "has_cases": bool(own.open or own.closed),
        "at_work": account.is_professional,
    }  # fmt: skip
    return page(request, "cases/list.html", context, part="results")


def _search(request: HttpRequest) -> HttpResponse:
    """Keep the words as long as somebody is signed in, and show what they find.

    An address lies in the browser's history and in logs, where no child's name belongs; going
    back from a case finds the same list.
    """
    words = request.POST.get("find", "").replace("\x00", "")[:100].strip()
    if words:
        trace("cases.search", by=account_of(request), detail={"searched": words})
    request.session[FOUND] = words
    asked = {"show": "closed"} if request.POST.get("show") == "closed" else {}
    found = {"found": ""} if words else {}
    return go(request, f"{reverse('cases:list')}?{urlencode(asked | found)}".rstrip("?"))


def _key(text: str) -> uuid.UUID | None:
    """A key someone sent, or nothing where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None

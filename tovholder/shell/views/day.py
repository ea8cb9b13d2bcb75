"""My day: a sentence and one action each."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tovholder.audit.trace import look
from tovholder.organisation.access import account_of, signed_in
from tovholder.ui.dates import day_text
from tovholder.ui.pages import page

from ..navigation import holds_office
from ..reading import day_of

AREAS = ("meetings", "overview", "plan")


@signed_in
def day(request: HttpRequest) -> HttpResponse:
    """What I promised, what waits for me, whom I meet, what runs out."""
    account = account_of(request)
    mine = day_of(account)
    if mine.case_ids:
        look(
            by=account, page="shell:day", case_ids=mine.case_ids, areas=AREAS,
            seat_ids=mine.seat_ids,
        )  # fmt: skip
    if mine.concern_ids:
        look(by=account, page="shell:day", case_ids=mine.concern_ids, areas=["concern"])
    context = {
        "day": mine,
        "today": _today(),
        "at_work": account.is_professional or account.is_administrator or holds_office(account),
    }
    return page(request, "shell/day.html", context)


def _today() -> str:
    words = day_text(timezone.localdate(), weekday=True)
    return words[:1].upper() + words[1:]

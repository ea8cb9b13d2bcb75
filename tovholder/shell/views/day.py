"""My day: a sentence and one action each."""

from django.http import HttpRequest, HttpResponse

from tovholder.organisation.access import signed_in
from tovholder.ui.pages import page


@signed_in
def day(request: HttpRequest) -> HttpResponse:
    """What I promised, what waits for me, whom I meet, what expires."""
    return page(request, "shell/day.html", {"groups": []})

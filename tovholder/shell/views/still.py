"""An open page asks whether it may still be seen."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from tovholder.organisation.access import signed_in
from tovholder.organisation.models import Account

from ..still import Seen, Standing

ANSWERS = {Standing.ALL: 204, Standing.SOME: 205, Standing.NOTHING: 404}


@signed_in
@require_safe
def still(request: HttpRequest) -> HttpResponse:
    """204: all of it. 205: not all, show the page anew. 404: nothing. 401: another reads now.

    The answer has no words. Its token lets the page's forms be sent after signing in again.
    """
    account: Account = request.user  # type: ignore[assignment]
    seen = Seen.unsealed(request.headers.get("Seen", ""))
    if seen is None:
        return HttpResponse(status=404)
    if seen.account_id != account.pk:
        return HttpResponse(status=401)
    answer = HttpResponse(status=ANSWERS[seen.standing(account)])
    answer["Token"] = get_token(request)
    return answer

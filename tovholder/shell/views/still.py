"""An open page asks whether it may still be seen."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.models import Account

from ..still import Seen, Standing

MOST = 12  # seals one page may ask with
ANSWERS = {Standing.ALL: 204, Standing.SOME: 205, Standing.NOTHING: 404}


@signed_in
@require_safe
def still(request: HttpRequest) -> HttpResponse:
    """204: all of it. 205: not all, show the page anew. 404: nothing. 401: another reads now.

    A page names itself first and then the parts it has fetched since. The answer has no words.
    Its token lets the page's forms be sent after signing in again.
    """
    account = account_of(request)
    seals = request.headers.get("Seen", "").split()
    whole, *parts = [Seen.unsealed(seal) for seal in seals[:MOST]] or [None]
    if whole is None or None in parts:
        return HttpResponse(status=404)
    if whole.account_id != account.pk:
        return HttpResponse(status=401)
    standing = whole.standing(account)
    if standing == Standing.ALL and any(_has_less(part, account) for part in parts):
        standing = Standing.SOME
    answer = HttpResponse(status=ANSWERS[standing])
    answer["Token"] = get_token(request)
    return answer


def _has_less(part: Seen | None, account: Account) -> bool:
    return part is not None and part.standing(account) != Standing.ALL

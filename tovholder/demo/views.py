"""The cast of the demonstration, one click each."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tovholder.organisation.access import open_to_all
from tovholder.organisation.models import Account
from tovholder.ui.pages import go, page

from .cast import NAMES
from .roles import role_of


@open_to_all
def cast(request: HttpRequest) -> HttpResponse:
    """Everyone one can be, with what they come here to do."""
    _only_in_the_demonstration()
    accounts = {a.username: a for a in Account.objects.filter(username__in=NAMES)}
    people = [(accounts[name], role_of(name)) for name in NAMES if name in accounts]
    return page(request, "demo/cast.html", {"people": people})


@open_to_all
@require_POST
def sign_in(request: HttpRequest, name: str) -> HttpResponse:
    """Be one of the cast. Exists in the demonstration alone."""
    _only_in_the_demonstration()
    account = Account.objects.filter(username=name).first() if name in NAMES else None
    if account is None:
        raise Http404
    login(request, account)
    return go(request, "shell:day")


def _only_in_the_demonstration() -> None:
    if not settings.DEMO:
        raise Http404

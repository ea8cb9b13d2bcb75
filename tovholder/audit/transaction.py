"""One request, one transaction, one pair of eyes (design, wall 2)."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .context import set_account
from .models import Once

PERSONAL = re.compile(
    r'"(people|consent|cases|plans|instruments|concerns|meetings|gatherings'
    r"|journal|therapy|networks)_"
)


class OutsideTransaction(RuntimeError):
    """A read of personal data was tried outside a transaction with an account."""


def refuse_outside(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001 Django's signature
    context: dict[str, Any],
) -> Any:
    """Refuse to touch personal data where no transaction holds the account."""
    if not context["connection"].in_atomic_block and PERSONAL.search(str(sql)):
        raise OutsideTransaction(str(sql)[:120])
    return execute(sql, params, many, context)


class TransactionMiddleware:
    """Open the transaction, set the account, keep or undo, and do the same request once.

    Anything that fails (an exception, a status from 500) leaves nothing. A page not found is
    kept, so that refused tries are on record.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with connection.execute_wrapper(refuse_outside), transaction.atomic():
            user = getattr(request, "user", None)
            set_account(user if user is not None and user.is_authenticated else None)
            response = self._answer(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        key = _key_of(request)
        if key is None:
            return self.get_response(request)
        if not _first_time(key, request):
            return _same_answer(key, request)
        response = self.get_response(request)
        # A refused form keeps its key free, so that it can be corrected and sent again.
        if response.status_code >= 500:
            return response
        if response.status_code >= 400 or getattr(response, "asks_again", False):
            Once.objects.filter(key=key).delete()
        elif location := response.headers.get("Location"):
            Once.objects.filter(key=key).update(location=location)
        return response


def _key_of(request: HttpRequest) -> UUID | None:
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def _first_time(key: UUID, request: HttpRequest) -> bool:
    """A second request waits here for the first to end, and then finds its row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_once (key, account, path, location) VALUES (%s, %s, %s, '')"
            " ON CONFLICT DO NOTHING",
            [key, request.user.pk, request.path],
        )
        return bool(cursor.rowcount == 1)


def _same_answer(key: UUID, request: HttpRequest) -> HttpResponse:
    first = Once.objects.filter(key=key, account=request.user.pk or 0).first()
    if first is None or not first.location:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204)
        back = urlsplit(request.headers.get("Referer", "")).path or request.path
        return HttpResponseRedirect(back, status=303)
    return HttpResponseRedirect(first.location, status=303)

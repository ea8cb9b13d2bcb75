"""The whole vocabulary between a view and the browser: `page` and `go`.

A page answers with itself, or with the one part of it that the view names. The browser
never chooses the part. Without JavaScript the same views answer with whole pages.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
    asks_again: bool = False,
) -> HttpResponse:
    """Answers with a template, or with `template#part` when htmx asks for a part.

    `asks_again` for a form that was in order and is shown once more: nothing has been done, and
    its key stays free to be sent again (audit/transaction.py).

    An htmx request that arrives at a page without a named part (a redirect led to quite
    another page) is told to go there as a browser does, before anything is rendered, so
    that messages waiting for the person are not used up unseen.
    """
    wants_part = asks_for_part(request)
    if wants_part and part is None and request.method == "GET":
        return HttpResponse(headers={"HX-Redirect": request.get_full_path()})
    name = f"{template}#{part}" if wants_part and part else template
    response = render(request, name, context, status=status)
    response.asks_again = asks_again  # type: ignore[attr-defined] # told to the transaction
    if wants_part and part is None:
        response["HX-Retarget"] = "body"
        response["HX-Reswap"] = "outerHTML"
    patch_vary_headers(response, ("HX-Request", "HX-Request-Type"))
    return response


def go(
    request: HttpRequest, to: Any, *args: Any, message: str | None = None, **kwargs: Any
) -> HttpResponseRedirect:
    """Sends the browser on with 303 after something was done.

    `to` is a URL name with its arguments, an address, or an object that knows its own.
    `message` waits and is shown at the top of the page that comes.
    """
    if message:
        messages.success(request, message)
    response = HttpResponseRedirect(resolve_url(to, *args, **kwargs))
    response.status_code = 303
    return response


def asks_for_part(request: HttpRequest) -> bool:
    """Whether htmx will place the answer inside the page it already shows."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-Request-Type") != "full"

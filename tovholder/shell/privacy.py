"""What one person sees is kept by nobody on the way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from tovholder.ui.pages import asks_for_part

from .still import Seen


class PrivatePages:
    """Pages of someone who is signed in are kept nowhere, not even in their own browser.

    Going back asks the door again, also after a seat or a session has ended. What was typed is
    kept by the pages themselves (decision 10). A part of a page says what it has shown, as the
    whole page does, so that the open page asks again about that too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        if request.method == "GET" and request.user.is_authenticated and asks_for_part(request):
            response["Seen"] = Seen.on(request).sealed()
        return response

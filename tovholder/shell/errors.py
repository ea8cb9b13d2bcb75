"""What a person sees when something is missing, refused or broken: calm, and nothing lost.

A hidden page and a missing one are answered alike. Where the request itself was at fault or the
house is broken, the page asks the database nothing: there may be no transaction to ask in.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context, engines
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tovholder.organisation.access import account_of, asked_to_sign_in
from tovholder.organisation.fresh import FreshSignInNeeded
from tovholder.ui.declare import open_to_all
from tovholder.ui.pages import go, page

from . import typed
from .elsewhere import doors
from .forms import PasskeyForm, SignInForm
from .signing import again_form, own_address, ways_again

ERROR = "shell/error.html"


@open_to_all
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where more was sent than a form of ours can hold."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return _bare(
            request,
            413,
            _("This is too much at once"),
            _("Send a little less, for example the text in two parts."),
        )
    return _bare(
        request,
        400,
        _("We could not read this"),
        _("Something was lost on the way. Go back and try again."),
    )


@open_to_all
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the door says whom to ask."""
    sentence = str(exception) or _("Your access does not cover this.")
    return _told(request, 403, _("You cannot do this"), sentence)


@open_to_all
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django's
    """404: whether there is nothing or nothing for you is not told."""
    return _told(
        request,
        404,
        _("There is nothing here"),
        _("The address may be wrong, or the page is not for you."),
    )


@open_to_all
def broken(request: HttpRequest) -> HttpResponse:
    """500: our own fault."""
    return _bare(
        request,
        500,
        _("Something is broken here"),
        _("It is not your fault. Nothing was saved. Try again in a moment."),
    )


@open_to_all
@sensitive_post_parameters()
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 Django's
    """The page had grown old, or came from elsewhere; from our own page it can be sent again."""
    sent = typed.read(request)
    return lost_nothing(request, sent, may_send=_is_own(request), status=403)


def lost_nothing(
    request: HttpRequest, sent: typed.Typed, *, may_send: bool, status: int = 200
) -> HttpResponse:
    """What was typed, to copy, and to send again where it came from a page of ours."""
    context: dict[str, Any] = {
        "typed": sent,
        "may_send": may_send and request.user.is_authenticated,
    }
    if not request.user.is_authenticated:
        context |= {"form": SignInForm(initial={"kept": sent.sealed()})} | doors(request)
    return page(request, "shell/nothing_lost.html", context, status=status)


# Doors that ask nobody to sign in: whoever sends something there is answered by the view.
FOR_NOBODY = frozenset({"open", "secret"})


class KeepTyped:
    """Where a session has ended while somebody wrote: show the words instead of only the door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return _told(
                request,
                405,
                _("There is nothing to read here"),
                _("Something can be sent to this address, but nothing is shown."),
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_rest: object
    ) -> HttpResponse | None:
        """Answer in the view's place where someone who is not signed in sends a form."""
        door = getattr(view, "declares", "open")
        if request.method != "POST" or door in FOR_NOBODY or request.user.is_authenticated:
            return None
        sent = typed.read(request)
        if sent.words:
            return lost_nothing(request, sent, may_send=True, status=401)
        written_on = urlsplit(request.headers.get("Referer", "")).path
        return asked_to_sign_in(request, own_address(request, written_on))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Ask who it is, before a form is shown or with what was sent kept."""
        if not isinstance(exception, FreshSignInNeeded):
            return None
        if request.method == "POST":
            return ask_again(request, kept=typed.read(request))
        return go(
            request, f"{reverse('shell:again')}?{urlencode({'next': request.get_full_path()})}"
        )


def ask_again(
    request: HttpRequest, *, kept: typed.Typed | None, form: Form | None = None
) -> HttpResponse:
    """Show once more who you are, in the middle of an act."""
    refused = form if isinstance(form, PasskeyForm) else None
    asked = _once_more(request, kept, refused) if form is None or refused else form
    context = {"form": asked, "refused": refused, "typed": kept} | ways_again(request)
    context["said"] = request.GET.get("said", "")
    faulty = form is not None and form.errors
    return page(
        request, "shell/again.html", context, status=422 if faulty else 403 if kept else 200
    )


def _once_more(request: HttpRequest, kept: typed.Typed | None, refused: PasskeyForm | None) -> Form:
    """The form that asks for something typed; what a device said wrongly is told over it."""
    wanted = refused.data.get("next", "") if refused else request.GET.get("next", "")
    sealed = kept.sealed() if kept else ""
    return again_form(account_of(request))(initial={"kept": sealed, "next": wanted})


def _is_own(request: HttpRequest) -> bool:
    """Whether the form stood on a page of this house, as the browser says."""
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.get_host()


def _told(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    context = {"error_heading": heading, "sentence": sentence}
    return page(request, ERROR, context, status=status)


def _bare(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    context = Context(
        {
            "request": request,
            "csrf_token": get_token(request),
            "error_heading": heading,
            "sentence": sentence,
        }
    )
    template = engines["django"].engine.get_template(ERROR)  # type: ignore[attr-defined] # Django's own engine has it
    return HttpResponse(template.render(context), status=status)

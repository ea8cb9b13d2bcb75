"""What is decided about a concern; after it comes the next one of the queue."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.organisation.models import Membership
from tovholder.ui.pages import go, page

from .. import actions
from ..access import TRIAGE, concern_view
from ..forms import DecidingForm, EffortForm, EndForm, QuestionForm, ReferralForm, SendingOnForm
from ..models import Concern
from ..queue import next_after
from .triage import opened

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@concern_view(TRIAGE)
def effort(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Something is done where the child is."""
    form = EffortForm(request.POST or None, initial=_seen_so_far(concern))
    return _decide(request, concern, form, actions.decide_locally, "effort")


@require_http_methods(METHODS)
@concern_view(TRIAGE)
def question(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Ask the author for more."""
    form = QuestionForm(request.POST or None, initial=_seen_so_far(concern))
    return _decide(request, concern, form, actions.ask_for_more, "question")


@require_http_methods(METHODS)
@concern_view(TRIAGE)
def sending_on(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Somebody of the team takes it home, and a case is opened."""
    form = SendingOnForm(request.POST or None, initial=_seen_so_far(concern), forum=concern.forum)
    return _decide(request, concern, form, actions.send_on, "sending-on")


@require_http_methods(METHODS)
@concern_view(TRIAGE)
def referral(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Another team takes over, with everything that was said."""
    form = ReferralForm(request.POST or None, initial=_seen_so_far(concern), concern=concern)
    return _decide(request, concern, form, actions.refer, "referral")


@require_http_methods(METHODS)
@concern_view(TRIAGE)
def end(request: HttpRequest, concern: Concern) -> HttpResponse:
    """The team needs to do no more."""
    form = EndForm(request.POST or None, initial=_seen_so_far(concern))
    return _decide(request, concern, form, actions.end, "end")


def _decide(
    request: HttpRequest,
    concern: Concern,
    form: DecidingForm,
    decide: Callable[..., object],
    kind: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        memberships = list(
            Membership.objects.current().filter(
                account=concern.door.account.pk, forum=concern.forum_id
            )
        )
        following = next_after(concern, memberships)
        try:
            decide(concern=concern, by=concern.door.account, **form.said())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _next(request, following)
    context = {**opened(concern), "form": form, "kind": kind}
    return page(request, "concerns/decide.html", context, status=422 if form.is_bound else 200)


def _next(request: HttpRequest, following: object) -> HttpResponse:
    if following is None:
        return go(request, "shell:triage", message=_("Decided. Nothing more waits in the queue."))
    return go(request, "concerns:look-at", following, message=_("Decided. This is the next one."))


def _seen_so_far(concern: Concern) -> dict[str, object]:
    return {"after": concern.decisions_made}

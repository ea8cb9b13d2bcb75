"""On what basis the others may read: only the leader comes here."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tovholder.instruments.reading import read
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Part, concern_view
from ..forms import AgreedForm, AnonymousForm, ExchangeForm
from ..legal import bases_for_exchange
from ..models import Concern, Ground
from ..preview import preview

LEADER = frozenset({Part.LEADER})


@require_GET
@concern_view(LEADER)
def choose(request: HttpRequest, concern: Concern) -> HttpResponse:
    """The three ways, and what each of them lets the others see."""
    return page(request, "concerns/ground.html", _about(concern))


@require_http_methods(["GET", "HEAD", "POST"])
@concern_view(LEADER)
def agreed(request: HttpRequest, concern: Concern) -> HttpResponse:
    """The parents agreed: when and how."""
    form = AgreedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        recorded = _try(
            form,
            lambda: actions.agree(
                concern=concern,
                on=said["agreed_on"],
                how=said["agreed_how"],
                by=concern.door.account,
            ),
        )
        if recorded:
            return _on(request, concern)
    return _page(request, "concerns/agreed.html", concern, form)


@require_http_methods(["GET", "HEAD", "POST"])
@concern_view(LEADER)
def anonymous(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Read through what the others will read, hide more, and confirm.

    Until it is confirmed nothing has been done, and the answer is the form again.
    """
    form = AnonymousForm(request.POST or None)
    form.is_valid()
    also = form.hidden_words()
    if "confirm" in request.POST and form.is_valid():
        recorded = _try(
            form,
            lambda: actions.discuss_anonymously(
                concern=concern, also=also, by=concern.door.account
            ),
        )
        if recorded:
            return _on(request, concern)
    more = {"preview": preview(concern, also), "also": also}
    if "preview" in request.POST and form.is_valid():
        form = AnonymousForm(initial={"also": form.cleaned_data["also"]})
    refused = request.method == "POST" and bool(form.errors)
    return _page(request, "concerns/anonymous.html", concern, form, more, refused=refused)


@require_http_methods(["GET", "HEAD", "POST"])
@concern_view(LEADER)
def exchange(request: HttpRequest, concern: Concern) -> HttpResponse:
    """A one-time exchange: first why not otherwise, then why, between whom, on which law."""
    form = ExchangeForm(request.POST or None, country=concern.forum.unit.country)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        recorded = _try(
            form,
            lambda: actions.exchange_once(
                concern=concern,
                why_not=form.why_not(),
                necessary=said["necessary"],
                parties=said["parties"],
                legal_basis=said["legal_basis"],
                again=said["again"],
                by=concern.door.account,
            ),
        )
        if recorded:
            return _on(request, concern)
    return _page(request, "concerns/exchange.html", concern, form)


def _try(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it, or put what was refused on the form."""
    try:
        act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _on(request: HttpRequest, concern: Concern) -> HttpResponse:
    message = _("The basis is recorded. The team can read the concern now.")
    return go(request, "concerns:look-at", concern.pk, message=message)


def _about(concern: Concern) -> dict[str, object]:
    return {
        "concern": concern,
        "identity": concern.identity,
        "readings": read(concern.sheet.asked_by(), concern.sheet.answers),
        "ground": Ground.objects.standing().filter(concern=concern).first(),
        "child_known": concern.matches.exists(),
        "exchange_possible": bool(bases_for_exchange(concern.forum.unit.country)),
    }


def _page(
    request: HttpRequest,
    template: str,
    concern: Concern,
    form: forms.Form,
    more: dict[str, object] | None = None,
    *,
    refused: bool | None = None,
) -> HttpResponse:
    context = {**_about(concern), "form": form, **(more or {})}
    wrong = form.is_bound if refused is None else refused
    return page(request, template, context, status=422 if wrong else 200, asks_again=not wrong)

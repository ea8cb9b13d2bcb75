"""Coming in by a provider outside the house, and one's own connections there."""

import logging
import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tovholder.audit.limits import limit
from tovholder.organisation.access import account_of, open_to_all, signed_in
from tovholder.organisation.actions import account_elsewhere, connect_identity, end_identity
from tovholder.organisation.elsewhere import (
    Came,
    NotShown,
    Provider,
    SaidNo,
    Unreachable,
    goodbye_at,
    provider_called,
    providers,
    saml,
    way_to,
    who_came,
)
from tovholder.organisation.fresh import fresh_sign_in, fresh_to_begin
from tovholder.organisation.models import Account, Identity, Method
from tovholder.ui.pages import go, page

from .. import actions, typed
from ..elsewhere import KEPT, SECONDS, Half, forget
from ..errors import lost_nothing
from ..signing import count_failure, own_address

logger = logging.getLogger(__name__)


@open_to_all
@never_cache
def begin(request: HttpRequest, provider_key: str) -> HttpResponse:
    """Lead to the provider: to come in, or to show once more who one is."""
    provider = _provider(provider_key)
    account = request.user.pk if isinstance(request.user, Account) else 0
    asked = request.POST if request.method == "POST" else request.GET
    half = Half.now(
        provider.key, account=account, next_=own_address(request, asked.get("next", ""))
    )
    kept = typed.unseal(request.POST.get("kept", ""))
    if kept:
        request.session[KEPT] = kept.sealed()
    return _led(request, provider, half)


@open_to_all
@never_cache
def back(request: HttpRequest, provider_key: str) -> HttpResponse:
    """Receive whoever comes back, once, in the browser that went."""
    provider = _provider(provider_key)
    half = Half.of(request, provider.key)
    account = request.user.pk if isinstance(request.user, Account) else 0
    if half is None or half.account != account:
        return _not_in(request, half, "late")
    if request.GET.get("error") == "access_denied":
        return _not_in(request, half, "stopped")
    try:
        limit("provider state", half.state, times=1, seconds=SECONDS)
        came = who_came(
            provider,
            request.GET.dict(),
            state=half.state,
            back=_back_at(request, provider),
            anew_since=half.anew_since,
        )
    except Unreachable as fault:
        logger.warning("The provider %s %s.", provider.key, fault)
        return _not_in(request, half, "down")
    except (NotShown, ValidationError) as fault:
        logger.warning("A sign-in at %s was not true: %s.", provider.key, _told(fault))
        return _not_in(request, half, "refused")
    return _received(request, provider, half, came)


@csrf_exempt  # another site sends it; it opens nothing by itself (decision 44)
@require_POST
@open_to_all
@never_cache
def answer(request: HttpRequest, provider_key: str) -> HttpResponse:
    """Receive what a SAML provider lets the browser send, and lead it on to where it began.

    None of our cookies comes along with what another site sends, and none is set: whether this
    browser began it is asked one step on.
    """
    provider = _spoken(provider_key)
    state = request.POST.get("RelayState", "")
    told = {"state": state}
    try:
        told["shown"] = saml.received(
            provider, request.POST.get("SAMLResponse", ""), state=state,
            back=_back_at(request, provider),
        )  # fmt: skip
    except SaidNo:
        told["error"] = "access_denied"
    except NotShown as fault:
        logger.warning("A sign-in at %s was not true: %s.", provider.key, fault)
    at = reverse("shell:provider_back", args=[provider.key])
    return HttpResponseRedirect(f"{at}?{urlencode(told)}", status=303)


@open_to_all
def metadata(request: HttpRequest, provider_key: str) -> HttpResponse:
    """What a SAML provider needs to know of this house."""
    provider = _spoken(provider_key)
    told = saml.described(provider, _back_at(request, provider))
    return HttpResponse(told, content_type="application/samlmetadata+xml")


@open_to_all
@never_cache
def out(request: HttpRequest, provider_key: str) -> HttpResponse:
    """Lead whoever has signed out here to sign out at the provider too."""
    provider = _provider(provider_key)
    door = request.build_absolute_uri(reverse("shell:sign_in"))
    try:
        at = goodbye_at(provider, door)
    except Unreachable:
        at = None
    return HttpResponseRedirect(at or f"{reverse('shell:sign_in')}?said=stays")


@signed_in
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Where one can come in beside the house's own door."""
    by = account_of(request)
    standing = list(Identity.objects.standing().filter(account=by).order_by("added_at", "pk"))
    known = {one.key: one for one in providers()}
    held = {one.provider for one in standing}
    context = {
        "identities": [(one, known.get(one.provider)) for one in standing],
        "others": [one for one in known.values() if one.key not in held],
        "said": request.GET.get("said", ""),
    }
    return page(request, "shell/elsewhere.html", context)


@require_POST
@signed_in
@fresh_to_begin
def connect(request: HttpRequest, provider_key: str) -> HttpResponse:
    """Lead to the provider, to connect what one is there; it asks who one is in any case."""
    by = account_of(request)
    provider = _provider(provider_key)
    mine = reverse("shell:elsewhere")
    return _led(request, provider, Half.now(provider.key, account=by.pk, next_=mine, connects=True))


@require_POST
@signed_in
@fresh_sign_in
def end(request: HttpRequest, identity_id: uuid.UUID) -> HttpResponse:
    """Let one of them open nothing any more."""
    end_identity(identity_id=identity_id, by=account_of(request))
    return go(request, "shell:elsewhere", message=_("The connection is taken away."))


def _provider(key: str) -> Provider:
    found = provider_called(key)
    if found is None:
        raise Http404
    return found


def _spoken(key: str) -> Provider:
    """The provider, where it speaks SAML."""
    found = _provider(key)
    if found.saml is None:
        raise Http404
    return found


def _back_at(request: HttpRequest, provider: Provider) -> str:
    """Where the provider sends whoever it has seen."""
    name = "shell:provider_answer" if provider.saml else "shell:provider_back"
    return request.build_absolute_uri(reverse(name, args=[provider.key]))


def _led(request: HttpRequest, provider: Provider, half: Half) -> HttpResponse:
    """On the way there. What was sent is answered with a page: a form of ours leads nowhere else

    than to this house (form-action), so that a link does.
    """
    back_at, anew = _back_at(request, provider), bool(half.account)
    try:
        there = way_to(provider, state=half.state, back=back_at, anew=anew)
    except Unreachable as fault:
        logger.warning("The provider %s %s.", provider.key, fault)
        return _not_in(request, half, "down")
    response: HttpResponse
    if request.method == "POST":
        response = page(request, "shell/go_there.html", {"provider": provider, "there": there})
    else:
        response = HttpResponseRedirect(there)
    half.keep(response, request)
    return response


def _received(request: HttpRequest, provider: Provider, half: Half, came: Came) -> HttpResponse:
    """Whoever has come is let in, proved, or connected, and goes on."""
    if half.connects:
        return _connected(request, provider, half, came)
    account = account_elsewhere(provider, came.person)
    if account is None or half.account not in (0, account.pk):
        logger.warning("A sign-in at %s opens nothing here.", provider.key)
        return _not_in(request, half, "unknown")
    kept = typed.unseal(request.session.pop(KEPT, ""))
    method, level, key = Method.PROVIDER, came.level, provider.key
    if half.account:
        actions.prove_again(request, by=account, method=method, level=level, provider=key)
    else:
        actions.sign_in(request, account=account, method=method, level=level, provider=key)
    if kept:
        return forget(lost_nothing(request, kept, may_send=True))
    return forget(go(request, own_address(request, half.next)))


def _connected(request: HttpRequest, provider: Provider, half: Half, came: Came) -> HttpResponse:
    try:
        connect_identity(provider=provider, person=came.person, by=account_of(request))
    except ValidationError:
        return _not_in(request, half, "taken")
    said = _("You can sign in with %(name)s from now on.") % {"name": provider.name}
    return forget(go(request, "shell:elsewhere", message=said))


def _not_in(request: HttpRequest, half: Half | None, said: str) -> HttpResponse:
    """Back to where they began, with one calm sentence, the other ways in and what they wrote."""
    if said in {"refused", "unknown"}:
        try:
            count_failure(request)
        except ValidationError:
            said = "often"
    begun = "shell:sign_in"
    if request.user.is_authenticated:
        begun = "shell:elsewhere" if half and half.connects else "shell:again"
    told = {"said": said} | ({"next": half.next} if half and half.next else {})
    return forget(go(request, f"{reverse(begun)}?{urlencode(told)}"))


def _told(fault: Exception) -> str:
    return "sent before" if isinstance(fault, ValidationError) else str(fault)

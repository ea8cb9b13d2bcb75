"""One's own one-time codes: begun, recovery codes made anew, ended."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tovholder.organisation import codes as reckoning
from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.actions import begin_codes, end_codes, renew_recovery_codes
from tovholder.organisation.fresh import fresh_sign_in, fresh_to_begin
from tovholder.organisation.models import Account, Method, OneTimeCodes
from tovholder.ui.pages import go, page
from tovholder.ui.qr import qr

from .. import actions
from ..forms import BeginCodesForm
from ..signing import taken_away

SALT = "tovholder.shell.codes"
SECONDS_TO_BEGIN = 30 * 60


@sensitive_post_parameters()
@signed_in
@fresh_to_begin
def codes(request: HttpRequest) -> HttpResponse:
    """What one has beside the password; without any, how to begin."""
    by = account_of(request)
    if not by.has_usable_password():
        return go(request, "shell:me", message=_("You sign in without a password here."))
    kept = OneTimeCodes.objects.filter(account=by, ended_at=None).first()
    if kept is not None:
        left = kept.recovery.filter(used_at=None).count()
        return page(request, "shell/codes.html", {"codes": kept, "left": left})
    form = BeginCodesForm(request.POST or None)
    secret = _secret_of(form.data.get("secret", ""), by) if form.is_bound else None
    if secret is None:
        return _to_begin(request, BeginCodesForm(), reckoning.new_secret())
    if not form.is_valid():
        return _to_begin(request, form, secret)
    try:
        told = begin_codes(secret=secret, code=form.cleaned_data["code"], by=by)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _to_begin(request, form, secret)
    actions.prove_again(request, by=by, method=Method.CODE)
    actions.end_other_sign_ins(request, by=by)
    return page(request, "shell/recovery_codes.html", {"told": told, "begun": True})


@require_POST
@signed_in
@fresh_sign_in
def renew(request: HttpRequest) -> HttpResponse:
    """New recovery codes in the place of the old ones, shown once."""
    told = renew_recovery_codes(by=account_of(request))
    if not told:
        return go(request, "shell:codes")
    return page(request, "shell/recovery_codes.html", {"told": told})


@require_POST
@signed_in
@fresh_sign_in
def end(request: HttpRequest) -> HttpResponse:
    """Sign in with the password alone again."""
    end_codes(by=account_of(request))
    return go(request, "shell:me", message=_("From now on your password alone serves."))


def _to_begin(request: HttpRequest, form: BeginCodesForm, secret: bytes) -> HttpResponse:
    """The drawing, and the field for the first code; the secret travels sealed in the page."""
    by = account_of(request)
    sealed = signing.dumps(
        {"account": by.pk, "secret": reckoning.sealed(secret).decode()}, salt=SALT
    )
    context = {
        "form": form,
        "sealed": sealed,
        "drawing": qr(reckoning.address_of(secret, by)),
        "in_groups": reckoning.in_groups(secret),
        "taken": taken_away(by),
    }
    status = 422 if form.errors else 200
    return page(request, "shell/codes_begin.html", context, status=status)


def _secret_of(sealed: str, by: Account) -> bytes | None:
    """The secret the page carried; None where it is another's, changed, or too old."""
    try:
        kept = signing.loads(sealed, salt=SALT, max_age=SECONDS_TO_BEGIN)
    except signing.BadSignature:
        return None
    return reckoning.opened(kept["secret"].encode()) if kept["account"] == by.pk else None

"""Who is signed in, and how often one may try."""

from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tovholder.audit.context import acting
from tovholder.audit.limits import limit
from tovholder.audit.prepared import Reading
from tovholder.organisation.actions import prove_by_code, prove_by_passkey, uses_codes
from tovholder.organisation.fresh import Shown, connected
from tovholder.organisation.models import (
    Absence,
    Account,
    Membership,
    Method,
    Officer,
    OneTimeCodes,
    Passkey,
)
from tovholder.organisation.passkeys import Here

from .forms import AgainForm, CodeAgainForm

TRIES_FOR_A_NAME = 10
TRIES_FROM_AN_ADDRESS = 200
SECONDS = 15 * 60
HALF = "tovholder.shell.half"
HALF_SECONDS = 5 * 60

Taken = TypeVar("Taken", OneTimeCodes, Passkey)

# In the order they are asked for: most browsers call themselves by several names.
BROWSERS = [
    ("Edg/", "Edge"), ("EdgA/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]  # fmt: skip
MACHINES = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
]  # fmt: skip


def _with_frame(user_id: int) -> QuerySet[Account]:
    sitting = Membership.objects.current().where_cases_are_held()
    anywhere = Membership.objects.current().filter(account=OuterRef("pk"))
    sits = sitting.filter(account=OuterRef("pk"))
    return (
        Account.objects.filter(pk=user_id, is_active=True)
        .select_related("professional__unit")
        .annotate(
            sits_in_triage=Exists(sits),
            sits_in_a_team=Exists(anywhere),
            sits_in_reception=Exists(anywhere.where_notifications_come()),
            has_questions=Exists(anywhere.in_questions()),
            leads_a_team=Exists(anywhere.filter(chair=True)),
            holds_office=Exists(Officer.objects.current().filter(account=OuterRef("pk"))),
            shares_an_absence=Exists(
                Absence.objects.current().filter(
                    Q(cover=OuterRef("pk")) | Q(account=OuterRef("pk"))
                )
            ),
        )
    )


_whole_account = Reading(_with_frame, user_id=int)


class Keys(ModelBackend):
    """Password sign-in; an account comes with everything a page's frame asks about it.

    One query a request: the account, its place of work, and whether it sits in a triage.
    """

    def get_user(self, user_id: int) -> Account | None:
        return _whole_account.one(user_id=user_id)


def recognise(request: HttpRequest, username: str, password: str) -> Account:
    """The account with this name and password.

    Raises ValidationError with the same words whether or not such an account exists, and where
    the name or the address has been tried too often. Every try counts, and is kept as a keyed
    hash: people write passwords into the field for the name.
    """
    limit("sign-in", _hashed(username.casefold()), times=TRIES_FOR_A_NAME, seconds=SECONDS)
    account = authenticate(request, username=username, password=password)
    if isinstance(account, Account):
        return account
    count_failure(request)
    raise ValidationError(_("The user name and the password do not fit together."))


def count_failure(request: HttpRequest) -> None:
    """Count one who did not come in. Raises ValidationError where there were too many there."""
    limit("failed sign-in", asked_from(request), times=TRIES_FROM_AN_ADDRESS, seconds=SECONDS)


def half_of(account: Account) -> str:
    """That the password was right, signed: serves for some minutes, and with a code alone."""
    shown = {"account": account.pk, "password": account.get_session_auth_hash()}
    return signing.dumps(shown, salt=HALF)


def account_of_half(half: str) -> Account | None:
    """Whose password was right; None where that is too long ago, or the password is another now."""
    try:
        shown = signing.loads(half, salt=HALF, max_age=HALF_SECONDS)
    except signing.BadSignature:
        return None
    account = Account.objects.filter(pk=shown["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != shown["password"]:
        return None
    return account


def taken_away(account: Account) -> OneTimeCodes | None:
    """The codes somebody else took away from this account last, where none have been since."""
    return _taken_from(account, OneTimeCodes.objects.order_by("-began_at"))


def passkeys_taken_away(account: Account) -> Passkey | None:
    """The passkey somebody else took away from this account last, where none was added since."""
    return _taken_from(account, Passkey.objects.order_by("-added_at"))


def _taken_from(account: Account, latest_first: QuerySet[Taken]) -> Taken | None:
    with acting(account):
        last = latest_first.filter(account=account).select_related("ended_by").first()
    return last if last and last.ended_by_id not in (None, account.pk) else None


def told_of_taking(account: Account) -> str | None:
    """What somebody is told at the door whose codes or passkeys another has taken away."""
    codes, keys = taken_away(account), passkeys_taken_away(account)
    taken = codes or keys
    if taken is None or taken.ended_by is None:
        return None
    said = _("%(name)s has taken away your one-time codes. You find why under your name.")
    if codes is None:
        said = _("%(name)s has taken away your passkeys. You find why under your name.")
    return said % {"name": taken.ended_by.name}


def here(request: HttpRequest) -> Here:
    """The house as the browser of this request names it."""
    host = request.get_host()
    return Here(host.partition(":")[0], f"{request.scheme}://{host}")


def again_form(account: Account) -> type[AgainForm | CodeAgainForm]:
    """What somebody is asked for who is signed in and shows it once more."""
    return CodeAgainForm if uses_codes(account) else AgainForm


def recognise_again(request: HttpRequest, account: Account, shown: dict[str, str]) -> Method:
    """The way in which whoever is signed in has shown it once more.

    Who signs in with codes is asked for the code: the password may lie in the browser somebody
    else has found open. Raises ValidationError where it was wrong, or tried too often.
    """
    if "answer" in shown:
        told = {name: shown[name] for name in ("answer", "sealed")}
        if prove_by_passkey(**told, here=here(request)).pk != account.pk:
            raise ValidationError(_("This is not your passkey."))
        return Method.PASSKEY
    if "code" in shown:
        return prove_by_code(account=account, code=shown["code"])
    password = shown["password"]
    if recognise(request, account.username, password).pk != account.pk:
        raise ValidationError(_("This is not your password."))
    return Method.PASSWORD


def ways_again(request: HttpRequest) -> dict[str, Any]:
    """In which ways whoever is signed in may show once more who they are.

    Where more than a password is asked for, whoever has nothing more is led to where it begins.
    """
    account = request.user
    there = connected(account) if isinstance(account, Account) else []
    if settings.STRONG_SIGN_IN:
        there = [one for one in there if one.may_be_strong]
    least = {"demonstration": settings.DEMO, "minutes": settings.FRESH_MINUTES, "there": there}
    if not isinstance(account, Account) or not account.has_usable_password():
        return least
    keys = Passkey.objects.standing().filter(account=account).exists()
    begins = settings.STRONG_SIGN_IN and not (keys or there or uses_codes(account))
    shown = Shown.in_session(request.session)
    stale = shown is None or not shown.is_fresh(settings.FRESH_MINUTES, strong=False)
    typing = stale if begins else not settings.STRONG_SIGN_IN or uses_codes(account)
    return least | {
        "asks": typing or keys,
        "typing": typing,
        "passkeys": keys,
        "begins": begins,
    }


def device(request: HttpRequest) -> str:
    """The kind of browser and machine, as people call them: to know one's own sign-ins by."""
    told = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in BROWSERS if mark in told), "")
    machine = next((name for mark, name in MACHINES if mark in told), "")
    return ", ".join(filter(None, (browser, machine)))


def own_address(request: HttpRequest, address: str, otherwise: str = "/") -> str:
    """The address to go on to, as long as it is one of this house."""
    own = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if own else otherwise


def asked_from(request: HttpRequest) -> str:
    """Where a request comes from, as a keyed hash: to count by, and nothing more."""
    return _hashed(_address(request))


def _address(request: HttpRequest) -> str:
    """Where the request comes from; behind a proxy, what the proxy itself has seen."""
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if settings.SECURE_PROXY_SSL_HEADER and seen:
        return seen
    return str(request.META.get("REMOTE_ADDR", ""))


def _hashed(text: str) -> str:
    return salted_hmac("tovholder.shell.signing", text, algorithm="sha256").hexdigest()

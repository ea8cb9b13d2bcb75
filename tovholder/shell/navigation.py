"""The frame of every page: the main menu, a case's tabs, who is signed in, the foot."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.organisation.access import is_officer, leads_unit
from tovholder.organisation.models import Account, Membership
from tovholder.ui.views import colours_url

from .places import Place
from .sealing import alarm
from .tabs import tabs_of


def navigation(request: HttpRequest) -> dict[str, Any]:
    """What the frame asks for; worked out once a request, without reading a row of a case."""
    frame: dict[str, Any] | None = getattr(request, "_frame", None)
    if frame is None:
        frame = _frame(request)
        request._frame = frame  # type: ignore[attr-defined] # kept with it  # noqa: SLF001 our own mark
    return frame


def _frame(request: HttpRequest) -> dict[str, Any]:
    account = getattr(request, "user", None)
    frame: dict[str, Any] = {
        "banner": _("A demonstration: everyone and everything here is invented.")
        if settings.DEMO
        else "",
        "municipality": settings.MUNICIPALITY or catalogue().municipality.name,
        "colours_url": colours_url(catalogue().municipality.accent),
        "language_url": reverse("shell:language"),
        "seeing_url": reverse("shell:seeing"),
        "footer_links": list(_foot()),
    }
    if not isinstance(account, Account):
        return frame | {"sign_in_url": reverse("shell:sign_in"), "navigation": []}
    if account.is_administrator and request.path != reverse("shell:administration"):
        frame["banner"] = alarm() or frame["banner"]
    return frame | {
        "account_name": account.name,
        "account_url": reverse("shell:me"),
        "sign_out_url": reverse("shell:sign_out"),
        "navigation": list(_places(account, request.path)),
        "tabs": list(tabs_of(request)),
        "tabs_label": _("This case"),
    }


def _foot() -> Iterator[Place]:
    """What anyone may read about the house, of what there is."""
    for name, label in (
        ("catalogue:index", _("How we work")),
        ("catalogue:coverage", _("What works today")),
        ("shell:accessibility", _("Accessibility")),
    ):
        if url := _address(name):
            yield Place(label, url)


def _places(account: Account, path: str) -> Iterator[Place]:
    at_work = account.is_professional or account.is_administrator or holds_office(account)
    day = _("My day") if at_work else _("What is next")
    yield Place(day, reverse("shell:day"), path == reverse("shell:day"))
    for name, label, also in _names(account):
        url = _address(name)
        if url:
            yield Place(label, url, path.startswith((url, *also)))


def _names(account: Account) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The name of an address, its word, and where else the reader stands under that word."""
    if account.is_professional:
        yield "cases:list", _("Cases"), ("/meetings/",)
        yield "concerns:mine", _("Concerns"), ("/notifications/",)
    elif not account.is_administrator and not holds_office(account):
        yield "cases:list", _("Together about you"), ("/meetings/",)
    if sits_in_a_team(account):
        yield "gatherings:fora", _("Teams"), ("/gatherings/", "/sparring/")
    if _sits_in_triage(account):
        yield "shell:triage", _("Triage"), ()
    if _sits_in_reception(account):
        yield "concerns:reception", _("Notifications"), ()
    if account.is_professional:
        yield "shell:knowledge", _("Knowledge"), ()
    if leads_unit(account):
        yield "shell:unit", _("Your unit"), ()
    if holds_office(account):
        yield "oversight:trace", _("The trace"), ()
    if account.is_administrator:
        yield "shell:administration", _("Administration"), ()


def sits_in_a_team(account: Account) -> bool:
    """Whether somebody sits in a team now; known with the account, as a rule."""
    known = getattr(account, "sits_in_a_team", None)
    if known is None:
        known = Membership.objects.current().filter(account=account).exists()
    return bool(known)


def holds_office(account: Account) -> bool:
    """Whether somebody is data-protection officer now; known with the account, as a rule."""
    known = getattr(account, "holds_office", None)
    return is_officer(account) if known is None else bool(known)


def has_questions(account: Account) -> bool:
    """Whether somebody asked a panel or was asked; known with the account, as a rule."""
    known = getattr(account, "has_questions", None)
    if known is None:
        known = Membership.objects.current().in_questions().filter(account=account).exists()
    return bool(known)


def leads_a_team(account: Account) -> bool:
    """Whether somebody leads a team now; known with the account, as a rule."""
    known = getattr(account, "leads_a_team", None)
    if known is None:
        mine = Membership.objects.current().filter(account=account, chair=True)
        known = mine.exists()
    return bool(known)


def _sits_in_triage(account: Account) -> bool:
    known = getattr(account, "sits_in_triage", None)
    if known is None:
        mine = Membership.objects.current().where_cases_are_held().filter(account=account)
        known = mine.exists()
    return bool(known)


def _sits_in_reception(account: Account) -> bool:
    known = getattr(account, "sits_in_reception", None)
    if known is None:
        mine = Membership.objects.current().where_notifications_come().filter(account=account)
        known = mine.exists()
    return bool(known)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""

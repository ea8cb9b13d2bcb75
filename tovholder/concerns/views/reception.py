"""The reception: what waits, one notification with everything, and what is done with it."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.audit.trace import look
from tovholder.cases.models import Case
from tovholder.instruments.reading import read
from tovholder.organisation.models import Membership
from tovholder.people.actions import Pupil
from tovholder.ui.pages import go, page

from .. import actions
from ..duty import may_be_told_back, title_of_rule
from ..forms import AssessmentForm, FindPupilForm, ToldBackForm
from ..letterbox import finished, outcome_in_words, steps_left, waiting
from ..models import Notification
from ..notification_access import (
    AREA,
    Hand,
    OpenedNotification,
    notification_view,
    reception_member,
)

AN_HOUR = 3600  # seconds a search result can be chosen from
Opened = OpenedNotification


@require_GET
@reception_member
def queue(request: HttpRequest, memberships: list[Membership]) -> HttpResponse:
    """What waits, the nearest time first, and what is finished; one look for all of it."""
    waits, done = waiting(memberships), finished(memberships)
    ids = [row.id for row in (*waits, *done)]
    look(by=memberships[0].account, page="concerns:reception", case_ids=ids, areas=[AREA])
    context = {"waits": waits, "done": done, "forums": [one.forum for one in memberships]}
    return page(request, "concerns/reception.html", context)


@require_GET
@notification_view(Hand.RECEPTION)
def received(request: HttpRequest, opened: Opened) -> HttpResponse:
    """One notification, what has been done with it, and what is next."""
    return page(request, "concerns/received.html", _shown(opened))


@require_http_methods(["GET", "HEAD", "POST"])
@notification_view(Hand.RECEPTION)
def assess(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Say what must happen, and why."""
    known = {
        "after": opened.notification.supplements.count(),
        "number": len(opened.notification.assessments.all()),
    }
    form = AssessmentForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if _try(form, lambda: _act(actions.assess, opened, **said)):
            return _back(request, opened, _("The assessment is written."))
    context = {**_shown(opened), "form": form}
    return page(request, "concerns/assess.html", context, status=422 if form.is_bound else 200)


@require_POST
@notification_view(Hand.RECEPTION)
def receipt(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Tell the signer that it has come."""
    _act(actions.send_receipt, opened)
    return _back(request, opened, _("The receipt is sent."))


@require_POST
@notification_view(Hand.RECEPTION)
def tell_back(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Tell the signer whether something was started, where the rule allows it."""
    form = ToldBackForm(request.POST)
    if form.is_valid() and _try(form, lambda: _act(actions.tell_back, opened, **form.cleaned_data)):
        return _back(request, opened, _("The signer can read it now."))
    context = {**_shown(opened), "telling": form}
    return page(request, "concerns/received.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@notification_view(Hand.RECEPTION)
def child(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Which person the child is. The words searched for never stand in an address."""
    name = opened.notification.child_name
    form = FindPupilForm(request.POST or None, initial={"text": name})
    found: list[tuple[Pupil, str, list[Case]]] | None = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        pupils: list[Pupil] = []
        if _try(form, lambda: pupils.extend(_act(actions.find_notified_child, opened, text=text))):
            found = _with_own_cases(opened, pupils)
    context = {**_shown(opened), "form": form, "found": found}
    status = 422 if form.errors else 200
    return page(request, "concerns/notified_child.html", context, status=status)


@require_POST
@notification_view(Hand.RECEPTION)
def match(request: HttpRequest, opened: Opened) -> HttpResponse:
    """This is the child: one of those the search just found, and perhaps a case of one's own."""
    pupil = _unsealed(opened, request.POST.get("pupil", ""))
    form = FindPupilForm({"text": opened.notification.child_name})
    if pupil is None:
        form.add_error(None, _("That search is too old. Search again."))
    else:
        case_id = _key(request.POST.get("case", ""))
        act = actions.match_notified_child
        if _try(form, lambda: _act(act, opened, pupil=pupil, case_id=case_id)):
            message = _("The notification is about %(name)s.") % {"name": pupil.name}
            return _back(request, opened, message)
    context = {**_shown(opened), "form": form, "found": None}
    return page(request, "concerns/notified_child.html", context, status=422)


def _shown(opened: Opened) -> dict[str, object]:
    """Everything the reception reads of one notification."""
    notification: Notification = opened.notification
    assessments = list(notification.assessments.all())
    tells = may_be_told_back(notification)
    match = notification.children.order_by("-number").first()
    cases = Case.objects.visible_to(opened.account)
    return {
        "notification": notification,
        "readings": read(notification.asked_by(), notification.answers),
        "supplements": list(notification.supplements.order_by("number")),
        "assessments": [(each, outcome_in_words(each)) for each in reversed(assessments)],
        "receipt": getattr(notification, "receipt", None),
        "told_back": getattr(notification, "told_back", None),
        "match": match,
        "own_case": cases.filter(pk=match.case_id).first() if match and match.case_id else None,
        "steps": steps_left(notification),
        "rule": title_of_rule(notification),
        "tells_back": tells,
        "telling": ToldBackForm() if tells and assessments else None,
    }


def _with_own_cases(opened: Opened, pupils: list[Pupil]) -> list[tuple[Pupil, str, list[Case]]]:
    """Each child found, sealed, with the cases at which the finder sits already."""
    own = Case.objects.visible_to(opened.account).filter(person__in=[one.id for one in pupils])
    cases = list(own.open().order_by("opened_at", "pk"))
    return [
        (one, _sealed(opened, one), [case for case in cases if case.person_id == one.id])
        for one in pupils
    ]


def _act(act: Callable[..., Any], opened: Opened, **said: Any) -> Any:
    return act(notification=opened.notification, by=opened.account, **said)


def _try(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it, or put what was refused on the form."""
    try:
        act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _back(request: HttpRequest, opened: Opened, message: str) -> HttpResponse:
    return go(request, "concerns:received", opened.notification.pk, message=message)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _sealed(opened: Opened, pupil: Pupil) -> str:
    """A child of the search, signed, so that no other than one found can be chosen."""
    born = pupil.birth_date.isoformat() if pupil.birth_date else ""
    return signing.dumps([str(pupil.id), pupil.name, born, pupil.group], salt=_salt(opened))


def _unsealed(opened: Opened, sealed: str) -> Pupil | None:
    try:
        key, name, born, group = signing.loads(sealed, salt=_salt(opened), max_age=AN_HOUR)
    except signing.BadSignature:
        return None
    return Pupil(uuid.UUID(key), name, date.fromisoformat(born) if born else None, group)


def _salt(opened: Opened) -> str:
    return f"concerns.notified_child:{opened.notification.pk}:{opened.account.pk}"

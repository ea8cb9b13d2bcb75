"""Which pupil the child is: only the leader comes here, and every search is on record."""

import uuid
from datetime import date

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.people.actions import Pupil, find_pupils
from tovholder.people.actions import register as register_person
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Part, concern_view
from ..forms import FindPupilForm, RegisterForm
from ..models import Concern

LEADER = frozenset({Part.LEADER})
AN_HOUR = 3600  # seconds a search result can be chosen from


@require_http_methods(["GET", "HEAD", "POST"])
@concern_view(LEADER)
def find(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Search the school's pupils. The words searched for never stand in an address."""
    form = FindPupilForm(request.POST or None, initial={"text": concern.identity.name})
    found: list[tuple[Pupil, str]] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            pupils = find_pupils(
                concern.sent_to.unit, form.cleaned_data["text"], by=concern.door.account
            )
            found = [(pupil, _sealed(concern, pupil)) for pupil in pupils]
        except ValidationError as refusal:
            form.add_error(None, refusal)
    status = 422 if form.errors else 200
    return page(request, "concerns/pupil.html", _about(concern, form, found), status=status)


@require_POST
@concern_view(LEADER)
def match(request: HttpRequest, concern: Concern) -> HttpResponse:
    """This is the child: one of those the search just found."""
    pupil = _opened(concern, request.POST.get("pupil", ""))
    if pupil is None:
        form = FindPupilForm({"text": concern.identity.name})
        form.add_error(None, _("That search is too old. Search again."))
        return page(request, "concerns/pupil.html", _about(concern, form, None), status=422)
    try:
        actions.match(concern=concern, pupil=pupil, by=concern.door.account)
    except ValidationError as refusal:
        form = FindPupilForm({"text": concern.identity.name})
        form.add_error(None, refusal)
        return page(request, "concerns/pupil.html", _about(concern, form, None), status=422)
    return _on(request, concern, pupil.name)


@require_POST
@concern_view(LEADER)
def register(request: HttpRequest, concern: Concern) -> HttpResponse:
    """The child is on no list yet: register the child at the school."""
    form = RegisterForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            person = register_person(
                given_name=said["given_name"],
                family_name=said["family_name"],
                birth_date=said["birth_date"],
                unit=concern.sent_to.unit,  # whichever team it has gone on to since
                group=said["group"],
                by=concern.door.account,
            )
            pupil = Pupil(person.pk, person.name, person.birth_date, said["group"])
            actions.match(concern=concern, pupil=pupil, by=concern.door.account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _on(request, concern, pupil.name)
    context = _about(concern, FindPupilForm(initial={"text": concern.identity.name}), None, form)
    return page(request, "concerns/pupil.html", context, status=422)


def _about(
    concern: Concern,
    form: forms.Form,
    found: list[tuple[Pupil, str]] | None,
    registering: forms.Form | None = None,
) -> dict[str, object]:
    given, _space, family = concern.identity.name.rpartition(" ")
    return {
        "concern": concern,
        "identity": concern.identity,
        "match": concern.matches.newest(),
        "form": form,
        "found": found,
        "registering": registering
        or RegisterForm(
            initial={
                "given_name": given or family,
                "family_name": family if given else "",
                "group": concern.identity.group,
            }
        ),
        "open_registering": registering is not None or found == [],
    }


def _on(request: HttpRequest, concern: Concern, name: str) -> HttpResponse:
    message = _("The concern is about %(name)s.") % {"name": name}
    return go(request, "concerns:look-at", concern.pk, message=message)


def _sealed(concern: Concern, pupil: Pupil) -> str:
    """A pupil of the search, signed, so that no other than one found can be chosen."""
    born = pupil.birth_date.isoformat() if pupil.birth_date else ""
    return signing.dumps([str(pupil.id), pupil.name, born, pupil.group], salt=_salt(concern))


def _opened(concern: Concern, sealed: str) -> Pupil | None:
    try:
        key, name, born, group = signing.loads(sealed, salt=_salt(concern), max_age=AN_HOUR)
    except signing.BadSignature:
        return None
    birth_date = date.fromisoformat(born) if born else None
    return Pupil(uuid.UUID(key), name, birth_date, group)


def _salt(concern: Concern) -> str:
    return f"concerns.pupil:{concern.pk}"

"""A photo of a real whiteboard: taken, seen in large, and taken down."""

from __future__ import annotations

import uuid
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tovholder.ui.pages import go, page
from tovholder.ui.photo import LARGEST, TYPE, PhotoField, too_large

from .. import actions
from ..asking import WordsField
from ..models import Meeting, Photo, PhotoContent
from ..photos import obstacle_to_photo, obstacle_to_taking_down
from ..sitting import sit
from ..table import AnyMeeting


class PhotoForm(forms.Form):
    """The photo, and what it says for who cannot see it."""

    use_required_attribute = False

    file = PhotoField(label=gettext_lazy("The photo"))
    says = WordsField(
        label=gettext_lazy("What does it say?"),
        help_text=gettext_lazy(
            "In a few sentences, for those who cannot see the picture. The minutes must be"
            " understood without it."
        ),
        lines=4,
        limit=2000,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def photo_new(request: HttpRequest, meeting: AnyMeeting, step: str) -> HttpResponse:
    """Ask for a photo of the board at a step; sent, it hangs there."""
    sitting, by = sit(meeting), meeting.door.account
    try:
        found = sitting.running.step(step)
    except KeyError:
        raise Http404 from None
    obstacle = obstacle_to_photo(sitting, found, by)
    form = PhotoForm() if obstacle or request.method != "POST" else _sent(request)
    if form.is_valid():
        picture, says = form.cleaned_data["file"], form.cleaned_data["says"]
        try:
            actions.put_up_photo(
                meeting=cast("Meeting", meeting), step=step, picture=picture, says=says, by=by
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, meeting.address("step", step), message=_("The photo hangs."))
    words = sitting.method.words()[step]
    context = {"meeting": meeting, "words": words, "step": step, "form": form, "obstacle": obstacle}
    status = 422 if request.method == "POST" else 200
    return page(request, "meetings/photo_new.html", context, status=status)


def _sent(request: HttpRequest) -> PhotoForm:
    """What was sent; of a file too large to be received, that it was."""
    form = PhotoForm(request.POST, request.FILES)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        form.fields["file"].error_messages["required"] = too_large()
    return form


@require_safe
def photo(request: HttpRequest, meeting: AnyMeeting, photo_id: uuid.UUID) -> HttpResponse:
    """One photo in large, with its words."""
    return _page(request, _photo(meeting, photo_id))


@require_POST
def photo_down(request: HttpRequest, meeting: AnyMeeting, photo_id: uuid.UUID) -> HttpResponse:
    """Take one's own photo down."""
    found = _photo(meeting, photo_id)
    try:
        actions.take_down_photo(photo=found, by=meeting.door.account)
    except ValidationError as refusal:
        return _page(request, found, errors=refusal.messages)
    back = "minutes" if meeting.has_ended else "meeting"
    message = _("The photo and its words are gone. That it hung here is on record.")
    return go(request, meeting.address(back), message=message)


@require_safe
def picture(
    request: HttpRequest,  # noqa: ARG001 a view
    meeting: AnyMeeting,
    photo_id: uuid.UUID,
) -> HttpResponse:
    """The picture itself, for who may read the meeting, and kept nowhere on the way."""
    kept = PhotoContent.objects.filter(photo__in=Photo.objects.standing())
    found = kept.filter(meeting=cast("Meeting", meeting), photo=photo_id).first()
    if found is None:
        raise Http404
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.content), content_type=TYPE, headers=headers)


def _photo(meeting: AnyMeeting, photo_id: uuid.UUID) -> Photo:
    hanging = Photo.objects.standing().filter(meeting=cast("Meeting", meeting), pk=photo_id)
    found: Photo | None = hanging.select_related("taken_by").first()
    if found is None:
        raise Http404
    found.meeting = cast("Meeting", meeting)
    return found


def _page(request: HttpRequest, shown: Photo, *, errors: list[str] | None = None) -> HttpResponse:
    meeting = shown.meeting
    context = {
        "meeting": meeting,
        "photo": shown,
        "obstacle": obstacle_to_taking_down(shown, meeting.door.account),
        "errors": errors or [],
        "back_url": meeting.address("minutes")
        if meeting.has_ended
        else meeting.address("step", shown.step),
    }
    return page(request, "meetings/photo.html", context, status=422 if errors else 200)

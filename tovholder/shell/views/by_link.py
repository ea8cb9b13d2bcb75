"""Preparing by a one-time link: it writes, and never reads. Nobody is signed in here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from tovholder.audit.limits import limit
from tovholder.meetings.actions import note_opening, prepare_by_link
from tovholder.meetings.forms import LinkForm
from tovholder.meetings.linking import Asked, asked_by
from tovholder.meetings.questions import answers_from
from tovholder.organisation.access import open_to_all
from tovholder.ui.declare import declared
from tovholder.ui.pages import go, page

from ..signing import asked_from

TIMES, WRONG, SECONDS = 60, 40, 60 * 60
WAIT = 15 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The questions; sent, the words are kept and the link opens nothing more.

    A link that was used, withdrawn or came too late is met as one that never was.
    """
    asked = asked_by(secret)
    try:
        if asked:
            limit("by link", asked.hashed, times=TIMES, seconds=SECONDS)
        else:
            limit("wrong link", asked_from(request), times=WRONG, seconds=SECONDS)
    except ValidationError as refusal:
        return _closed(request, status=429, words=refusal.messages)
    if asked is None:
        return _closed(request, status=404)
    questions = asked.questions
    if request.method != "POST":
        note_opening(asked=asked)
        return _kept_nowhere(_page(request, asked, LinkForm(questions=questions)))
    form = LinkForm(request.POST, questions=questions)
    if not form.is_valid():
        return _kept_nowhere(_page(request, asked, form, status=422))
    if not prepare_by_link(asked=asked, answers=answers_from(questions, form.cleaned_data)):
        return _closed(request, status=404)
    return _kept_nowhere(go(request, "shell:by_link_sent"))


declared(by_link, "secret")


@open_to_all
@require_safe
def by_link_sent(request: HttpRequest) -> HttpResponse:
    """That it has arrived, in words, and with nothing of it."""
    return page(request, "shell/by_link_sent.html")


def _page(request: HttpRequest, asked: Asked, form: LinkForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "starts_at": asked.starts_at}
    return page(request, "shell/by_link.html", context, status=status)


def _closed(request: HttpRequest, *, status: int, words: Any = ()) -> HttpResponse:
    answer = page(request, "shell/by_link_closed.html", {"words": words}, status=status)
    if status == 429:
        answer["Retry-After"] = str(WAIT)
    return _kept_nowhere(answer)


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer

"""Asking a panel without saying whom it is about, answering, and reading the answer (S-45)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.cases.access import Right
from tovholder.organisation.access import account_of, professional_only
from tovholder.ui.pages import go, page

from .. import asking
from ..access import question_view
from ..forms import AdviceForm, AskForm, OutcomeForm
from ..models import Meeting, Outcome
from ..outcomes import HELPED
from ..panels import Question, left_out, next_day_for, panels, questions_of, told, who_answers


@professional_only
def sparring(request: HttpRequest) -> HttpResponse:
    """The panels one may ask, and what one asked and was asked."""
    context = {"panels": panels(), "questions": questions_of(account_of(request))}
    return page(request, "gatherings/sparring.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def ask(request: HttpRequest, panel_id: uuid.UUID) -> HttpResponse:
    """Write the question; what looks like a name is asked about first."""
    account = account_of(request)
    panel = next((one for one in panels() if one.pk == panel_id), None)
    if panel is None:
        raise Http404
    answering = [one.account.professional.profession for one in who_answers(panel, account)]
    form = AskForm(request.POST or None, professions=answering)
    if form.is_valid():
        try:
            question = asking.ask(panel=panel, by=account, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("The panel has your question.")
            return go(request, "gatherings:question", question.pk, message=message)
    context = {
        "panel": panel, "form": form, "answering": answering, "due": next_day_for(panel),
        "asks_about_names": bool(form.errors.get("question")),
    }  # fmt: skip
    return page(request, "gatherings/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@question_view(Right.VIEW)
def question(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The question with its answers; those who were asked answer here."""
    account = account_of(request)
    asked = told(meeting, account)
    kind, do, message = _what_the_reader_writes(asked)
    form = kind(request.POST or None) if kind else None
    if form is not None and form.is_valid():
        try:
            do(meeting=meeting, by=account, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "gatherings:question", meeting.pk, message=message)
    errors = bool(form and form.errors)
    context = {
        "question": asked, "form": form, "left_out": left_out(),
        "helped": HELPED[Outcome.Helped(asked.outcome.helped)] if asked.outcome else "",
        "may_read_until": meeting.opened.membership.ends,
        "asks_about_names": bool(form and (form.errors.get("text") or form.errors.get("did"))),
    }  # fmt: skip
    return page(request, "gatherings/question.html", context, status=422 if errors else 200)


def _what_the_reader_writes(
    asked: Question,
) -> tuple[type[AdviceForm | OutcomeForm] | None, Callable[..., object], str]:
    """Those who were asked advise; whoever asked tells once what came of it."""
    if not asked.is_mine:
        return AdviceForm, asking.advise, _("Your advice is sent.")
    tells = OutcomeForm if asked.advice and not asked.outcome else None
    return tells, asking.tell_outcome, _("Thank you. Those who advised you read it.")

"""What the author sees: the form, her concerns, one concern with its answer."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.audit.trace import look
from tovholder.instruments.asking import form_for, storable, typed
from tovholder.instruments.duty import notice_of_duty
from tovholder.instruments.reading import read
from tovholder.organisation.access import account_of, professional_only
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Part, concern_view
from ..forms import ReceiverForm, ReplyForm
from ..instrument import CONCERN, concern_instrument, is_urgent
from ..models import Answer, Concern, Draft, Question
from ..rules import next_sitting, receiving_forum
from ..standing import course_of, is_answered, standing
from .notifying import own_notifications

AUTHOR = frozenset({Part.AUTHOR})


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def new(request: HttpRequest) -> HttpResponse:
    """The form; a draft is taken up where it was left."""
    if request.method == "POST":
        return _send(request)
    draft = _draft_to_go_on_with(request)
    if "draft" not in request.GET:
        # The address names the draft, so that going back finds the same one, sent or not.
        draft_id = draft.pk if draft else uuid.uuid4()
        return go(request, f"{reverse('concerns:new')}?draft={draft_id}")
    draft_id = draft.pk if draft else _draft_id(request.GET)
    earlier = Concern.objects.of_author(account_of(request)).filter(draft=draft_id).first()
    if earlier is not None:
        return go(request, "concerns:concern", earlier.pk)
    form = form_for(concern_instrument())(initial=draft.answers if draft else None)
    return page(request, "concerns/new.html", _asking(request, form, draft_id, draft))


def _send(request: HttpRequest) -> HttpResponse:
    form = form_for(concern_instrument())(request.POST)
    draft_id = _draft_id(request.POST)
    receiver = ReceiverForm(request.POST, account=account_of(request))
    if form.is_valid() & receiver.is_valid():
        try:
            sent = actions.send(
                draft_id=draft_id,
                instrument=CONCERN,
                answers=storable(form.cleaned_data),
                by=account_of(request),
                **receiver.said(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "concerns:concern", sent.pk, message=_("Your concern is sent."))
    context = {**_asking(request, form, draft_id), "receiver": receiver}
    return page(request, "concerns/new.html", context, status=422)


@require_POST
@professional_only
def draft(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Keep what is typed so far; answers with what stands beside the form."""
    answers = typed(concern_instrument(), request.POST)
    try:
        actions.save_draft(
            draft_id=draft_id, instrument=CONCERN, answers=answers, by=account_of(request)
        )
    except ValidationError as refusal:
        return _draft_refused(request, draft_id, answers, refusal.messages[0])
    if not request.headers.get("X-Draft"):
        here = f"{reverse('concerns:new')}?draft={draft_id}"
        return go(request, here, message=_("Your draft is saved."))
    return page(request, "concerns/beside.html", _beside(answers))


def _draft_refused(
    request: HttpRequest, draft_id: uuid.UUID, answers: dict[str, str], sentence: str
) -> HttpResponse:
    """Why it is not kept; where the browser sent the form itself, with every word in it again."""
    refused = {"refusal": sentence}
    if request.headers.get("X-Draft"):
        return page(request, "concerns/beside.html", refused, status=409)
    form = form_for(concern_instrument())(initial=answers)
    context = {**_asking(request, form, draft_id), **refused}
    return page(request, "concerns/new.html", context, status=409)


@require_POST
@professional_only
def discard(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_draft(draft_id=draft_id, by=account_of(request))
    return go(request, "concerns:mine", message=_("The draft is deleted."))


@require_GET
@professional_only
def mine(request: HttpRequest) -> HttpResponse:
    """Own concerns, each with where it stands in a sentence."""
    today = timezone.localdate()
    concerns = Concern.objects.of_author(account_of(request)).with_course()[:100]
    rows = [(each, standing(each, each.course, today)) for each in concerns]
    look(
        by=account_of(request),
        page="concerns:mine",
        case_ids=[each.pk for each, _standing in rows],
        areas=["concern"],
    )
    drafts = Draft.objects.filter(account=account_of(request).pk).order_by("-saved_at")
    context = {"rows": rows, "drafts": drafts, **own_notifications(request)}
    return page(request, "concerns/mine.html", context)


@require_GET
@concern_view()
def concern(request: HttpRequest, concern: Concern) -> HttpResponse:
    """The receipt, and later the question, the answer and her own part."""
    if not concern.door.is_author:
        return go(request, "concerns:look-at", concern.pk)
    return page(request, "concerns/concern.html", _told(concern))


@require_POST
@concern_view(AUTHOR)
def reply(request: HttpRequest, concern: Concern, question_id: uuid.UUID) -> HttpResponse:
    """Answer what the team asked."""
    question = get_object_or_404(Question, concern=concern, pk=question_id)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            actions.reply(
                question=question, text=form.cleaned_data["reply"], by=concern.door.account
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "concerns:concern", concern.pk, message=_("Your reply is sent."))
    return page(request, "concerns/concern.html", _told(concern, form), status=422)


@require_POST
@concern_view(AUTHOR)
def acknowledge(request: HttpRequest, concern: Concern, decision_id: uuid.UUID) -> HttpResponse:
    """Say that the answer is read."""
    answer = get_object_or_404(Answer, decision__concern=concern, pk=decision_id)
    actions.acknowledge(answer=answer, by=concern.door.account)
    return go(request, "concerns:concern", concern.pk, message=_("Thank you. The team can see it."))


def _told(concern: Concern, form: ReplyForm | None = None) -> dict[str, object]:
    course = course_of(concern)
    asked = [d.question for d in course if hasattr(d, "question")]
    instrument = concern.sheet.asked_by()
    return {
        "concern": concern,
        "standing": standing(concern, course, timezone.localdate()),
        "course": course,
        "is_answered": any(hasattr(each, "answer") for each in course),
        "open_question": next((each for each in asked if not is_answered(each)), None),
        "form": form or ReplyForm(),
        "readings": read(instrument, concern.sheet.answers),
        "duty": notice_of_duty(instrument, concern.sheet.answers, concern.sheet.language),
        "sitting": next_sitting(concern.forum, timezone.localdate()),
    }


def _asking(
    request: HttpRequest, form: object, draft_id: uuid.UUID, draft: Draft | None = None
) -> dict[str, object]:
    written = request.POST if request.method == "POST" else (draft.answers if draft else {})
    return {
        "form": form,
        "draft_id": draft_id,
        "draft": draft,
        "forum": receiving_forum(account_of(request)),
        "receiver": ReceiverForm(account=account_of(request)),
        "instrument": concern_instrument().words(),
        **_beside(typed(concern_instrument(), written)),
    }


def _beside(answers: dict[str, str]) -> dict[str, object]:
    """What stands beside the form: the duty, and that red is no alarm."""
    return {
        "duty": notice_of_duty(concern_instrument(), answers),
        "urgent": is_urgent(answers),
    }


def _draft_id(posted: QueryDict) -> uuid.UUID:
    try:
        return uuid.UUID(posted.get("draft", ""))
    except ValueError:
        return uuid.uuid4()


def _draft_to_go_on_with(request: HttpRequest) -> Draft | None:
    """The draft asked for, or else the last one; none when a fresh start was asked for."""
    if "fresh" in request.GET:
        return None
    drafts = Draft.objects.filter(account=account_of(request).pk).order_by("-saved_at")
    try:
        return drafts.filter(pk=uuid.UUID(request.GET.get("draft", ""))).first()
    except ValueError:
        return drafts.first()

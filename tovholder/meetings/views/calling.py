"""Calling a meeting, and the invitation everyone reads before it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.cases.trusting import trusted_accounts
from tovholder.ui.pages import go, page

from .. import actions
from ..actions.calling import Chair
from ..asking_when import asks_for_times, with_time
from ..balance import balance
from ..beforehand import told_beforehand
from ..calling_in import called_in_to
from ..chairs import chairs_at
from ..forms import CallForm, ChairForm, ReplyForm
from ..free_times import free_times
from ..models import Writing
from ..replying import answers_to, obstacle_to_replying, open_to
from ..rules import obstacle_to_changing
from ..sitting import Sitting, sit
from ..table import AnyInvitation, AnyMeeting

FIRST = {"starts": "14:00", "writing": Writing.PEN}


@case_view(Right.MEET, areas=("meetings",))
def call(request: HttpRequest, case: Case) -> HttpResponse:
    """Call a meeting. Sent with `balance`, it shows the balance the answers give and calls none;
    `with` names those who are chosen at first, where another page knows whom it is about."""
    chairs = chairs_at(case)
    if request.method != "POST":
        asked = {"invited": request.GET.getlist("with"), "trusted": trusted_accounts(case)}
        first = FIRST | asked
        return _call_page(request, case, CallForm(case=case, chairs=chairs, initial=first))
    form = CallForm(request.POST, case=case, chairs=chairs)
    if "balance" in request.POST:
        return _call_page(request, case, form, part="balance")
    if asks_for_times(request.POST):
        filled = with_time(request.POST, form.lasts)
        form = CallForm(filled, case=case, chairs=chairs).unjudged()
        return _call_page(request, case, form)
    if not form.is_valid():
        return _call_page(request, case, form, status=422)
    try:
        meeting = actions.call(
            case=case, chairs=form.chairs(), by=case.door.account, **form.called()
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _call_page(request, case, form, status=422)
    return go(request, meeting.address("meeting"), message=_("The meeting is called."))


def invitation(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Who comes, what for, and who has prepared."""
    return invitation_page(request, sit(meeting))


@require_POST
def chairs(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Set a chair, take one away, or mark whom the family trusts."""
    sitting = sit(meeting)
    form = ChairForm()
    try:
        if "name" in request.POST:
            form = ChairForm(request.POST)
            if not form.is_valid():
                return invitation_page(request, sitting, form=form, status=422)
            _set_chair(meeting, form)
        else:
            _change_chair(request, sitting)
    except ValidationError as refusal:
        return invitation_page(request, sitting, form=form, errors=refusal.messages, status=422)
    return go(request, meeting.address("invitation"))


def _set_chair(meeting: AnyMeeting, form: ChairForm) -> None:
    chair = Chair(
        name=form.cleaned_data["name"],
        side=form.cleaned_data["side"],
        relation="other" if form.cleaned_data["side"] == "family" else "",
    )
    actions.invite(meeting=meeting, chair=chair, by=meeting.door.account)


def _change_chair(request: HttpRequest, sitting: Sitting) -> None:
    voice = sitting.voice(request.POST.get("voice"))
    if voice is None:
        raise Http404
    if "spare" in request.POST:
        actions.spare(invitation=voice, by=sitting.meeting.door.account)
    else:
        trusted = request.POST.get("trusted") == "yes"
        actions.trust(invitation=voice, trusted=trusted, by=sitting.meeting.door.account)


def invitation_page(
    request: HttpRequest,
    sitting: Sitting,
    *,
    form: ChairForm | None = None,
    reply: ReplyForm | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The invitation, with what the reader may do about it."""
    meeting = sitting.meeting
    own = next((c for c in sitting.invitations if c.account_id == request.user.pk), None)
    context = {
        "meeting": meeting,
        "sitting": sitting,
        "method_words": sitting.method.words(),
        "balance": balance(chair.side for chair in sitting.invitations),
        "own": own,
        "beforehand": told_beforehand(sitting),
        **_answering(sitting, own),
        "leads": meeting.door.may(Right.MEET),
        "begun": bool(sitting.passages),
        "ended": meeting.has_ended,
        "open": not obstacle_to_changing(meeting),
        "moves": meeting.reschedulings.select_related(*meeting.book.moved_with).order_by("-number"),
        "linked": not sitting.passages and any(not c.account_id for c in sitting.invitations),
        "called_in": called_in_to(sitting),
        "form": form or ChairForm(),
        "reply": reply or ReplyForm(),
        "act_errors": errors or [],
    }
    return page(request, "meetings/invitation.html", context, part="invitation", status=status)


def _answering(sitting: Sitting, own: AnyInvitation | None) -> dict[str, Any]:
    """Who has answered, and what the reader can answer where the meeting waits for it (S-55)."""
    meeting = sitting.meeting
    answers = answers_to(meeting, sitting.invitations)
    waits = not obstacle_to_replying(meeting)
    asked = own if waits and own in answers.asked else None
    asks = open_to(meeting, asked) if asked else ()
    return {
        "answers": answers,
        "unsuited": [
            {"sentence": answers.sentence_of(chair), "reply": chair.reply}
            for chair in answers.unsuited
        ],
        "waits": waits,
        "asks": asks,
        "said": asked.reply if asked else None,
        "may_substitute": len(asks) == 1,
    }


def _call_page(
    request: HttpRequest, case: Case, form: CallForm, *, part: str | None = None, status: int = 200
) -> HttpResponse:
    by = case.door.account
    asked = [chair.account for chair in form.chairs() if chair.account]
    context = {"case": case, "form": form, "free": free_times(asked, lasts=form.lasts, by=by)}
    return page(request, "meetings/call.html", context, part=part, status=status)

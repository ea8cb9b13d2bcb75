"""What the signer sees: the form, her notifications, one with its receipt."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.audit.trace import look
from tovholder.catalogue import catalogue
from tovholder.catalogue.instruments import Instrument
from tovholder.instruments.asking import form_for, storable, typed
from tovholder.instruments.reading import read
from tovholder.organisation.access import account_of, professional_only
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Part, concern_view
from ..duty import deadlines_told, phone, receptions, rule_for, title_of_rule, told_to_signer
from ..forms import SigningForm, SupplementForm
from ..instrument import CONCERN, concern_instrument
from ..models import Concern, Notification, NotificationDraft
from ..notification_access import AREA, Hand, OpenedNotification, notification_view

NOTIFICATION = "notification@1"
# What was written in a concern, and where it stands in the notification.
CARRIED = {
    "name": "name", "group": "group", "seen": "seen", "meaning": "meaning", "tried": "done",
    "child": "child", "parents": "parents",
}  # fmt: skip


def notification_instrument() -> Instrument:
    """The version new notifications are asked by."""
    return catalogue().instrument(NOTIFICATION)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def new(request: HttpRequest) -> HttpResponse:
    """The form; a draft is taken up where it was left."""
    if request.method == "POST":
        return _sign(request)
    draft = _draft_to_go_on_with(request)
    if "draft" not in request.GET:
        # The address names the draft, so that going back finds the same one, signed or not.
        draft_id = draft.pk if draft else uuid.uuid4()
        return go(request, f"{reverse('concerns:notify')}?draft={draft_id}")
    draft_id = draft.pk if draft else _draft_id(request.GET)
    earlier = Notification.objects.of_signer(account_of(request)).filter(draft=draft_id).first()
    if earlier is not None:
        return go(request, "concerns:notification", earlier.pk)
    form = form_for(notification_instrument())(initial=draft.answers if draft else None)
    return page(request, "concerns/notify.html", _asking(request, form, draft_id, draft))


def _sign(request: HttpRequest) -> HttpResponse:
    form = form_for(notification_instrument())(request.POST)
    draft_id = _draft_id(request.POST)
    signing = SigningForm(request.POST, account=account_of(request))
    if form.is_valid() & signing.is_valid():
        try:
            signed = actions.notify(
                draft_id=draft_id,
                instrument=NOTIFICATION,
                answers=storable(form.cleaned_data),
                to=signing.forum(),
                by=account_of(request),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("Your notification is signed and sent.")
            return go(request, "concerns:notification", signed.pk, message=message)
    context = {**_asking(request, form, draft_id), "signing": signing}
    return page(request, "concerns/notify.html", context, status=422)


@require_POST
@professional_only
def draft(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Keep what is typed so far; answers with what stands beside the form."""
    answers = typed(notification_instrument(), request.POST)
    try:
        actions.save_notification(
            draft_id=draft_id, instrument=NOTIFICATION, answers=answers, by=account_of(request)
        )
    except ValidationError as refusal:
        return _draft_refused(request, draft_id, answers, refusal.messages[0])
    if not request.headers.get("X-Draft"):
        here = f"{reverse('concerns:notify')}?draft={draft_id}"
        return go(request, here, message=_("Your draft is saved."))
    return page(request, "concerns/ring_first.html", _beside(answers))


def _draft_refused(
    request: HttpRequest, draft_id: uuid.UUID, answers: dict[str, str], sentence: str
) -> HttpResponse:
    """Why it is not kept; where the browser sent the form itself, with every word in it again."""
    refused = {"refusal": sentence}
    if request.headers.get("X-Draft"):
        return page(request, "concerns/ring_first.html", refused, status=409)
    form = form_for(notification_instrument())(initial=answers)
    context = {**_asking(request, form, draft_id), **refused}
    return page(request, "concerns/notify.html", context, status=409)


@require_POST
@professional_only
def discard(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_notification(draft_id=draft_id, by=account_of(request))
    return go(request, "concerns:mine", message=_("The draft is deleted."))


@require_POST
@professional_only
def from_form(request: HttpRequest) -> HttpResponse:
    """Go on as a notification with what has been typed in a concern; the concern stays a draft."""
    concern_draft = _draft_id(request.POST)
    answers = typed(concern_instrument(), request.POST)
    account = account_of(request)
    if answers and not Concern.objects.of_author(account).filter(draft=concern_draft).exists():
        actions.save_draft(draft_id=concern_draft, instrument=CONCERN, answers=answers, by=account)
    return _carried_over(request, concern_draft, answers)


@require_POST
@concern_view(frozenset({Part.AUTHOR}))
def from_concern(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Go on as a notification with what stands in a concern one has sent."""
    return _carried_over(request, concern.draft, concern.sheet.answers)


def _carried_over(
    request: HttpRequest, concern_draft: uuid.UUID, answers: dict[str, str]
) -> HttpResponse:
    """One notification for each concern: whoever presses twice finds the same one."""
    draft_id = uuid.uuid5(concern_draft, NOTIFICATION)
    told = {to: answers[name] for name, to in CARRIED.items() if answers.get(name)}
    actions.begin_notification(
        draft_id=draft_id, instrument=NOTIFICATION, answers=told, by=account_of(request)
    )
    return go(request, f"{reverse('concerns:notify')}?draft={draft_id}")


def own_notifications(request: HttpRequest) -> dict[str, object]:
    """Those signed and those begun, for the list of what one has written; one look for all."""
    account = account_of(request)
    signed = list(Notification.objects.of_signer(account).told()[:100])
    if signed:
        ids = [each.pk for each in signed]
        look(by=account, page="concerns:mine", case_ids=ids, areas=[AREA])
    begun = NotificationDraft.objects.filter(account=account.pk).order_by("-saved_at", "pk")
    return {"signed": signed, "begun": begun}


@require_GET
@notification_view(Hand.SIGNER)
def notification(request: HttpRequest, opened: OpenedNotification) -> HttpResponse:
    """What was signed, whether the receipt has come, and what may be told."""
    return page(request, "concerns/notification.html", _told(opened))


@require_POST
@notification_view(Hand.SIGNER)
def supplement(request: HttpRequest, opened: OpenedNotification) -> HttpResponse:
    """Add to what was signed."""
    form = SupplementForm(request.POST)
    if form.is_valid():
        try:
            actions.supplement(
                notification=opened.notification, by=opened.account, **form.cleaned_data
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("It is added, and the reception sees it.")
            return go(request, "concerns:notification", opened.notification.pk, message=message)
    return page(request, "concerns/notification.html", _told(opened, form), status=422)


def _told(opened: OpenedNotification, form: SupplementForm | None = None) -> dict[str, object]:
    signed = opened.notification
    added = list(signed.supplements.order_by("number"))
    return {
        "notification": signed,
        "receipt": getattr(signed, "receipt", None),
        "told": told_to_signer(signed),
        "rule": title_of_rule(signed),
        "readings": read(signed.asked_by(), signed.answers),
        "supplements": added,
        "form": form or SupplementForm(initial={"after": len(added)}),
        "phone": phone(),
        "now": deadlines_told(signed),
    }


def _asking(
    request: HttpRequest,
    form: object,
    draft_id: uuid.UUID,
    draft: NotificationDraft | None = None,
) -> dict[str, object]:
    account = account_of(request)
    written = request.POST if request.method == "POST" else (draft.answers if draft else {})
    return {
        "form": form,
        "draft_id": draft_id,
        "draft": draft,
        "signing": SigningForm(account=account),
        "receptions": receptions(account),
        "rule": rule_for(account),
        "instrument": notification_instrument().words(),
        **_beside(typed(notification_instrument(), written)),
    }


def _beside(answers: dict[str, str]) -> dict[str, object]:
    """What stands beside the form: ring first, where the child is in danger now."""
    return {"in_danger": answers.get("danger") == "now", "phone": phone()}


def _draft_id(posted: QueryDict) -> uuid.UUID:
    try:
        return uuid.UUID(posted.get("draft", ""))
    except ValueError:
        return uuid.uuid4()


def _draft_to_go_on_with(request: HttpRequest) -> NotificationDraft | None:
    """The draft asked for, or else the last one; none when a fresh start was asked for."""
    if "fresh" in request.GET:
        return None
    mine = NotificationDraft.objects.filter(account=account_of(request).pk).order_by("-saved_at")
    try:
        return mine.filter(pk=uuid.UUID(request.GET.get("draft", ""))).first()
    except ValueError:
        return mine.first()

"""Asking to talk about a child without consent, and what those who took part read of it (S-44)."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import look
from tovholder.catalogue.things import LegalBasis
from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.models import profession_title
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view, page_of
from ..forms import CallOffTalkForm, TalkForm, TalkNoteForm, kept_of_talk
from ..models import Case, Talk
from ..talking import allowed, refusal_to_call_off
from ..wording import basis_title, in_sentence


@case_view(Right.PLAN)
def new(request: HttpRequest, case: Case) -> HttpResponse:
    """First whether it could be otherwise; then why, who and when. Nothing opens before."""
    by = case.door.account
    if not by.is_professional:
        raise PermissionDenied(_("This page is for people who work in the municipality."))
    law = allowed(by)
    form = _asked(request, case, law.rule) if law and not law.refusal else None
    if form is not None and form.is_valid():
        try:
            talk = _record(case, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("The exchange is recorded. Those who take part can read it.")
            return go(request, "cases:talk", talk.pk, message=message)
    context = {
        "case": case, "form": form, "allowed": law,
        "milder": form.milder_ways if form is not None and form.is_bound else [],
        "standing": Talk.objects.open_to(by).filter(case=case).order_by("meets_on", "pk"),
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return page(request, "cases/talk_new.html", context, status=status, asks_again=True)


@signed_in
def talk(request: HttpRequest, talk_id: uuid.UUID) -> HttpResponse:
    """What one takes part in, and what was said, until the door shuts."""
    account = account_of(request)
    found = Talk.objects.open_to(account).select_related("by")
    one = get_object_or_404(found, pk=talk_id)
    look(by=account, page=page_of(request), case_ids=[one.case_id])
    may_write = one.meets_on <= timezone.localdate()
    form = TalkNoteForm(request.POST or None) if may_write else None
    if form is not None and form.is_valid():
        actions.write_talk_note(talk=one, text=form.cleaned_data["text"], by=account)
        return go(request, "cases:talk", one.pk, message=_("It is written down."))
    parties = one.taking_part.select_related("account").order_by("account__sort_key", "pk")
    context = {
        "talk": one, "form": form, "title": basis_title(one.kind),
        "can_be_off": refusal_to_call_off(one, account) is None,
        "who": [(each.account.name, in_sentence(profession_title(each.profession)))
                for each in parties],
        "notes": one.notes.select_related("by").order_by("at", "pk"),
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return page(request, "cases/talk.html", context, status=status)


@signed_in
def call_off(request: HttpRequest, talk_id: uuid.UUID) -> HttpResponse:
    """Say why it will not be held; whoever should have come reads it in their day."""
    account = account_of(request)
    one = get_object_or_404(Talk.objects.open_to(account).select_related("by"), pk=talk_id)
    if refusal := refusal_to_call_off(one, account):
        raise PermissionDenied(refusal)
    form = CallOffTalkForm(request.POST or None)
    if form.is_valid():
        try:
            actions.call_off_talk(talk=one, because=form.cleaned_data["because"], by=account)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            message = _("It is called off. Those who should have come read it in their day.")
            return go(request, "shell:day", message=message)
    look(by=account, page=page_of(request), case_ids=[one.case_id])
    context = {"talk": one, "form": form}
    return page(request, "cases/talk_off.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, case: Case, rule: LegalBasis) -> TalkForm:
    by = case.door.account
    if request.method != "POST":
        return TalkForm(case=case, by=by, rule=rule)
    if request.POST.get("step") == "find":
        return TalkForm(case=case, by=by, rule=rule, kept=kept_of_talk(request.POST))
    return TalkForm(request.POST, case=case, by=by, rule=rule)


def _record(case: Case, form: TalkForm) -> Talk:
    return actions.talk_once(
        case=case, others=form.chosen, meets_on=form.day, why_not=form.why_not(),
        necessary=form.cleaned_data["necessary"], again=form.cleaned_data["again"],
        untold_because=form.untold, by=case.door.account,
    )  # fmt: skip

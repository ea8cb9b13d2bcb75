"""Questions about looks, for whoever leads and for the officer; answers stand beside them."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tovholder.organisation.access import account_of
from tovholder.organisation.models import Account
from tovholder.ui.pages import go, page

from .. import actions
from ..access import may_ask
from ..forms import AnswerForm
from ..looked import last_day
from ..questions import DAYS, questions


@require_GET
@may_ask
def ask(request: HttpRequest) -> HttpResponse:
    """Two weeks of looks worth a question, those without an answer first."""
    until = last_day(request.GET.get("until", ""))
    context = {"questions": questions(until), "until": until, "days": DAYS}
    return page(request, "oversight/questions.html", context)


@may_ask
def answer(request: HttpRequest, account: int, reference: str, day: str) -> HttpResponse:
    """Write what was said of one question."""
    asked = _day(day)
    found = [one for one in questions(asked) if one.day == asked]
    one = next((q for q in found if (q.account, q.reference) == (account, reference)), None)
    if one is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        actions.answer_question(
            account=get_object_or_404(Account, pk=account), reference=reference, day=asked,
            words=form.cleaned_data["words"], by=account_of(request),
        )  # fmt: skip
        return go(request, "oversight:questions", message=_("The answer is written."))
    context = {"form": form, "question": one}
    return page(request, "oversight/answer.html", context, status=422 if form.errors else 200)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Http404 from None

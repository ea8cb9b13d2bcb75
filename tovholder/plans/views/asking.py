"""How every form of the plan is asked, tried and answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from tovholder.cases.models import Case, CaseRow, CaseRows
from tovholder.ui.dates import day_text
from tovholder.ui.pages import page

from ..conflict import Conflict

AREAS = ("plan",)

Done = TypeVar("Done")


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was answered with, be it nothing at all; None before it was sent."""
    return request.POST if request.method == "POST" else None


def tried(form: forms.Form, act: Callable[[], Done]) -> Done | Conflict | None:
    """Do what the form asks: what was done, a conflict, or None and words in the form."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Conflict as conflict:
        return conflict
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def ask(
    request: HttpRequest,
    case: Case,
    form: forms.Form,
    *,
    title: str,
    button: str,
    lead: str = "",
    conflict: Conflict | None = None,
    template: str = "plans/form.html",
    **more: Any,
) -> HttpResponse:
    """Show a form on its own page: again with 422 and words where it was not in order.

    `back` and `back_words` among `more` lead elsewhere than to the plan.

    After a conflict the form keeps what the writer wrote beside what stands now (409), and is
    about the newer version: sending it again replaces those words knowingly.
    """
    status = 422 if form.is_bound else 200
    if conflict is not None:
        status = 409
        form.data = {**dict(form.data.items()), "version": str(conflict.version)}
    context = {
        "case": case,
        "form": form,
        "title": title,
        "button": button,
        "lead": lead,
        "conflict": conflict,
        "theirs": list(_theirs(form, conflict)) if conflict else [],
        **more,
    }
    return page(request, template, context, status=status)


def _theirs(form: forms.Form, conflict: Conflict) -> Iterator[tuple[str, str]]:
    """What stands now, by the labels and in the order of the form."""
    for name, field in form.fields.items():
        if words := conflict.theirs.get(name):
            is_day = isinstance(field, forms.DateField)
            said = day_text(date.fromisoformat(words)) if is_day else words
            yield str(form[name].label), said


def one(rows: CaseRows, case: Case, pk: UUID) -> Any:
    """The row of this case, or not found: an id of another case is no id."""
    row = rows.of(case).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def place(case: Case, about: CaseRow | None = None) -> str:
    """The address of the plan, at the row something was done to."""
    address = reverse("plans:plan", args=[case.pk])
    return f"{address}#{type(about).__name__.lower()}-{about.pk}" if about is not None else address

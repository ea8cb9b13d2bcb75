"""What the child has said and lets this reader know; for the child itself, all of it (S-37)."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import go, page

from .. import actions
from ..models import Statement
from ..saying import said_by_the_child
from ..telling import decides


@case_view(Right.VIEW, areas=("meetings",))
def child(request: HttpRequest, case: Case) -> HttpResponse:
    """Each reads their own part; nothing tells how much more there is."""
    context = {
        "case": case,
        "child": case.person.given_name,
        "about_me": case.person.account_id == case.door.account.pk,
        "talks": said_by_the_child(case, case.door.account),
    }
    return page(request, "meetings/child.html", context)


@case_view(Right.VIEW, areas=("meetings",))
def taking_back(request: HttpRequest, case: Case, statement_id: uuid.UUID) -> HttpResponse:
    """The child takes back what it said, or lets nobody know it any more."""
    visible = Statement.objects.of(case).standing().visible_to(case.door.account)
    statement = visible.select_related("case__person", "meeting").filter(pk=statement_id).first()
    if statement is None or not decides(statement, case.door.account):
        raise Http404
    if request.method != "POST":
        context = {"case": case, "statement": statement}
        return page(request, "meetings/taking_back.html", context)
    if "all" in request.POST:
        actions.take_back(statement=statement, by=case.door.account)
        message = _("It is taken back. Nobody reads it any more.")
    else:
        for telling in statement.tellings.standing():
            actions.may_tell(
                statement=statement, account=telling.account, told=False, by=case.door.account
            )
        message = _("Nobody else may know it any more.")
    return go(request, "meetings:child", case.pk, message=message)

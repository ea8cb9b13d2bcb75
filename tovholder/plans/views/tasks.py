"""Promising, wishing, answering, keeping, and saying something beside it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import go

from ..actions import (
    answer_wish,
    comment,
    could_not,
    edit_task,
    keep,
    no_longer_needed,
    promise,
    take_back,
    wish,
)
from ..conflict import Conflict
from ..forms import (
    CommentForm,
    NewTaskForm,
    ReasonForm,
    TaskEditForm,
    TaskEndForm,
    WishAnswerForm,
    WishForm,
)
from ..models import Comment, Goal, Task, TaskEnd, WishAnswer
from ..owners import possible_answerers, possible_owners
from ..rules import obstacle_to_wish
from .asking import AREAS, ask, one, place, sent, tried


@case_view(Right.PLAN, areas=AREAS)
def new(request: HttpRequest, case: Case, goal_id: UUID | None = None) -> HttpResponse:
    goal = one(Goal.objects.all(), case, goal_id) if goal_id else None
    form = NewTaskForm(sent(request), owners=possible_owners(case))

    def act() -> Task:
        said = form.cleaned_data
        return promise(
            case=case,
            text=said["text"],
            owner=said["who"],
            due=said["due"],
            together_with=said["together_with"],
            goal=goal,
            contact=said["contact"],
            by=case.door.account,
        )

    done = tried(form, act)
    if isinstance(done, Task):
        return go(request, place(case, done), message=_("It is in the plan."))
    return ask(
        request,
        case,
        form,
        title=_("Who does what?"),
        button=_("Put it in the plan"),
        lead=goal.text if goal else "",
    )


@case_view(Right.PLAN, areas=AREAS)
def edit(request: HttpRequest, case: Case, task_id: UUID) -> HttpResponse:
    task = one(Task.objects.open(), case, task_id)
    now = {
        "text": task.text,
        "due": task.due,
        "together_with": task.together_with,
        "version": task.version,
    }
    form = TaskEditForm(sent(request), initial=now)
    done = tried(form, lambda: edit_task(task=task, by=case.door.account, **form.cleaned_data))
    if isinstance(done, Task):
        return go(request, place(case, task), message=_("The agreement is changed."))
    return ask(
        request,
        case,
        form,
        title=_("Change the agreement"),
        button=_("Save"),
        lead=_("Agree on it with %(name)s first.") % {"name": task.owner_name},
        conflict=done if isinstance(done, Conflict) else None,
    )


@case_view(Right.VIEW, areas=AREAS)
def end(request: HttpRequest, case: Case, task_id: UUID) -> HttpResponse:
    task = one(Task.objects.select_related("owner_person"), case, task_id)
    if not task.is_of(case.door.account) and not case.door.may(Right.PLAN):
        raise PermissionDenied(
            _("Only %(name)s, or those who write the plan, can say how it went.")
            % {"name": task.owner_name}
        )
    form = TaskEndForm(sent(request))

    def act() -> TaskEnd:
        because, by = form.cleaned_data["because"], case.door.account
        if form.cleaned_data["outcome"] == TaskEnd.Outcome.KEPT:
            return keep(task=task, note=because, by=by)
        if form.cleaned_data["outcome"] == TaskEnd.Outcome.COULD_NOT:
            return could_not(task=task, because=because, by=by)
        return no_longer_needed(task=task, because=because, by=by)

    done = tried(form, act)
    if isinstance(done, TaskEnd):
        return go(request, place(case), message=_("Thank you. The others can see it."))
    return ask(request, case, form, title=_("How did it go?"), button=_("Save"), lead=task.text)


@case_view(Right.COMMENT, areas=AREAS)
def wish_new(request: HttpRequest, case: Case, goal_id: UUID | None = None) -> HttpResponse:
    if obstacle := obstacle_to_wish(case.door.roles):
        raise PermissionDenied(obstacle)
    goal = one(Goal.objects.all(), case, goal_id) if goal_id else None
    form = WishForm(sent(request), owners=possible_answerers(case))

    def act() -> Task:
        asked = form.owners[form.cleaned_data["of"]].who
        return wish(
            case=case,
            text=form.cleaned_data["text"],
            of=asked,
            goal=goal,
            by=case.door.account,
        )

    done = tried(form, act)
    if isinstance(done, Task):
        message = _("Your wish is sent to %(name)s.") % {"name": done.owner_name}
        return go(request, place(case, done), message=message)
    return ask(
        request,
        case,
        form,
        title=_("A wish"),
        button=_("Send the wish"),
        lead=goal.text if goal else "",
    )


@case_view(Right.VIEW, areas=AREAS)
def wish_answer(request: HttpRequest, case: Case, task_id: UUID) -> HttpResponse:
    task = one(Task.objects.filter(wish=True), case, task_id)
    if task.owner_account_id != case.door.account.pk:
        raise PermissionDenied(
            _("The wish is for %(name)s, who answers it.") % {"name": task.owner_name}
        )
    form = WishAnswerForm(sent(request))

    def act() -> WishAnswer:
        said = form.cleaned_data
        return answer_wish(
            task=task,
            accepted=said["accepted"] == "yes",
            due=said["due"],
            text=said["text"],
            by=case.door.account,
        )

    done = tried(form, act)
    if isinstance(done, WishAnswer):
        return go(request, place(case, task), message=_("The family can see your answer."))
    return ask(
        request,
        case,
        form,
        title=_("The family wishes something of you"),
        button=_("Answer"),
        lead=task.text,
    )


@case_view(Right.COMMENT, areas=AREAS)
def wish_withdrawal(request: HttpRequest, case: Case, task_id: UUID) -> HttpResponse:
    task = one(Task.objects.filter(wish=True, end=None), case, task_id)
    form = ReasonForm(sent(request))
    done = tried(
        form,
        lambda: take_back(task=task, because=form.cleaned_data["text"], by=case.door.account),
    )
    if isinstance(done, TaskEnd):
        return go(request, place(case), message=_("The wish is taken back."))
    return ask(
        request,
        case,
        form,
        title=_("Take the wish back"),
        button=_("Take it back"),
        lead=task.text,
    )


@case_view(Right.COMMENT, areas=AREAS)
def comment_new(
    request: HttpRequest,
    case: Case,
    goal_id: UUID | None = None,
    task_id: UUID | None = None,
) -> HttpResponse:
    goal = one(Goal.objects.all(), case, goal_id) if goal_id else None
    task = one(Task.objects.all(), case, task_id) if task_id else None
    form = CommentForm(sent(request))
    done = tried(
        form,
        lambda: comment(case=case, goal=goal, task=task, by=case.door.account, **form.cleaned_data),
    )
    if isinstance(done, Comment):
        return go(request, place(case, goal or task), message=_("Your comment is there."))
    return ask(
        request,
        case,
        form,
        title=_("A comment"),
        button=_("Write it down"),
        lead=goal.text if goal else task.text if task else "",
    )

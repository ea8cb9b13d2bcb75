"""What of the day is another's while one stands in: their promises and meetings (S-85).

What is asked of a person and not of a seat is left out: to answer a wish, to say whether one comes,
to prepare. The day of whoever stands in for nobody asks for nothing here.
"""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.prepared import Reading
from tovholder.cases.covering import seats_covered
from tovholder.cases.holding import Held
from tovholder.meetings.models import Invitation, Meeting
from tovholder.organisation.models import Account
from tovholder.plans.models import Task

from . import agenda
from .entries import MOST, Entry, Group

A_WEEK = timedelta(days=7)


def in_anothers_place(account: Account, held: Held) -> Group:
    """What those promised whom one stands in for, and whom they meet, each marked with for whom."""
    if not getattr(account, "shares_an_absence", True):
        return Group("", "people", [])
    today, now = timezone.localdate(), timezone.now()
    tasks = _promised(cases=held.cases(Task.AREA), account=account.pk)
    meetings = _met(cases=held.cases(Meeting.AREA), account=account.pk)
    due, later = agenda.near(_of_tasks(tasks, today), today + A_WEEK)
    met = _of_meetings(meetings, now)
    return Group(_("In another’s place"), "people", [*met, *due], later)


def _of_tasks(tasks: list[Task], today: date) -> list[Entry]:
    return [
        entry.marked(_("For %(name)s") % {"name": task.owner_name})
        for task, entry in zip(tasks, agenda.promises(tasks, today), strict=True)
    ]


def _of_meetings(meetings: list[Meeting], now: datetime) -> list[Entry]:
    return [
        entry.marked(_("For %(name)s") % {"name": meeting.instead_of})  # type: ignore[attr-defined] # annotated
        for meeting, entry in zip(meetings, agenda.meetings_to_come(meetings, {}, now), strict=True)
    ]


_promised = Reading(
    lambda cases, account: (
        Task.objects.at(cases)
        .in_open_cases()
        .open()
        .filter(
            Exists(
                seats_covered(account).filter(
                    case=OuterRef("case"), account=OuterRef("owner_account")
                )
            )
        )
        .select_related("case__person")
        .in_order()[:MOST]
    ),
    cases=list,
    account=int,
)


def _chairs(account: int) -> Subquery:
    """The name of whoever is away and has a chair at the meeting, by a covered seat at its case."""
    away = seats_covered(account).filter(case=OuterRef("case"), account=OuterRef("account"))
    chairs = Invitation.objects.standing().filter(Exists(away), meeting=OuterRef("pk"))
    return Subquery(chairs.order_by("pk").values("account__name")[:1])


_met = Reading(
    lambda cases, account: (
        Meeting.objects.at(cases)
        .in_open_cases()
        .upcoming()
        .annotate(instead_of=_chairs(account))
        .filter(instead_of__isnull=False)
        .exclude(pk__in=Meeting.objects.for_account(Account(pk=account)).values("pk"))
        .with_preparation_of(account)
        .with_answer_of(account)
        .with_move()
        .with_missing_yes(account)
        .select_related("case__person", "called_off__by", "where")[:MOST]
    ),
    cases=list,
    account=int,
)

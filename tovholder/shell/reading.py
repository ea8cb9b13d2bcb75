"""Reading somebody's day: a constant number of queries, however much there is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.prepared import Reading
from tovholder.cases import agenda as of_cases
from tovholder.cases.consents_due import answers_told
from tovholder.cases.holding import Held, held_by
from tovholder.cases.models import Case
from tovholder.concerns.overview import overview as concerns_waiting
from tovholder.gatherings import about as gatherings
from tovholder.gatherings.agreements import due_to as agreements_due_to
from tovholder.gatherings.panels import on_the_day_of
from tovholder.gatherings.signatures import to_sign_by
from tovholder.meetings.models import Meeting
from tovholder.meetings.replying import Answers, answers_at
from tovholder.meetings.table import AnyMeeting
from tovholder.organisation.models import Account
from tovholder.plans.models import Observation, Sign, Signs, Task

from . import agenda, entrances, soon
from .absences import absences
from .asked import of_panels
from .covering import in_anothers_place
from .entries import Day, Entry, Group
from .navigation import has_questions, leads_a_team, sits_in_a_team
from .team_agenda import agreements_due, agreements_to_sign, of_teams

MOST = 20  # lines of one kind: a day that holds more is not a day
FEW = 3
A_WEEK = timedelta(days=7)
BEFORE_A_CONTACT_ENDS = timedelta(days=14)  # time to agree with the family on what follows


def day_of(account: Account) -> Day:
    """The day of a professional, or of one of the family."""
    held = held_by(account)
    return _at_work(account, held) if account.is_professional else _in_the_family(account, held)


def _at_work(account: Account, held: Held) -> Day:
    today, now = timezone.localdate(), timezone.now()
    promised, wished = _tasks(account, held)
    due, later = agenda.near(agenda.promises(promised, today), today + A_WEEK)
    to_come = _meetings(account, held)
    called, answers = _answered(account, to_come)
    near, far = soon.divided(to_come, account, now)
    unsuited = agenda.times_that_do_not_suit(called, answers)
    waiting = _asked(account) + _waiting(account, held, far, wished)
    next_teams, teams = _in_teams(account, now)
    meet_soon = [*soon.reminders(near, answers, now), *next_teams]
    return Day(
        main=_shown(
            _whom(_("You meet soon"), meet_soon, leads_on=not far),
            Group(_("What you promised"), "check", due, later),
            in_anothers_place(account, held),
            Group(_("What waits for you"), "bell", waiting + unsuited),
        ),
        aside=_shown(
            _whom(_("Whom you meet"), agenda.meetings_to_come(far, answers, now)),
            Group(_("Your teams"), "people", teams),
            Group(_("What runs out"), "clock", _running_out(account, held)),
            Group(_("Have you seen it?"), "eye", agenda.looks(_spoken_of(account, held))),
        ),
        held=held,
    )


def _whom(title: str, entries: list[Entry], *, leads_on: bool = True) -> Group:
    """Meetings, with the way to one's own calendar under the last of them."""
    words, url = (_("In your own calendar"), reverse("shell:calendar")) if leads_on else ("", "")
    return Group(title, "calendar", entries, action=words, url=url)


def _asked(account: Account) -> list[Entry]:
    """Whoever asks a panel, or answers in one, has a place in the question."""
    return of_panels(on_the_day_of(account)) if has_questions(account) else []


def _in_teams(account: Account, now: datetime) -> tuple[list[Entry], list[Entry]]:
    """The teams that meet soon, and what else they ask; nothing of whoever sits in none."""
    if not sits_in_a_team(account):
        return [], []
    to_come, unread = gatherings.expected_at(account)
    called, answers = _answered(account, to_come)
    near, far = soon.divided(to_come, account, now)
    expected = of_teams(far, answers, gatherings.promised(account), unread)
    due = agreements_due_to(account) if leads_a_team(account) else []
    unsuited = agenda.times_that_do_not_suit(called, answers)
    return soon.reminders_of_teams(near, answers, now), [
        *agreements_due(due), *agreements_to_sign(to_sign_by(account)), *unsuited, *expected,
    ]  # fmt: skip


def _answered(
    account: Account, meetings: Sequence[AnyMeeting]
) -> tuple[Sequence[AnyMeeting], dict[UUID, Answers]]:
    """The meetings to come that somebody has called, and who has answered."""
    now = timezone.now()
    called = [
        one
        for one in meetings
        if one.called_by_id == account.pk and one.starts_at > now and not one.is_called_off
    ]
    return called, answers_at(called)


def _waiting(
    account: Account, held: Held, to_come: Sequence[Meeting], wished: Sequence[Task]
) -> list[Entry]:
    return [
        *absences(account),
        *entrances.at_work(account, talking=held.talks),
        *agenda.of_concerns(concerns_waiting(account)),
        *entrances.handovers(of_cases.handovers_waiting(account)[:MOST]),
        *entrances.asks(of_cases.asks_waiting(account)[:MOST]),
        *entrances.answers(answers_told(account)[:MOST]),
        *entrances.whereabouts(of_cases.whereabouts_to_decide(account, held)[:MOST]),
        *entrances.trust(of_cases.trust_to_find(account)[:MOST]),
        *agenda.preparations(_unprepared(to_come)),
        *agenda.wishes(wished),
        *agenda.minutes_to_read(_to_read(cases=held.cases(Meeting.AREA), account=account.pk)),
    ]


def _in_the_family(account: Account, held: Held) -> Day:
    today = timezone.localdate()
    promised, _wished = _tasks(account, held)
    mine = agenda.without_names(agenda.promises(promised, today))
    seen = agenda.without_names(agenda.looks(_all_signs(account, held)))
    meetings = _meetings(account, held)[:FEW]
    next_times = agenda.without_names(agenda.next_times(meetings, timezone.now()))
    return Day(
        main=_shown(
            Group(_("You are asked"), "bell", entrances.asked(account)),
            Group(_("What waits for you"), "bell", entrances.told(account)),
            Group(_("The next time we meet"), "calendar", next_times),
            Group(_("The last time we met"), "document", agenda.last_times(_held(account, held))),
            Group(_("What you promised"), "check", mine),
            Group(_("Have you seen it?"), "eye", seen),
        ),
        aside=_shown(_what_others_do(account, held)),
        held=held,
    )


def _what_others_do(account: Account, held: Held) -> Group:
    others = _of_others(account, held)
    return Group(
        _("What the others do"),
        "people",
        agenda.promises_of_others(others, timezone.localdate()),
        action=_("See the plan"),
        url=reverse("plans:plan", args=[others[0].case_id]) if others else "",
    )


def _shown(*groups: Group) -> list[Group]:
    return [group for group in groups if group]


def _running_out(account: Account, held: Held) -> list[Entry]:
    """What ends soon where one coordinates, or that one sees a case oneself."""
    today = timezone.localdate()
    contacts = _contacts(
        cases=held.cases(Task.AREA), account=account.pk, until=today + BEFORE_A_CONTACT_ENDS
    )
    return [
        *entrances.expiring(of_cases.seats_ending(account)[:MOST]),
        *agenda.contacts_ending(contacts, today),
    ]


def _tasks(account: Account, held: Held) -> tuple[list[Task], list[Task]]:
    """What I promised, and what a family wishes of me, in one query."""
    promised, wished = list[Task](), list[Task]()
    for task in _mine_to_do(cases=held.cases(Task.AREA), account=account.pk):
        asked = task.wish and getattr(task, "answer", None) is None
        (wished if asked else promised).append(task)
    return promised[:MOST], wished[:MOST]


def _of_others(account: Account, held: Held) -> list[Task]:
    others = Task.objects.within(held).in_open_cases().open().exclude(owner_account=account.pk)
    to_turn_to = Q(contact=True, due__gte=timezone.localdate())
    first = models.Case(models.When(to_turn_to, then=0), default=1)  # their contact (S-35)
    return list(others.order_by(first, "due", "set_at", "pk")[:FEW])


def _meetings(account: Account, held: Held) -> list[Meeting]:
    """The meetings to come, and those called off that I might otherwise come to."""
    return _to_come(cases=held.cases(Meeting.AREA), account=account.pk)


def _held(account: Account, held: Held) -> list[Meeting]:
    """The meetings of the last week that I was called to, and those I was at before that whose
    minutes I have not read."""
    met = Meeting.objects.within(held).ended().for_account(account).with_reading_of(account.pk)
    return list(met.filter(Q(starts_at__gt=Now() - A_WEEK) | Q(unread=True))[:FEW])


def _unprepared(meetings: Sequence[Meeting]) -> list[Meeting]:
    waits = [one for one in meetings if one.unprepared and not one.is_called_off]
    return [one for one in waits if one.starts_at > timezone.now()]


def _all_signs(account: Account, held: Held) -> list[Sign]:
    """Signs the family can look for, without a word from me for a week."""
    mine = Observation.objects.filter(sign=OuterRef("pk"), by=account.pk)
    recent = mine.filter(on__gt=timezone.localdate() - A_WEEK)
    return list(_looked_for(Sign.objects.filter(~Exists(recent)), held.cases(Sign.AREA)))


def _spoken_of(account: Account, held: Held) -> list[Sign]:
    """Signs I have spoken of before, and not for a week."""
    since = timezone.localdate() - A_WEEK
    return _gone_quiet(cases=held.cases(Sign.AREA), account=account.pk, since=since)


def _looked_for(signs: Signs, cases: list[UUID]) -> QuerySet[Sign]:
    found = signs.at(cases).in_open_cases().watched().filter(goal__end=None)
    return found.select_related("case__person")[:FEW]


def _silent(cases: list[UUID], account: int, since: date) -> Signs:
    mine = Observation.objects.at(cases).filter(by=account).values("sign").order_by()
    return Sign.objects.filter(
        pk__in=mine.annotate(last=Max("on")).filter(last__lte=since).values("sign")
    )


# A day is opened more often than anything else: compiled once (audit/prepared.py).
_mine_to_do = Reading(
    lambda cases, account: (
        Task.objects.at(cases)
        .in_open_cases()
        .waiting()
        .of_account(Account(pk=account))
        .select_related("case__person", "answer")
        .in_order()[: 2 * MOST]
    ),
    cases=list,
    account=int,
)
_contacts = Reading(
    lambda cases, account, until: (
        Task.objects.at(cases)
        .filter(case__in=Case.objects.open().coordinated_by(Account(pk=account)))
        .contacts()
        .filter(due__lte=until)
        .filter(~Exists(Task.objects.contacts().filter(case=OuterRef("case"), due__gt=until)))
        .select_related("case__person")
        .in_order()[:MOST]
    ),
    cases=list,
    account=int,
    until=date,
)
_to_come = Reading(
    lambda cases, account: (
        Meeting.objects.at(cases)
        .filter(Q(called_off__isnull=False) | Q(pk__in=Meeting.objects.in_open_cases()))
        .not_to_miss()
        .for_account(Account(pk=account))
        .with_preparation_of(account)
        .with_answer_of(account)
        .with_move()
        .with_missing_yes(account)
        .select_related("case__person", "called_off__by", "where")[:MOST]
    ),
    cases=list,
    account=int,
)
_to_read = Reading(
    lambda cases, account: (
        Meeting.objects.at(cases)
        .in_open_cases()
        .ended()
        .with_reading_of(account)
        .filter(unread=True)
        .select_related("case__person")[:MOST]
    ),
    cases=list,
    account=int,
)
_gone_quiet = Reading(
    lambda cases, account, since: _looked_for(_silent(cases, account, since), cases),
    cases=list,
    account=int,
    since=date,
)

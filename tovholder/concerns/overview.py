"""What concerns say on somebody's day: sentences with one action each."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.audit.prepared import Reading
from tovholder.cases.models import Seat
from tovholder.organisation.models import Account, Membership
from tovholder.ui.dates import day_text

from .models import Answer, Concern, Decision, Question, queues_of
from .notified_day import Own, notifications_waiting, own_letters
from .waiting import Waiting

__all__ = ["Waiting", "overview"]

A_MONTH = timedelta(days=30)
MOST = 5  # sentences of one kind


def overview(account: Account) -> list[Waiting]:
    """What waits for this account, in six queries however much there is."""
    memberships = _sitting(account=account.pk)
    at_work = [*_for_triage(memberships), *_taken_home(account)] if memberships else []
    own = own_letters(account)
    mine = [*_for_author(account), *_drafts(own)]
    return [*notifications_waiting(account, own), *at_work, *mine]


def _for_triage(memberships: list[Membership]) -> list[Waiting]:
    for count, red, ungrounded in _counted(**queues_of(memberships)):
        sentence = _waiting_in_words(count, ungrounded)
        url = reverse("shell:triage")
        return [Waiting(sentence, _("Open the triage"), url, urgent=bool(red))]
    return []


def _waiting_in_words(count: int, ungrounded: int) -> str:
    sentence = ngettext(
        "%(count)d concern waits in the triage.",
        "%(count)d concerns wait in the triage.",
        count,
    ) % {"count": count}
    if ungrounded:
        sentence += " " + ngettext(
            "%(count)d of them needs a basis before the others can read it.",
            "%(count)d of them need a basis before the others can read them.",
            ungrounded,
        ) % {"count": ungrounded}
    return sentence


def _taken_home(account: Account) -> list[Waiting]:
    """Concerns somebody took home without access to a case, for a month.

    Read from what was decided and from one's own access alone: that others work with the child
    already is not told (decision 14).
    """
    return [
        Waiting(
            _(
                "You took a concern home in %(team)s, and have no access to a case. Waiting since"
                " %(day)s."
            )
            % {"team": one.concern.forum.name, "day": day_text(timezone.localdate(one.at))},
            _("Read the concern"),
            reverse("concerns:look-at", args=[one.concern_id]),
            concern_id=one.concern_id,
        )
        for one in _taken(account=account.pk)
    ]


def _for_author(account: Account) -> list[Waiting]:
    waiting = []
    for concern in _of_author(account=account.pk):
        child = {"child": concern.identity.name}
        sentence = (
            _("The team has asked you something about %(child)s.") % child
            if concern.asked
            else _("The team has answered your concern about %(child)s.") % child
        )
        action = _("Answer") if concern.asked else _("Read the answer")
        url = reverse("concerns:concern", args=[concern.pk])
        waiting.append(Waiting(sentence, action, url, concern.asked, concern.pk))
    return waiting


def _drafts(own: Own) -> list[Waiting]:
    if own.draft is None:
        return []
    name = own.draft_name
    sentence = (
        _("You have begun to write a concern about %(child)s.") % {"child": name}
        if name
        else _("You have begun to write a concern.")
    )
    return [Waiting(sentence, _("Go on writing"), reverse("concerns:new"))]


def _count_waiting(led: list[UUID], sat_in: list[UUID]) -> QuerySet[Any]:
    """One row: how many, how many of them red, how many without a basis; none where none wait."""
    waiting = Concern.objects.in_queues(led, sat_in).waiting().annotate(queue=Value(1))
    return (
        waiting.order_by()
        .values("queue")
        .annotate(
            count=Count("pk"),
            red=Count("pk", filter=Q(worry=Concern.Worry.RED)),
            ungrounded=Count("pk", filter=Q(shown=Concern.Shown.NOTHING)),
        )
        .values_list("count", "red", "ungrounded")
    )


def _taken_by(account: int) -> QuerySet[Decision]:
    inside = Seat.objects.standing().filter(case=OuterRef("case"), account=account)
    recent = Decision.objects.filter(
        kind=Decision.Kind.SENT_ON, taken_by=account, at__gt=Now() - A_MONTH
    )
    return recent.filter(~Exists(inside)).select_related("concern__forum").order_by("at", "id")


def _waiting_for_author(account: int) -> QuerySet[Concern]:
    asked = Question.objects.filter(concern=OuterRef("pk"), reply__isnull=True)
    answered = Answer.objects.filter(decision__concern=OuterRef("pk"), acknowledgement__isnull=True)
    told = Concern.objects.filter(author=account).annotate(
        asked=Exists(asked), answered=Exists(answered)
    )
    waiting = told.filter(Q(asked=True) | Q(answered=True))
    return waiting.select_related("identity").order_by("-sent_at")


# A day is opened more often than anything else: compiled once (audit/prepared.py).
_sitting = Reading(
    lambda account: Membership.objects.current().where_cases_are_held().filter(account=account),
    account=int,
)
_counted = Reading(_count_waiting, led=list, sat_in=list)
_taken = Reading(lambda account: _taken_by(account)[:MOST], account=int)
_of_author = Reading(lambda account: _waiting_for_author(account)[:MOST], account=int)

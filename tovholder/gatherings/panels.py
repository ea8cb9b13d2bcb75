"""Panels of professions that anyone at work may ask, and what was asked of them (S-45, S-52).

A question is a small forum of its own, part of the panel: those asked and the one who asks. It has
no page among the teams. Nothing in it names a child; whoever asks is shown as a profession.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method, Step
from tovholder.organisation.models import Account, Forum, Membership, profession_title
from tovholder.organisation.working_days import is_working_day

from .models import Contribution, Meeting, Outcome
from .models.calling import Gatherings

METHOD = "sparring@1"
IS_NEW_FOR = timedelta(days=7)
MOST = 20  # questions on a page


@dataclass(frozen=True)
class Advice:
    """What one profession answered."""

    profession: str
    text: str
    at: datetime


class Waits(StrEnum):
    """What a question asks of somebody today."""

    ANSWER = "answer"
    READING = "reading"
    OUTCOME = "outcome"
    NEWS = "news"


@dataclass(frozen=True)
class Question:
    """What was asked, of whom, by which day it is answered, what was answered, what came of it."""

    meeting: Meeting
    text: str
    advice: list[Advice]
    is_mine: bool
    advised: bool

    @property
    def outcome(self) -> Outcome | None:
        """What came of the advice, once whoever asked has told it."""
        return getattr(self.meeting, "outcome", None)

    @property
    def asked_on(self) -> date | None:
        """The day whoever asked is asked what came of it; None where there is nothing to tell."""
        kind = self.panel.described
        if not self.advice or self.outcome or kind is None or not kind.outcome_days:
            return None
        after = timezone.localdate(min(one.at for one in self.advice))
        day = after + timedelta(days=kind.outcome_days - 1)
        return next_working_day(day, self.panel.unit.country)

    @property
    def waits_for(self) -> Waits | None:
        """What it asks of the reader today."""
        today = timezone.localdate()
        if not self.is_mine:
            news = self.advised and self.outcome and _is_new(self.outcome.at)
            return Waits.NEWS if news else None if self.advice else Waits.ANSWER
        if self.asked_on and self.asked_on <= today:
            return Waits.OUTCOME
        unread = self.advice and not self.outcome and _is_new(max(one.at for one in self.advice))
        return Waits.READING if unread else None

    @property
    def panel(self) -> Forum:
        """Whom it was put to."""
        room: Forum = self.meeting.forum
        return room.part_of or room

    @property
    def due(self) -> date:
        """The day by which the panel has answered."""
        return timezone.localdate(self.meeting.ends_at)

    @property
    def asker(self) -> str:
        """Who asks, as a profession."""
        return next(
            (
                profession_title(chair.profession)
                for chair in self.meeting.invitations.all()
                if chair.account_id == self.meeting.called_by_id
            ),
            "",
        )


def method() -> Method:
    """How a panel is asked: a step with the question, a step with the advice."""
    return catalogue().method(METHOD)


def question_step() -> Step:
    return method().steps[0]


def advice_step() -> Step:
    return method().steps[1]


def left_out() -> list[str]:
    """What whoever answers leaves out, by the guide to it."""
    guide = catalogue().guide_to_leading(method())
    return guide.words()["unsaid"].points if guide else []


def panels() -> list[Forum]:
    """Those anyone at work may ask, in the order of names."""
    kinds = [name for name, kind in catalogue().fora.items() if kind.asks == "anyone"]
    found = Forum.objects.filter(kind__in=kinds, part_of=None)
    return list(found.select_related("unit").order_by("name", "pk"))


def who_answers(panel: Forum, asker: Account) -> list[Membership]:
    """Those of a panel who can be asked: its own members, and not whoever asks."""
    sitting = Membership.objects.current().filter(forum=panel, ends=None).exclude(account=asker)
    return list(sitting.in_turn())


def questions_of(account: Account) -> list[Question]:
    """What somebody asked and was asked, the latest first."""
    found = _questions(account).order_by("-starts_at", "pk")[:MOST]
    return _told(list(found), account)


def on_the_day_of(account: Account) -> list[Question]:
    """What somebody was asked that nobody has answered; what they asked that was answered, to
    read, and later to tell what came of it; and what came of their advice. The first due first."""
    mine = Q(called_by=account)
    new = Q(outcome__at__gt=timezone.now() - IS_NEW_FOR)
    waits = (mine & Q(is_answered=True, outcome=None)) | (~mine & (Q(is_answered=False) | new))
    found = list(_questions(account).filter(waits).order_by("ends_at", "pk")[:MOST])
    return [one for one in _told(found, account) if one.waits_for]


def told(meeting: Meeting, account: Account) -> Question:
    """One question, which the door has opened, with its answers."""
    return _told([meeting], account)[0]


def may_read_for(panel: Forum) -> timedelta:
    """How long after an answer whoever asked reads it: until they are asked what came of it, and
    two weeks to tell."""
    kind = panel.described
    days = timedelta(days=kind.outcome_days if kind else 0)
    return days + 2 * IS_NEW_FOR if days else IS_NEW_FOR


def _is_new(moment: datetime) -> bool:
    return moment > timezone.now() - IS_NEW_FOR


def next_day_for(panel: Forum) -> date:
    """The day by which a panel answers what it is asked today."""
    return next_working_day(timezone.localdate(), panel.unit.country)


def next_working_day(after: date, country: str) -> date:
    """The day by which a question asked today is answered."""
    day = after + timedelta(days=1)
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day


def _questions(account: Account) -> Gatherings:
    """Each with whether it `is_answered`."""
    answers = Contribution.objects.filter(meeting=OuterRef("pk"), step=advice_step().id).standing()
    found: Gatherings = (
        Meeting.objects.visible_to(account)
        .questions()
        .annotate(is_answered=Exists(answers))
        .select_related("forum__part_of__unit", "outcome")
        .prefetch_related("invitations")
    )
    return found


def _told(meetings: list[Meeting], account: Account) -> list[Question]:
    said = Contribution.objects.filter(meeting__in=meetings).standing()
    words: dict[object, list[Contribution]] = {}
    for word in said.select_related("voice"):
        words.setdefault(word.meeting_id, []).append(word)
    return [_question(meeting, words.get(meeting.pk, []), account) for meeting in meetings]


def _question(meeting: Meeting, words: list[Contribution], account: Account) -> Question:
    asked = [word.text for word in words if word.step == question_step().id]
    advice = [
        Advice(word.voice.profession, word.text, word.written_at)
        for word in words
        if word.step == advice_step().id and word.voice
    ]
    return Question(
        meeting,
        "\n\n".join(asked),
        advice,
        is_mine=meeting.called_by_id == account.pk,
        advised=any(word.voice and word.voice.account_id == account.pk for word in words),
    )

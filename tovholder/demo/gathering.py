"""A team's gathering as its members live through it, each on their own screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.gatherings import actions as gatherings
from tovholder.gatherings.hosting import chairs_in, host_after_last
from tovholder.gatherings.models import Invitation, Meeting
from tovholder.meetings import actions as meetings
from tovholder.organisation.models import Account, Membership

from .days import within
from .town import Town

# Item to a level, to words, or to both.
Answers = Mapping[str, tuple[int | None, str]]


@dataclass(frozen=True)
class Gathered:
    """A gathering that has begun: who leads it, and each chair by its holder's sign-in name."""

    meeting: Meeting
    by: Account
    chairs: dict[str, Invitation]

    def account(self, name: str) -> Account:
        """Who sits there under a sign-in name."""
        return Account.objects.get(username=name)

    def move(self, *steps: str) -> None:
        """The one who leads takes the table through these steps."""
        with acting(self.by):
            for step in steps:
                meetings.move(meeting=self.meeting, to=step, over=True, by=self.by)

    def say(self, step: str, said: Iterable[tuple[str, str, str]]) -> None:
        """Column, who, words; nobody's name where the sentence is the table's own."""
        for column, name, text in said:
            account = self.account(name) if name else self.by
            with acting(account):
                meetings.add_word(
                    meeting=self.meeting, step=step, column=column, text=text, by=account,
                    voice=self.chairs[name] if name else None,
                )  # fmt: skip

    def answer(self, step: str, answers: Mapping[str, Answers]) -> None:
        """What each answers, alone."""
        for name, said in answers.items():
            account = self.account(name)
            with acting(account):
                meetings.answer(
                    meeting=self.meeting, step=step, voice=self.chairs[name], answers=said,
                    by=account,
                )  # fmt: skip

    def choose(self, step: str, *items: str) -> None:
        """What the table chooses together."""
        with acting(self.by):
            for item in items:
                meetings.choose(meeting=self.meeting, step=step, item=item, chosen=True, by=self.by)

    def review(self, step: str) -> None:
        """What was promised here before is done."""
        with acting(self.by):
            for task in self.meeting.book.open_tasks(self.meeting):
                meetings.review(
                    meeting=self.meeting, step=step, task=task, outcome="kept", because="",
                    by=self.by,
                )  # fmt: skip

    def promise(self, step: str, promised: Iterable[tuple[str, str, int]]) -> None:
        """Who, what, and within how many days."""
        for name, text, days in promised:
            account = self.account(name)
            with acting(account):
                meetings.promise(
                    meeting=self.meeting, step=step, text=text, voice=self.chairs[name],
                    due=timezone.localdate() + within(days), by=account,
                )  # fmt: skip

    def end(self, *, days: int = 0, because: str = "") -> None:
        """In so many days again, or not any more, because."""
        again = at_two(days) if days else None
        last = catalogue().method(self.meeting.method).steps[-1].id
        self.move(last)
        with acting(self.by):
            meetings.continue_or_end(
                meeting=self.meeting, step=last, next_at=again, next_place=self.meeting.place,
                ends_because=because, by=self.by,
            )  # fmt: skip
            meetings.end_meeting(meeting=self.meeting, over=True, by=self.by)


def meet(
    town: Town, team: str, method: str, purpose: str, *, place: str = "", instrument: str = ""
) -> Gathered:
    """Begin the gathering that was agreed on last time, or one called now."""
    forum = town.forums[team]
    by = Membership.objects.current().filter(chair=True).in_turn().filter(forum=forum)[0].account
    begins = at_two(0)
    lasts = timedelta(minutes=catalogue().method(method).lasts_minutes)
    with acting(by):
        agreed = Meeting.objects.of(forum).upcoming().filter(method=method, instrument=instrument)
        found = agreed.select_related("forum", "pen_holder", "host").first()
        meeting = found or gatherings.call(
            forum=forum, method=method, purpose=purpose, starts_at=begins, by=by, place=place,
            ends_at=begins + lasts, chairs=chairs_in(forum), host=host_after_last(forum),
            instrument=instrument,
        )  # fmt: skip
        meetings.begin(meeting=meeting, by=by)
        invited = Invitation.objects.filter(meeting=meeting).select_related("account", "meeting")
        chairs = {str(chair.account.username): chair for chair in invited if chair.account}
    held = Gathered(meeting, by, chairs)
    _approve(held)
    return held


def _approve(held: Gathered) -> None:
    """Everyone says yes to the frame, where the method has one first."""
    first = catalogue().method(held.meeting.method).steps[0]
    if first.kind != "frame":
        return
    for name, chair in held.chairs.items():
        account = held.account(name)
        with acting(account):
            meetings.approve(meeting=held.meeting, step=first.id, voice=chair, by=account)


def at_two(days: int) -> datetime:
    """Two in the afternoon, on the working day nearest to so many days from now."""
    then = timezone.localtime() + within(days)
    return then.replace(hour=14, minute=0, second=0, microsecond=0)

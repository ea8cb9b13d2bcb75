"""A team of the cast's professionals and a gathering of it; and short words for what happens."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.demo.town import Town
from tovholder.gatherings import actions as gatherings
from tovholder.gatherings.hosting import chairs_in, host_after_last
from tovholder.gatherings.models import Invitation, Meeting
from tovholder.meetings import actions
from tovholder.meetings.sitting import Sitting, sit
from tovholder.organisation.models import Forum, Membership

LEADS = "psychologist"
MEMBERS = (LEADS, "teacher", "health-visitor")


@dataclass
class Team:
    """A forum that holds no cases, and a gathering called by the one who leads it."""

    town: Town
    forum: Forum
    meeting: Meeting

    def account(self, name: str):
        return self.town.accounts[name]

    def voice(self, name: str) -> Invitation:
        with acting(self.account(name)):
            voice = Invitation.objects.select_related("account").get(
                meeting=self.meeting, account=self.account(name)
            )
        voice.meeting = self.meeting
        return voice

    def sitting(self) -> Sitting:
        return sit(self.meeting)

    def say(self, who: str, text: str, *, step: str = "theme", column: str = "angle"):
        with acting(self.account(who)):
            return actions.add_word(
                meeting=self.meeting, step=step, column=column, text=text,
                voice=self.voice(who), by=self.account(who),
            )  # fmt: skip

    def go_to(self, step: str, *, lead: str = LEADS) -> None:
        by = self.account(lead)
        with acting(by):
            actions.begin(meeting=self.meeting, by=by)
            for each in self.sitting().method.steps[1:]:
                if self.sitting().running.current.id == step:
                    return
                actions.move(meeting=self.meeting, to=each.id, over=True, by=by)


def found(
    town: Town, *, closed: bool = False, name: str = "Netværket", kind: str = "network"
) -> Forum:
    """A forum that holds nothing about anybody, with its members."""
    forum = Forum.objects.create(
        kind=kind, name=name, unit=town.forums["triage"].unit, holds_cases=False,
        closed=closed,
    )  # fmt: skip
    for turn, member in enumerate(MEMBERS):
        Membership.objects.create(
            forum=forum, account=town.accounts[member], chair=member == LEADS, turn=turn
        )
    return forum


def call(town: Town | Gathering, *, forum: Forum | None = None, method: str = "round@1") -> Team:
    """The one who leads calls a gathering a week from now."""
    town = town.town if isinstance(town, Gathering) else town
    forum = forum or found(town)
    lead = town.accounts[LEADS]
    starts = timezone.now() + timedelta(days=7)
    known = catalogue().methods.get(method)
    choice = known.instrument_choice if known else ()
    with acting(lead):
        meeting = gatherings.call(
            forum=forum, method=method, purpose="At lære af hinanden", starts_at=starts,
            ends_at=starts + timedelta(hours=1), place="Lokale 3", chairs=chairs_in(forum),
            host=host_after_last(forum), by=lead, instrument=choice[0] if choice else "",
        )  # fmt: skip
    return Team(town, forum, meeting)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)

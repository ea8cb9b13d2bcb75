"""A called meeting about the cast's child, and the voices at it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.chairs import chairs_at
from tovholder.meetings.models import Invitation, Meeting
from tovholder.meetings.sitting import Sitting, sit

INVITED = ("mother", "social-worker", "teacher", "psychologist")


@dataclass
class Table:
    """A meeting with its people, and short words for what happens at it."""

    gathering: Gathering
    meeting: Meeting

    def account(self, name: str):
        return self.gathering.account(name)

    def voice(self, name: str) -> Invitation:
        with acting(self.account("mother")):
            voice = Invitation.objects.select_related("account").get(
                meeting=self.meeting, account=self.account(name)
            )
        voice.meeting = self.meeting
        return voice

    def sitting(self) -> Sitting:
        return sit(self.meeting)

    def say(self, who: str, text: str, *, step: str, column: str = "", by: str = "social-worker"):
        with acting(self.account(by)):
            return actions.add_word(
                meeting=self.meeting, step=step, column=column, text=text,
                voice=self.voice(who), by=self.account(by),
            )  # fmt: skip

    def begin(self) -> None:
        worker = self.account("social-worker")
        with acting(worker):
            actions.begin(meeting=self.meeting, by=worker)

    def move(self, to: str, *, over: bool = False) -> None:
        worker = self.account("social-worker")
        with acting(worker):
            actions.move(meeting=self.meeting, to=to, over=over, by=worker)

    def go_to(self, step: str) -> None:
        """Through the steps in their order, over whatever is parked, as far as `step`."""
        self.begin()
        for each in self.sitting().method.steps[1:]:
            if self.where() == step:
                return
            self.move(each.id, over=True)

    def where(self) -> str:
        """The step the table is at."""
        with acting(self.account("mother")):
            return self.sitting().running.current.id


def call(
    gathering: Gathering,
    *names: str,
    method: str = "five-steps@1",
    writing: str = "pen",
    companion: str = "",
    days: int = 7,
    instrument: str = "",
) -> Table:
    """The social worker calls a meeting, a week from now."""
    worker = gathering.account("social-worker")
    wanted = {gathering.account(name).pk for name in names or INVITED}
    starts = timezone.now() + timedelta(days=days)
    with acting(worker):
        chairs = [chair for chair in chairs_at(gathering.case) if chair.account.pk in wanted]
        if companion:
            chairs.append(actions.Chair(name=companion, side="companion"))
        meeting = actions.call(
            case=gathering.case, method=method, purpose="At forstå Lars' dage i skolen",
            starts_at=starts, ends_at=starts + timedelta(hours=1), place="Skolen, lokale 12",
            chairs=chairs, writing=writing, by=worker,
            instrument=instrument,
        )  # fmt: skip
    return Table(gathering, meeting)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)

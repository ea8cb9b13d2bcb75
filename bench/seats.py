"""One child's case with so many people at it, and so many boards with a chair for each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.cast import gather, settle
from tovholder.audit.context import acting
from tovholder.cases.actions.cases import give_seat
from tovholder.meetings import actions
from tovholder.meetings.actions.moving import note_passage
from tovholder.meetings.chairs import chairs_at
from tovholder.meetings.models import Invitation
from tovholder.organisation.models import Account, Professional

STEP = "story"


@dataclass(frozen=True)
class Board:
    """A board that stands at a step where everybody writes: its chairs by account."""

    id: str
    chairs: dict[int, str]
    accepted: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"/meetings/{self.id}/"

    @property
    def step(self) -> str:
        return f"{self.address}board/{STEP}/"

    @property
    def live(self) -> str:
        return f"/live{self.address}"


@dataclass(frozen=True)
class Seated:
    """Everybody by account with the key of their session, and the boards."""

    sessions: dict[int, str]
    boards: list[Board]


def seat(people: int, boards: int) -> Seated:
    """Make them in the database that is in use."""
    with acting(None):
        town = settle()
    gathering = gather(town)
    worker = gathering.account("social-worker")
    unit = worker.professional.unit
    with acting(worker):
        known = [chair.account for chair in chairs_at(gathering.case) if chair.account]
        for number in range(people - len(known)):
            account = Account.objects.create(
                username=f"seated-{number}", name=f"Fagperson {number}", sort_key="fagperson",
            )  # fmt: skip
            Professional.objects.create(account=account, unit=unit, profession="teacher")
            give_seat(
                case=gathering.case, account=account, basis=gathering.consent,
                role="professional", areas=["plan", "meetings"], by=worker,
            )  # fmt: skip
        chairs = [replace(one, trusted=False) for one in chairs_at(gathering.case)][:people]
        made = [_board(gathering.case, chairs, worker) for _ in range(boards)]
    return Seated({one.account.pk: _session(one.account) for one in chairs if one.account}, made)


def _board(case: object, chairs: list[actions.Chair], worker: Account) -> Board:
    starts = timezone.now() + timedelta(hours=1)
    meeting = actions.call(
        case=case, method="five-steps@1", purpose="At måle", starts_at=starts,
        ends_at=starts + timedelta(hours=1), place="", chairs=chairs, writing="together",
        by=worker,
    )  # fmt: skip
    note_passage(meeting, step=STEP, opened=True, by=worker)
    sitting = Invitation.objects.filter(meeting=meeting).values_list("account", "pk")
    return Board(str(meeting.pk), {account: str(pk) for account, pk in sitting})


def _session(account: Account) -> str:
    client = Client()
    client.force_login(account)
    return client.cookies["session"].value

"""A method clicked through without a case: invented people at an empty table, and no database.

A `DrySitting` is a sitting whose every part is given. The kinds of steps read nothing else, so the
page of a step is drawn here as it is at a meeting; what has been said is nothing yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.access import Right
from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method
from tovholder.organisation.models import Account

from .book import CASE_BOOK, Book
from .engine.kinds import KINDS, AtStep
from .models import Invitation, Side, Writing
from .naming import name_shortly
from .sitting import Sitting

NOWHERE = UUID(int=0)
# Name, side, profession, kinship. Who leads stands last.
FAMILY = (
    ("Ella Holm", Side.FAMILY, "", "child"),
    ("Sofie Holm", Side.FAMILY, "", "mother"),
    ("Karen Lund", Side.COMPANION, "", ""),
)
PROFESSIONALS = (
    ("Mette Dam", Side.PROFESSIONAL, "teacher", ""),
    ("Jonas Berg", Side.PROFESSIONAL, "psychologist", ""),
    ("Lene Moe", Side.PROFESSIONAL, "health-visitor", ""),
    ("Anne Vik", Side.PROFESSIONAL, "social-worker", ""),
)


@dataclass
class DryDoor:
    """What somebody at the table may do: as at a meeting, but for the pages that are not here."""

    account: Account
    leads: bool
    is_family: bool

    rights = SimpleNamespace(PLAN=False)

    def may(self, right: Right) -> bool:
        """Everyone speaks; one leads; nobody leaves for the plan."""
        return self.leads if right == Right.MEET else right != Right.PLAN


@dataclass
class DryMeeting:
    """A meeting nobody called. Its pages all lead back to the step one looks at."""

    method: str
    step: str
    book: Book
    pen_holder: Account
    door: DryDoor
    starts_at: datetime
    writing: str
    sealed: bool
    company: str

    pk = NOWHERE
    case_id = None
    person = SimpleNamespace(given_name="Ella", account_id=1)
    place = purpose = ""
    has_begun = True
    has_ended = is_called_off = False

    @property
    def instrument(self) -> str:
        """Where one chooses among instruments when calling, the first of them is tried."""
        return next(iter(catalogue().method(self.method).instrument_choice), "")

    @property
    def pen_holder_id(self) -> int:
        return int(self.pen_holder.pk)

    @property
    def case(self) -> DryMeeting:
        """The templates of a case's meeting ask its case for the door."""
        return self

    def address(self, name: str, *about: Any) -> str:  # noqa: ARG002 as a meeting answers it
        """Where every form and link of the step leads: nowhere but here."""
        return reverse("meetings:try_step", args=[self.method, self.step])


@dataclass(frozen=True)
class DryPassage:
    """A step that was opened, or closed behind oneself."""

    step: str
    opened: bool
    sealed: bool = False


class DrySitting(Sitting):
    """A sitting in which nothing has been said. Nothing of it is read from the database."""

    def __init__(self, meeting: Any, method: Method, chairs: list[Invitation]) -> None:
        super().__init__(meeting, method)
        for name, part in vars(Sitting).items():
            if isinstance(part, cached_property) and name not in ("course", "running"):
                self.__dict__[name] = _nothing(part)
        steps = [step.id for step in method.steps]
        here = steps.index(meeting.step)
        passed = [DryPassage(step, opened=False) for step in steps[:here]]
        self.__dict__["invitations"] = chairs
        self.__dict__["passages"] = [*passed, DryPassage(meeting.step, True, meeting.sealed)]

    @property
    def case_meeting(self) -> Any:
        """The meeting, where it is about a case."""
        return self.meeting

    def statements_for(self, account: Account) -> list[Any]:  # noqa: ARG002 as a sitting answers
        """Nothing has been said."""
        return []


def _nothing(part: cached_property[Any]) -> Any:
    """What a part of a sitting is where nothing has been said: by what it says it answers."""
    answers = str(part.func.__annotations__["return"])
    return [] if answers.startswith("list") else {} if answers.startswith("dict") else None


def table_of(method: Method) -> list[Invitation]:
    """Invented people such as the method gathers: for an interview, the child and one it trusts."""
    people: tuple[tuple[str, Side, str, str], ...] = PROFESSIONALS
    if method.company != "professionals":
        people = FAMILY + PROFESSIONALS
    if method.has("interview"):
        people = (FAMILY[0], PROFESSIONALS[-1])
    chairs = [
        Invitation(
            pk=UUID(int=number),
            meeting_id=NOWHERE,
            account_id=None if side == Side.COMPANION else number,
            name=name,
            side=side,
            profession=profession,
            relation=kinship,
        )
        for number, (name, side, profession, kinship) in enumerate(people, 1)
    ]
    name_shortly(chairs)
    return chairs


def try_step(method: Method, step_id: str, seat: int) -> AtStep:
    """A step of a method as one of those at the table sees it. KeyError where it has no such step.

    `seat` is a place in `table_of(method)`; whoever leads where there is none.
    """
    step, chairs = method.step(step_id), table_of(method)
    accounts = [Account(pk=chair.account_id or -1, name=chair.name) for chair in chairs]
    place = seat if 0 <= seat < len(chairs) else len(chairs) - 1
    meeting = DryMeeting(
        method=method.reference,
        step=step_id,
        book=replace(CASE_BOOK, name=method.about),
        pen_holder=accounts[-1],
        door=DryDoor(
            account=accounts[place],
            leads=place == len(chairs) - 1,
            is_family=chairs[place].side != Side.PROFESSIONAL,
        ),
        starts_at=timezone.now(),
        writing=Writing.TOGETHER if method.open_days else Writing.PEN,
        sealed=KINDS[step.kind].seals,
        company=method.company,
    )
    return AtStep(DrySitting(meeting, method, chairs), step, accounts[place])


def seats(at: AtStep) -> list[dict[str, Any]]:
    """Whom one can look as: a name, who it is, and whether one does."""
    chairs = at.sitting.invitations
    return [
        {
            "number": number,
            "name": chair.name,
            "title": _("leads the meeting") if number == len(chairs) - 1 else chair.title,
            "chosen": (chair.account_id or -1) == at.account.pk,
        }
        for number, chair in enumerate(chairs)
    ]

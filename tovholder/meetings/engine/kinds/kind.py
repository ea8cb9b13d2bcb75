"""What every kind of step has: a name, the words a method file may give it, what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.utils.functional import Promise

from ...rules import obstacle_to_writing, voices_for
from ...table import AnyInvitation
from ..running import WAITING

if TYPE_CHECKING:
    from tovholder.catalogue.methods import Step
    from tovholder.organisation.models import Account

    from ...sitting import Sitting


@dataclass
class Refused:
    """A form that was sent and not accepted: shown again where it stood."""

    act: str
    about: str
    form: forms.Form
    theirs: str = ""
    """What somebody else wrote meanwhile, where that is why."""


@dataclass
class AtStep:
    """Someone at one step of a sitting: what a kind's page and forms are made from."""

    sitting: Sitting
    step: Step
    account: Account
    refused: Refused | None = None
    taken_up: str = ""
    """The parked sentence somebody is making their own."""
    on_wall: bool = False
    """Drawn for the whole room: nobody's own page, and nothing to press."""

    @cached_property
    def kind(self) -> Kind:
        return KINDS[self.step.kind]

    @cached_property
    def words(self) -> Any:
        """The step's own words in the reader's language."""
        return self.sitting.method.words()[self.step.id]

    @cached_property
    def standing(self) -> str:
        return self.sitting.course.standing(self.step.id)

    @cached_property
    def obstacle(self) -> str | None:
        """Why this account does not write here just now."""
        return obstacle_to_writing(self.sitting.meeting, self.account)

    @property
    def writes(self) -> bool:
        """Whether this account writes in this step now."""
        return self.obstacle is None and self.standing != WAITING and not self.on_wall

    @cached_property
    def voices(self) -> list[AnyInvitation]:
        """The voices this account may write in, of those who are here."""
        here = [chair for chair in self.sitting.invitations if chair.here]
        return voices_for(self.sitting.meeting, self.account, here)

    @cached_property
    def changeable(self) -> list[AnyInvitation]:
        """The voices whose words this page leads to a change of."""
        return self.voices if self.writes else []

    def says(self, key: str) -> Any:
        """A word of the step by its key, or None where the method's file has none."""
        return self.words.get(key)

    def theirs(self, act: str, about: object = "") -> str:
        """What somebody else wrote meanwhile, where an act about it was refused for that."""
        refused = self.refused
        return (
            refused.theirs if refused and (refused.act, refused.about) == (act, str(about)) else ""
        )

    def form(self, act: str, about: object = "", /, **initial: Any) -> forms.Form:
        """The form of an act, about one thing; the refused one where it was refused."""
        key = str(about)
        if self.refused and (self.refused.act, self.refused.about) == (act, key):
            return self.refused.form
        return self.blank(act, key, initial=initial)

    def blank(self, act: str, about: str = "", **arguments: Any) -> forms.Form:
        """A form of an act with controls named apart from every other on the page."""
        ids = f"{self.step.id}-{act}{'-' + about if about else ''}-%s"
        return self.kind.acts[act].form(at=self, auto_id=ids, **arguments)


class Ask(forms.Form):
    """A form of one act at one step. `at` is where it is asked."""

    use_required_attribute = False

    def __init__(self, *args: Any, at: AtStep, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Act:
    """Something one can do in a step: its form, and the action with the form's answers.

    `about` names the form's field that says about which of many things it is asked; an act on one
    thing alone has none. `says` is told to whoever did what leaves nothing to be seen.
    """

    form: type[Ask]
    do: Callable[[AtStep, dict[str, Any]], Any]
    about: str = ""
    says: str | Promise = ""


class Kind:
    """One kind of step. `keys` are the words a method file may use in such a step.

    `seals`: while the table is at such a step some are alone, and nothing at all is written.
    """

    name: ClassVar[str]
    keys: ClassVar[frozenset[str]] = frozenset()
    acts: ClassVar[dict[str, Act]] = {}
    has_pen: ClassVar[bool] = False
    seals: ClassVar[bool] = False

    @property
    def pen(self) -> str:
        """The form beside the board, for kinds that have one: `<name>_pen.html`."""
        return f"meetings/kinds/{self.name}_pen.html" if self.has_pen else ""

    @property
    def template(self) -> str:
        return f"meetings/kinds/{self.name}.html"

    @property
    def minutes(self) -> str:
        return f"meetings/kinds/{self.name}_minutes.html"

    @property
    def wall(self) -> str:
        """What hangs on the wall beside the step's words: as in the minutes, read by everyone;
        empty where the words stand alone."""
        return self.minutes

    def acts_at(self, at: AtStep) -> dict[str, Act]:  # noqa: ARG002 a kind may let less be done
        """What can be done at this very step."""
        return self.acts

    def shows(self, at: AtStep) -> dict[str, Any]:
        """What the page of the step is drawn from."""
        return {"words": at.words}

    def in_common(self, *, writes: bool) -> bool:  # noqa: ARG002 a kind may have no form within
        """Whether all who write here, or all who do not, are shown the same, whoever they are.

        What only its reader may see or press makes a step their own. Where in doubt: not.
        """
        return False

    def in_hand(self, at: AtStep) -> tuple[object, ...]:  # noqa: ARG002 only where a pen stands apart
        """What the reader's pen is made from, where it stands apart from what is shown."""
        return ()

    def stays(self, at: AtStep) -> bool:
        """Whether the reader has something in hand here, and is not taken where the table goes."""
        return at.writes

    def leave(self, at: AtStep) -> None:
        """What is done as the table leaves such a step, by whoever moves it on."""

    def end(self, at: AtStep) -> None:
        """What is done at such a step as the meeting ends, by whoever ends it."""

    def missing(self, sitting: Sitting, step: Step) -> tuple[str, ...]:  # noqa: ARG002 a kind may ask
        """What such a step still asks for, each as the table reads it."""
        return ()

    def approved(self, sitting: Sitting, step: Step) -> frozenset[str]:
        """The voices whose yes counts at such a step."""
        return frozenset(str(yes.voice_id) for yes in sitting.approvals if yes.step == step.id)


KINDS: dict[str, Kind] = {}

SomeKind = TypeVar("SomeKind", bound=Kind)


def kind(made: type[SomeKind]) -> type[SomeKind]:
    """Make a kind known to method files by its name."""
    if made.name in KINDS:
        raise ValueError(f"There is already a kind of step named {made.name!r}.")
    KINDS[made.name] = made()
    return made

"""What people are asked at a step, one by one: the method's own questions or an instrument's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tovholder.catalogue import catalogue

if TYPE_CHECKING:
    from tovholder.catalogue.instruments import Question
    from tovholder.catalogue.methods import Method, Step

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked. `highest` is the top of a scale from 0, or 0 where words are asked for.

    `options` are the words of a choice: its answer is the place of the chosen one, from 0.
    """

    id: str
    title: str
    text: str = ""
    highest: int = 0
    lowest_means: str = ""
    highest_means: str = ""
    options: tuple[str, ...] = ()
    longest: int = LONGEST
    required: bool = False

    @property
    def is_valued(self) -> bool:
        """Whether the answer is a number, and not words."""
        return bool(self.highest or self.options)

    @property
    def top(self) -> int:
        """The highest value an answer may have."""
        return len(self.options) - 1 if self.options else self.highest

    def said(self, value: int | None, words: str = "") -> str:
        """An answer as people read it."""
        if value is None:
            return words
        return self.options[value] if value < len(self.options) else str(value)


def items_of(method: Method, step: Step, chosen: str = "") -> list[Item]:
    """What a step asks, in the reader's language. `chosen` is the instrument picked when calling,
    and the first of the method's where none was.

    Raises LookupError where the instrument's file is gone.
    """
    reference = step.options.get("instrument") or ""
    if reference:
        if reference == "chosen":
            reference = chosen or next(iter(method.instrument_choice), "")
        return items_in(reference)
    words = method.words()[step.id]
    highest = step.options.get("highest", 0)
    return [Item(ask, words[ask].title, words[ask].text, highest) for ask in step.options["asks"]]


def items_in(reference: str) -> list[Item]:
    """What an instrument asks, in the reader's language. LookupError where its file is gone."""
    instrument = catalogue().instrument(reference)
    asked = instrument.words()
    return [_question(question, asked[question.id]) for question in instrument.questions]


def _question(question: Question, words: Any) -> Item:
    lowest, highest = words.get("lowest"), words.get("highest")
    return Item(
        id=question.id,
        title=words.title,
        text=words.text,
        highest=question.highest,
        lowest_means=_told(lowest),
        highest_means=_told(highest),
        options=tuple(words[option.id].title for option in question.options),
        longest=question.longest,
        required=question.required,
    )


def _told(part: Any) -> str:
    return "" if part is None else str(part.text or part.title)

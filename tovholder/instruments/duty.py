"""When what is described brings up the personal duty to notify (S-18, S-24, S-25).

The signs are data of the instrument: beginnings of words in each language. The colour of the worry
plays no part. Meeting a sign is no judgement: it only sees to it that the writer is told of the
duty in time.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from tovholder.catalogue.instruments import DutySign, Instrument

# How far apart, in words, the parts of one stem may stand and still belong together.
NEAR = 3
# Short words begin too many others (Danish "dø" begins "døren"): they are met whole.
SHORT = 3
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Notice:
    """What the writer is told, and which of the described things brought it up."""

    title: str
    paragraphs: Sequence[str]
    signs: Sequence[str]


def notice_of_duty(
    instrument: Instrument, answers: Mapping[str, Any], language: str | None = None
) -> Notice | None:
    """The notice of the duty where something described calls for it; otherwise None.

    `language` is the one that was written in; without it, the one the page is read in.
    """
    written = (language or get_language() or "en").split("-")[0]
    met = signs_met(instrument, answers, written)
    if not met:
        return None
    words = instrument.words()["duty"]
    return Notice(words.title, words.lines, [words[sign.id].title for sign in met])


def signs_met(instrument: Instrument, answers: Mapping[str, Any], language: str) -> list[DutySign]:
    """The signs that are described in the questions the instrument says to look at.

    Who reads the pages in English writes about a Danish or Norwegian child in any of the three.
    """
    told = [_words(str(answers.get(question, ""))) for question in instrument.duty_questions]
    found = []
    for sign in instrument.duty_signs:
        languages = sign.stems if language == "en" else (language,)
        stems = [_words(stem) for code in languages for stem in sign.stems.get(code, ())]
        if any(_stands_in(stem, words) for stem in stems for words in told):
            found.append(sign)
    return found


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _stands_in(stem: Sequence[str], words: Sequence[str]) -> bool:
    """Whether every part of the stem begins a word of one short stretch."""
    if not stem:
        return False
    places = [[at for at, word in enumerate(words) if _begins(word, part)] for part in stem]
    return all(places) and any(
        all(any(abs(at - start) <= NEAR for at in part) for part in places) for start in places[0]
    )


def _begins(word: str, part: str) -> bool:
    return word == part if len(part) <= SHORT else word.startswith(part)

"""A method as one printed page: what one lays on the table, or takes along."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tovholder.ui.paper import pdf

from . import catalogue
from .methods import Method
from .telling import facts, sections
from .words import Words


@lru_cache(maxsize=256)
def card(reference: str, language: str) -> bytes:
    """A method's card as tagged PDF, in a language, or in the nearest there are words in."""
    method = catalogue().method(reference)
    words = method.words(language)
    with override(words.language):
        return pdf(
            "catalogue/card", told(method, words), title=words.title, language=words.language
        )


def told(method: Method, words: Words) -> dict[str, Any]:
    """What stands on the card, step by step, as plain values."""
    sources = ", ".join(method.sources)
    beside = [f"{fact.label}: {fact.text.rstrip('.')}" for fact in facts(method)]
    foot = [method.reference, *([_("From the sources") + f": {sources}"] if sources else [])]
    return {
        "lead": words.paragraphs + words.points,
        "facts": " · ".join(beside),
        "steps": [_step(section) for section in sections(method, words)],
        "foot": " · ".join(foot),
    }


def _step(section: dict[str, Any]) -> dict[str, Any]:
    said = section["words"]
    return {
        "title": said.title,
        "paragraphs": said.paragraphs,
        "points": said.points,
        "parts": [
            {"title": part["title"], "text": " ".join([*part["paragraphs"], *part["points"]])}
            for part in section["parts"]
        ],
        "conditions": section["conditions"],
    }

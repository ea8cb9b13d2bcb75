"""Words in a row and in order, as Danes and Norwegians write them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..words import Section


def listed(words: Iterable[object]) -> str:
    """Words in a row, as one writes them: a, b and c. Semicolons where they have commas inside."""
    *before, last = [str(word) for word in words] or [""]
    if not before:
        return last
    inside = any("," in word for word in (*before, last))
    joined = "; ".join(before) + ";" if inside else ", ".join(before)
    return _("{before} and {last}").format(before=joined, last=last)


def quoted(words: Section, names: Iterable[str]) -> str:
    """The titles of some parts or sections, each in quotation marks."""
    return listed(f"“{words[name].title or name}”" for name in names)


def in_order(title: str) -> str:
    """A key that sorts titles as Danes and Norwegians do: æ, ø, å after z."""
    return title.casefold().translate(str.maketrans("æøå", "{|}"))

"""The prose of the catalogue: one file per language, read strictly.

A file holds a title (`# `), a lead, sections (`## id: Title`) and parts of a section
(`### id: Title` or `### id`). Text is plain paragraphs, and lists whose lines begin with `- `.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from .faults import Fault, tell, text_of

HEADING = re.compile(r"^(#{1,3}) +(.*\S) *$")
# What the pages call the words' own parts: an id of the same name would hide it from them.
OWN = frozenset(
    {"get", "language", "lead", "lines", "paragraphs", "parts", "points", "text", "title"}
)
ONE_TITLE = "the title (#) stands once, on the first line."
NAMED = re.compile(r"^([a-z0-9][a-z0-9_-]*)(?:: +(.+))?$")


@dataclass(frozen=True)
class Section:
    """Words under one heading: a title, a text, and parts by id."""

    title: str
    text: str
    parts: Mapping[str, "Section"] = field(default_factory=dict)

    def __getitem__(self, key: str) -> "Section":
        return self.parts[key]

    def __contains__(self, key: object) -> bool:
        return key in self.parts

    def get(self, key: str) -> "Section | None":
        """A part by its id, or None."""
        return self.parts.get(key)

    @property
    def lines(self) -> list[str]:
        """The text as paragraphs; a list's lines begin with “- ”."""
        return [line for line in self.text.splitlines() if line.strip()]

    @property
    def points(self) -> list[str]:
        """The lines of the text's list, without their sign."""
        return [line[2:].strip() for line in self.lines if line.startswith("- ")]

    @property
    def paragraphs(self) -> list[str]:
        """The text without its list."""
        return [line for line in self.lines if not line.startswith("- ")]


@dataclass(frozen=True)
class Words(Section):
    """An item's words in one language. `lead` is what stands under the title."""

    language: str = ""

    @property
    def lead(self) -> str:
        return self.text


def read_words(file: Path, language: str) -> Words:
    """Read one prose file. Raises Fault with every line that cannot be understood."""
    title = ""
    faults: list[Fault] = []
    texts: dict[tuple[str, ...], list[str]] = {(): []}
    titles: dict[tuple[str, ...], str] = {}
    here: tuple[str, ...] = ()
    for number, line in enumerate(text_of(file).splitlines(), start=1):
        heading = HEADING.match(line)
        if heading is None:
            if told := _unreadable(line):
                faults.append(Fault(file, str(number), told))
            texts[here].append(line)
            continue
        depth = len(heading[1])
        if depth == 1:
            if title or number > 1:
                faults.append(Fault(file, str(number), ONE_TITLE))
            title = heading[2]
            continue
        try:
            here = _place(heading[2], depth, here, titles)
        except ValueError as fault:
            faults.append(Fault(file, str(number), str(fault)))
        texts[here] = []
    if not title:
        faults.insert(0, Fault(file, "1", "the first line is the title: # and the words."))
    tell(faults)
    return Words(
        title=title, text=_joined(texts[()]), parts=_parts((), texts, titles), language=language
    )


def _unreadable(line: str) -> str:
    """What is wrong with a line that is no heading, or nothing."""
    if line.startswith("#"):
        return "a heading is #, ## or ###, a space and words."
    if line.lstrip().startswith(("* ", "• ")):
        return "a line of a list begins with “- ”."
    return ""


def _place(
    words: str, depth: int, here: tuple[str, ...], titles: dict[tuple[str, ...], str]
) -> tuple[str, ...]:
    """Where a heading's text belongs. Raises ValueError in words."""
    named = NAMED.match(words)
    if named is None:
        raise ValueError("a heading reads “## id: Title”, the id in small letters.")
    if named[1] in OWN:
        raise ValueError(f"{named[1]!r} is a word of the pages' own: choose another id.")
    if depth == 3 and not here:
        raise ValueError("a part (###) stands under a section (##).")
    place = (*here[: depth - 2], named[1])
    if place in titles:
        raise ValueError(f"{named[1]!r} stands here twice.")
    titles[place] = named[2] or ""
    return place


def _joined(lines: list[str]) -> str:
    """Lines of a paragraph belong together; an empty line or a list's sign begins a new one."""
    joined: list[str] = []
    fresh = True
    for line in (line.strip() for line in lines):
        if not line:
            fresh = True
        elif fresh or line.startswith("- "):
            joined.append(line)
            fresh = False
        else:
            joined[-1] += f" {line}"
    return "\n".join(joined)


def _parts(
    above: tuple[str, ...],
    texts: dict[tuple[str, ...], list[str]],
    titles: dict[tuple[str, ...], str],
) -> Mapping[str, Section]:
    return MappingProxyType(
        {
            place[-1]: Section(titles[place], _joined(texts[place]), _parts(place, texts, titles))
            for place in titles
            if place[:-1] == above
        }
    )

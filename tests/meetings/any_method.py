"""Any method a file may describe: made from the closed words alone, and read by the reader."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from tovholder.catalogue import vocabulary
from tovholder.catalogue.faults import Fault
from tovholder.catalogue.method_files import read_method
from tovholder.catalogue.methods import Method
from tovholder.catalogue.options import (
    Count,
    Flag,
    Names,
    Option,
    Reference,
    Sides,
    Steps,
    Word,
    Words,
)
from tovholder.catalogue.tables import Table
from tovholder.catalogue.words import Section
from tovholder.catalogue.words import Words as Prose

Rows = list[dict[str, Any]]
NAMES = ("one", "two", "three")
FILE = Path("any@1") / "method.toml"


def value_of(option: Option, known: Collection[str], steps: list[str]) -> st.SearchStrategy[Any]:
    """Anything an option may say, of the known words and the steps it may name."""
    match option:
        case Flag():
            made: st.SearchStrategy[Any] = st.booleans()
        case Count():
            made = st.integers(option.lowest, option.highest)
        case Word():
            made = st.sampled_from(sorted(known))
        case Words():
            made = some_of(known)
        case Names():
            made = some_of(NAMES)
        case Steps():
            made = some_of(steps) if option.many else st.sampled_from(steps)
        case Reference():
            made = st.just(["five-steps"] if option.many else "concern@1")
        case _:
            raise TypeError(option)
    return made


def some_of(words: Collection[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(words)), min_size=1, unique=True)


@dataclass(frozen=True)
class Frame:
    """What a file is about, its kinds of steps in order, and whether only what fits is drawn."""

    about: str
    kinds: dict[str, str]
    fits: bool

    def words(self, key: str, option: Option) -> list[str]:
        """The words a key may say here."""
        known = getattr(option, "known", ())
        if not self.fits:
            return sorted(known)
        if isinstance(option, Sides) and self.about == "forum":
            return ["professional"]
        return sorted(
            word for word in known if vocabulary.ONLY_IN.get((key, word), self.about) == self.about
        )

    def steps(self, kinds: Collection[str], before: str = "") -> list[str]:
        """The steps of some kinds, or of any; only those before a step where one is named."""
        ids = list(self.kinds)
        named = ids[: ids.index(before)] if self.fits and before else ids
        return [step for step in named if not kinds or self.kinds[step] in kinds]


@st.composite
def steps(draw: st.DrawFn, frame: Frame, step: str) -> dict[str, Any]:
    """One step with the keys its kind may carry, without guards."""
    name = frame.kinds[step]
    kind = vocabulary.STEP_KINDS[name]
    row: dict[str, Any] = {"id": step, "kind": name}
    either = draw(st.sampled_from(sorted(kind.either))) if kind.either else ""
    for key in sorted((kind.keys - kind.either) | {"minutes", either} - {""}):
        option = vocabulary.OPTIONS[key]
        named = frame.steps(getattr(option, "kinds", ()), step)
        known = frame.words(key, option)
        if (isinstance(option, Steps) and not named) or (isinstance(option, Word) and not known):
            continue
        if key in kind.needs or key == either or draw(st.booleans()):
            row[key] = draw(value_of(option, known, named))
    if frame.fits and "aloud" in row:
        row["aloud"] = [one for one in row["aloud"] if one in row["points"]]
    if frame.fits and "refused" in row:
        row["refused"] = [one for one in row["refused"] if one in row.get("columns", ())]
        if {"goals", "actions"} & set(frame.kinds.values()):
            del row["refused"]
    return row


@st.composite
def guards(draw: st.DrawFn, frame: Frame, rows: Rows, kind: str) -> Rows:
    """Guards at a step of a kind."""
    able = _able(frame, rows, kind)
    made = []
    for name in draw(st.lists(st.sampled_from(able), max_size=3, unique=True)) if able else []:
        looked_at = frame.steps(vocabulary.LOOKS_AT.get(name, ()))
        row = {"guard": name, "otherwise": draw(st.sampled_from(sorted(vocabulary.STRICTNESS)))}
        for key, needed in vocabulary.GUARDS[name].items():
            argument = vocabulary.ARGUMENTS[key]
            if needed or draw(st.booleans()):
                row[key] = draw(value_of(argument, frame.words(key, argument), looked_at))
        made.append(row)
    return made


def _able(frame: Frame, rows: Rows, kind: str) -> list[str]:
    """The guards that have something to look at, or where not only what fits is drawn, all."""
    done = set(frame.kinds.values())
    for row in rows:
        if row["kind"] == "close":
            done |= set(row.get("parts", frame.words("parts", vocabulary.OPTIONS["parts"])))
    lost = {
        name
        for name in vocabulary.GUARDS
        if (frame.about == "forum" and name in vocabulary.CASE_GUARDS)
        or vocabulary.LOOKS_AT_ITS_OWN.get(name, kind) != kind
        or vocabulary.MET_BY.get(name, kind) not in {*done, kind}
    }
    blind = {name for name, kinds in vocabulary.LOOKS_AT.items() if not frame.steps(kinds)}
    return sorted(set(vocabulary.GUARDS) - blind - (lost if frame.fits else set()))


@st.composite
def tables(draw: st.DrawFn, *, fits: bool = False) -> dict[str, Any]:
    """What a file may hold. Where not only what `fits` is drawn, the reader refuses most of it."""
    about = draw(st.sampled_from(sorted(vocabulary.BOOKS)))
    there = [n for n, kind in vocabulary.STEP_KINDS.items() if about in kind.books]
    chosen = draw(st.lists(st.sampled_from(sorted(there)), min_size=1, max_size=6))
    if fits and "interview" in chosen:
        chosen = [kind for kind in chosen if kind not in ("board", "goals", "actions")]
    if fits and "choose" in chosen:
        first = next((n for n, kind in enumerate(chosen) if kind in ("answer", "board")), None)
        chosen = [k for n, k in enumerate(chosen) if k != "choose" or (first or n) < n]
    if fits and about == "forum":
        chosen = _makes_one_agreement(chosen)
    chosen = chosen or ["talk" if "talk" in there else "review"]
    frame = Frame(about, {f"step-{n}": kind for n, kind in enumerate(chosen, 1)}, fits)
    rows = [draw(steps(frame, step)) for step in frame.kinds]
    for row in rows:
        for ends in ("opens", "closes"):
            row[ends] = draw(guards(frame, rows, row["kind"]))
    return {"about": about, "step": rows}


def _makes_one_agreement(chosen: list[str]) -> list[str]:
    """In a forum's method: one agreement at most, and nothing signed before it."""
    made = chosen.index("agreement") if "agreement" in chosen else len(chosen)
    return [
        kind
        for n, kind in enumerate(chosen)
        if (kind != "agreement" or n == made) and (kind != "sign" or n > made)
    ]


def read(content: dict[str, Any]) -> Method:
    """The method, with words for all it names. Raises Fault where the reader refuses the file."""
    common: dict[str, Any] = {"id": "any", "version": 1, "sources": (), "country": ""}
    method = read_method(Table(FILE, content), {**common, "languages": {}})
    said = {
        name: Section(
            f"Title of {name}",
            "- A point",
            {part: Section(part, f"About {part}.") for part in parts},
        )
        for name, parts in method.sections().items()
    }
    words = Prose("Any", "", MappingProxyType(said), language="en")
    return Method(**{**vars(method), "languages": MappingProxyType({"en": words})})


@st.composite
def any_method(draw: st.DrawFn) -> Method:
    """A method from any file the reader takes."""
    try:
        return read(draw(tables(fits=True)))
    except Fault:
        reject()

"""Reading a method's file: each key by the closed list of words, and what does not go together."""

from collections.abc import Collection, Iterable
from types import MappingProxyType
from typing import Any

from .methods import Guard, Method, Step
from .options import FAMILY_SIDES, Kinds, Reference, Sides, Steps, Word, Words
from .tables import Table
from .vocabulary import (
    ANY_STEP,
    ARGUMENTS,
    BOOKS,
    CALLING,
    CASE,
    CASE_GUARDS,
    CLOSING,
    COMPANY,
    FORUM,
    GUARDS,
    LOOKS_AT,
    LOOKS_AT_ITS_OWN,
    MET_BY,
    ONLY_IN,
    OPTIONS,
    STEP_KINDS,
    STRICTNESS,
)

WHERE = {CASE: "a method about a case", FORUM: 'a method about a forum (about = "forum")'}


def read_method(table: Table, common: dict[str, Any]) -> Method:
    """A method from its file. Raises Fault."""
    about = table.word("about", BOOKS, CASE)
    company = table.word("company", COMPANY, "family" if about == CASE else "professionals")
    if (about, company) == (FORUM, "family"):
        table.note("nobody of a family sits at a forum's meeting.", "company")
    rows = table.tables("step")
    if not rows:
        table.note("a method has at least one [[step]].")
    kinds = _kinds(rows)
    told: dict[str, Any] = {
        "about": about,
        "company": company,
        "calls": tuple(_guard(row, kinds, CALLING & set(GUARDS)) for row in table.tables("calls")),
        "lasts_minutes": table.count("lasts_minutes", 60, highest=1440),
        "open_days": table.count("open_days", 0, highest=60),
        "instrument_choice": table.texts("instrument_choice"),
        "follow_up": table.text("follow_up", ""),
        "steps": tuple(_step(row, kinds, (about, company)) for row in rows),
    }
    table.done()
    # What goes together is asked once each part of it is understood.
    method = Method(**common, **told)
    _check_book(table, rows, method)
    _check_together(table, rows, method)
    table.tell()
    return method


def _kinds(rows: list[Table]) -> dict[str, str]:
    """The steps' ids in their order, each with its kind."""
    kinds: dict[str, str] = {}
    for row in rows:
        if (step := row.name("id")) in kinds and step:
            row.note(f"another step is called {step!r} already.", "id")
        kind = row.word("kind", STEP_KINDS)
        kinds[step] = kind if row.understands("kind") else ""
    return kinds


def _step(row: Table, kinds: Kinds, table: tuple[str, str]) -> Step:
    """`table` is what the method is about, and who sits there."""
    name = row.word("kind", STEP_KINDS)
    guards = {
        ends: tuple(_guard(guard, kinds, GUARDS) for guard in row.tables(ends))
        for ends in ("opens", "closes")
    }
    options = _options(row, name, kinds, table) if row.understands("kind") else {}
    return Step(id=row.name("id"), kind=name, options=MappingProxyType(options), **guards)


def _options(row: Table, name: str, kinds: Kinds, table: tuple[str, str]) -> dict[str, Any]:
    """What a step of this kind says; nothing else may stand there."""
    kind = STEP_KINDS[name]
    row.may_have(kind.keys | ANY_STEP)
    options: dict[str, Any] = {}
    for key in sorted(kind.keys | ANY_STEP):
        if key in row.content:
            options[key] = OPTIONS[key].read(row, key, kinds)
        elif key in kind.needs:
            row.note(f"{key!r} is missing: a step of kind {name!r} needs it.")
        else:
            options[key] = _default(key, *table)
    if kind.either and sum(key in row.content for key in kind.either) != 1:
        listed = " or ".join(sorted(kind.either))
        row.note(f"a step of kind {name!r} has either {listed}: one of them, and only one.")
    row.done()
    return options


def _default(key: str, about: str, company: str) -> Any:
    """What holds where the file is silent, without what has no place at such a meeting."""
    default = OPTIONS[key].default
    if not isinstance(default, tuple):
        return default
    alone = company == "professionals" and isinstance(OPTIONS[key], Sides)
    left_out = FAMILY_SIDES if alone else frozenset()
    return tuple(
        word
        for word in default
        if word not in left_out and ONLY_IN.get((key, word), about) == about
    )


def _guard(row: Table, kinds: Kinds, known: Collection[str]) -> Guard:
    name = row.word("guard", known)
    otherwise = row.word("otherwise", STRICTNESS)
    if not row.understands("guard"):
        return Guard(name, otherwise, MappingProxyType({}))
    row.may_have(GUARDS[name])
    arguments: dict[str, Any] = {}
    for key, required in GUARDS[name].items():
        if key not in row.content and not required:
            continue
        argument = ARGUMENTS[key]
        if isinstance(argument, Steps) and name in LOOKS_AT:
            argument = Steps((), kinds=LOOKS_AT[name])
        arguments[key] = argument.read(row, key, kinds)
        if arguments[key] == () and row.understands(key):
            row.note(f"{key!r} is missing.")
    row.done()
    return Guard(name, otherwise, MappingProxyType(arguments))


def _check_book(table: Table, rows: list[Table], method: Method) -> None:
    """Nothing that has its place in the other book; no family where no family sits."""
    about = method.about
    for row, step in zip(rows, method.steps, strict=True):
        if about not in STEP_KINDS[step.kind].books:
            known = (name for name, kind in STEP_KINDS.items() if about in kind.books)
            row.note(_misplaced(step.kind, about, known), "kind")
        for key, value in step.options.items():
            for word in value if isinstance(value, tuple) else (value,):
                if ONLY_IN.get((key, word), about) != about:
                    words = _words_of(key)
                    known = (name for name in words if ONLY_IN.get((key, name), about) == about)
                    row.note(_misplaced(word, about, known), key)
            if key in row.content and isinstance(OPTIONS[key], Sides):
                _check_sides(row, key, value, method)
        for ends, guards in (("opens", step.opens), ("closes", step.closes)):
            for guard_row, guard in zip(row.tables(ends), guards, strict=True):
                _check_guard(guard_row, guard, method)
                _check_place(guard_row, guard, step)
    for row, guard in zip(table.tables("calls"), method.calls, strict=True):
        _check_guard(row, guard, method)


def _misplaced(word: str, about: str, known: Iterable[str]) -> str:
    listed = ", ".join(sorted(known)) or "none"
    return f"{word!r} has no place in {WHERE[about]}. Known there: {listed}."


def _words_of(key: str) -> Collection[str]:
    """The closed words a key takes."""
    option = OPTIONS[key]
    if isinstance(option, Reference):
        return option.besides
    return option.known if isinstance(option, Word | Words) else ()


def _check_guard(row: Table, guard: Guard, method: Method) -> None:
    if guard.guard in CASE_GUARDS and method.about == FORUM:
        known = set(GUARDS) - CASE_GUARDS
        row.note(_misplaced(guard.guard, FORUM, known), "guard")
        return
    _check_sides(row, "voices", guard.arguments.get("voices", ()), method)
    wanted = MET_BY.get(guard.guard)
    if wanted and wanted not in _what_is_done(method):
        row.note(f"{guard.guard!r} would wait for ever: no step has {wanted!r}.", "guard")


def _check_place(row: Table, guard: Guard, step: Step) -> None:
    """A guard that looks at its own step stands at such a step."""
    wanted = LOOKS_AT_ITS_OWN.get(guard.guard, step.kind)
    if step.kind != wanted:
        row.note(f"{guard.guard!r} looks at its own step, and this one is no {wanted!r}.", "guard")


def _what_is_done(method: Method) -> set[str]:
    """The kinds of steps there are, and the parts of those that close."""
    done = {step.kind for step in method.steps}
    for step in method.steps:
        if step.kind == "close":
            done |= set(step.options.get("parts", CLOSING))
    return done


def _check_sides(row: Table, key: str, sides: Collection[str], method: Method) -> None:
    if method.company == "professionals" and (strangers := FAMILY_SIDES & set(sides)):
        side = min(strangers)
        row.note(
            f"{side!r}: nobody of the family sits at this meeting. Known there: professional.", key
        )


def _check_together(table: Table, rows: list[Table], method: Method) -> None:
    """What a method may not hold at once, and what must stand before what."""
    written = [step.id for step in method.steps if step.kind in ("board", "goals", "actions")]
    if method.has("interview") and written:
        table.note(
            f"a method with an interview keeps the child's words there alone; {written[0]!r} "
            "belongs in a method of its own."
        )
    refusing = [step for step in method.steps if step.options.get("refused")]
    offering = [step for step in method.steps if step.kind in ("goals", "actions")]
    if refusing and offering:
        table.note(
            f"{refusing[0].id!r} refuses {refusing[0].options['refused'][0]!r}, and "
            f"{offering[0].id!r} asks for it: they belong in two methods."
        )
    _check_agreement(rows, method)
    ids = [step.id for step in method.steps]
    for row, step in zip(rows, method.steps, strict=True):
        strangers = set(step.options.get("refused", ())) - set(step.columns)
        if strangers:
            row.note(f"{min(strangers)!r} is none of the columns.", "refused")
        source = step.options.get("from")
        if source and ids.index(source) > ids.index(step.id):
            row.note(f"{source!r} comes later; one chooses among what is there.", "from")
        if step.options.get("instrument") == "chosen" and not method.instrument_choice:
            row.note("nothing to choose among: instrument_choice is missing.", "instrument")


def _check_agreement(rows: list[Table], method: Method) -> None:
    """One meeting makes one agreement, which is there before it is signed."""
    made = False
    for row, step in zip(rows, method.steps, strict=True):
        if step.kind == "agreement":
            if made:
                row.note("a meeting makes one agreement; another step does already.", "kind")
            made = True
            if strangers := set(step.options["aloud"]) - set(step.options["points"]):
                row.note(f"{min(strangers)!r} is none of the points.", "aloud")
        if step.options.get("what") == "agreement" and not made:
            row.note("nothing to sign: no earlier step makes the agreement.", "what")

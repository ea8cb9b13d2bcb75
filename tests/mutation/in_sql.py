"""Conditions of policies and functions of the database, forgotten one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import sql

TOKEN = re.compile(
    r"""--[^\n]*|'(?:[^']|'')*'|"[^"]*"|IS\s+(?:NOT\s+)?DISTINCT\s+FROM|<@|@>|\|\||::|:=
    |<=|>=|<>|\w+(?:\.\w+)*|\s+|.""",
    re.VERBOSE | re.IGNORECASE,
)
ASKS = {"where", "on", "if", "when", "having", "elsif"}  # a condition follows
JOINS = {"and", "or"}
ENDS = ASKS | {
    "select", "from", "then", "order", "group", "limit", "union", "join", "left", "cross", "inner",
    "else", "end", "begin", "return", "as", "loop", "into", "values", "offset", "window", ";", ",",
    "declare", "for", "in_select", "returning", "perform", "insert", "update", "set", "with",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One condition in a text: where it stands and what it says."""

    start: int
    end: int
    text: str
    one_of_many: bool  # joined by OR: it may be left out, not only be true


def parts(text: str, *, is_condition: bool = False) -> Iterator[Part]:
    """Every condition: what WHERE, ON and IF ask, and each that AND and OR join, at any depth."""
    words = [(one.group(), one.start(), one.end()) for one in TOKEN.finditer(text)]
    words = [one for one in words if one[0].strip() and not one[0].startswith("--")]
    yield from _run(text, words, asked=is_condition)


Words = list[tuple[str, int, int]]


def _run(text: str, words: Words, *, asked: bool) -> Iterator[Part]:
    """The conditions among words of one depth, and then those within their parentheses."""
    run: Words = []
    inner: Words = []
    depth = 0
    for word, start, end in [*words, (";", 0, 0)]:
        depth -= word == ")"
        if depth:
            inner.append((word, start, end))
        elif word == ")":
            yield from _run(text, inner, asked=False)
            inner = []
        if word == "(":
            depth += 1
        if depth > 1 or (depth == 1 and word != "("):
            continue
        if word.lower() in ENDS:
            yield from _operands(text, run, asked=asked)
            run, asked = [], word.lower() in ASKS
        else:
            run.append((word, start, end))


def _operands(text: str, run: Words, *, asked: bool) -> Iterator[Part]:
    places = [number for number, one in enumerate(run) if one[0].lower() in JOINS]
    if not run or run[0][0].lower() == "conflict" or not (asked or places):
        return
    either = any(run[number][0].lower() == "or" for number in places)
    for first, last in zip([-1, *places], [*places, len(run)], strict=True):
        operand = run[first + 1 : last]
        if operand:
            start, end = operand[0][1], operand[-1][2]
            yield Part(start, end, " ".join(text[start:end].split()), either)


@dataclass(frozen=True)
class Fault:
    """One change of one policy or function, and the way back."""

    name: str
    about: str  # the table or function
    do: str
    undo: str
    is_table: bool = False


FUNCTIONS = """
SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', p.proname,
    pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.proname = ANY (%s) ORDER BY 1
"""
POLICIES = """
SELECT tablename, policyname, qual FROM pg_policies
WHERE policyname <> 'owner' AND qual IS NOT NULL ORDER BY 1, 2
"""


def of_functions(connection, names: list[str]) -> Iterator[Fault]:
    """Each condition of these functions true; each of several that may hold left out."""
    for signature, name, source in connection.execute(FUNCTIONS, [names]).fetchall():
        head, _, rest = source.partition("$function$")
        body, _, tail = rest.rpartition("$function$")
        for told, changed in _changed(body):
            do = f"{head}$function${changed}$function${tail}"
            yield Fault(f"{signature}: {told}", name, do, source)


def of_policies(connection, packages: list[str]) -> Iterator[Fault]:
    """Each condition of what may be read in the tables of these packages."""
    for table, policy, condition in connection.execute(POLICIES).fetchall():
        if table.partition("_")[0] not in packages or condition == "false":
            continue
        change = sql.SQL("ALTER POLICY {} ON {} USING ").format(
            sql.Identifier(policy), sql.Identifier(table)
        ).as_string()  # fmt: skip
        changes = [("all of it → true", "true"), *_changed(condition, is_condition=True)]
        for number, (told, changed) in enumerate(changes):
            if number and changed.strip() == "true":
                continue  # the only condition, which is all of it
            name = f"{table} {policy} USING: {told}"
            yield Fault(name, table, f"{change}({changed})", f"{change}({condition})",
                        is_table=True)  # fmt: skip


def _changed(text: str, *, is_condition: bool = False) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for part in parts(text, is_condition=is_condition):
        for value in ("true", "false")[: 1 + part.one_of_many]:
            told = f"{part.text} → {value}"
            seen[told] = seen.get(told, 0) + 1
            number = f" (no. {seen[told]})" if seen[told] > 1 else ""
            yield told + number, f"{text[: part.start]} {value} {text[part.end :]}"

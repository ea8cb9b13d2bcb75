"""Nothing is written without a trace: every action that writes leads to a deed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.counting import Proved

HERE = Path("tovholder")
OURS = {"actions", "book", *(file.parent.name for file in HERE.glob("*/__init__.py"))}
"""Of what a function of ours is said: a package, or the book that a meeting is written in."""
DRAFTS = "a draft is its writer's alone, is forgotten after days, and is traced when it is sent"
WITHOUT_A_DEED = {
    "concerns.begin_notification": DRAFTS,
    "concerns.save_notification": DRAFTS,
    "concerns.discard_notification": DRAFTS,
    "concerns.save_draft": DRAFTS,
    "concerns.discard_draft": DRAFTS,
    "meetings.save_answers": DRAFTS,
    "oversight.is_here": "only the owner, before a file is taken in; it writes nothing",
}
IN_THE_DATABASE = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)\((.*?)\$\$;", re.DOTALL)


def actions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of every room that writes, by package and name."""
    files = sorted([*HERE.glob("*/actions/*.py"), *HERE.glob("*/actions.py")])
    for file in files:
        package = file.parts[1]
        for one in ast.parse(file.read_text()).body:
            if isinstance(one, ast.FunctionDef) and package != "demo":
                yield f"{package}.{one.name}", one


def deeds_of_the_database() -> set[str]:
    """The functions of the database that write a deed themselves."""
    texts = "\n".join(file.read_text() for file in sorted(HERE.glob("*/migrations/*.py")))
    return {name for name, body in IN_THE_DATABASE.findall(texts) if "write_deed(" in body}


def called_in(one: ast.FunctionDef, by_database: set[str]) -> set[str]:
    """What a function calls: in Python by name, in the database where a deed is written."""
    found = set()
    for node in ast.walk(one):
        if isinstance(node, ast.Call):
            found.add(_name(node.func))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {"trace"} & {"trace" for name in by_database if f"{name}(" in node.value}
    return found


def _name(called: ast.expr) -> str:
    """What is called, where it is a function of ours: `trace`, or `cases.share_by_consent`."""
    if isinstance(called, ast.Attribute):
        said_of = getattr(called.value, "id", getattr(called.value, "attr", ""))
        return called.attr if said_of in OURS else ""
    return getattr(called, "id", "")


def untraced(every: dict[str, ast.FunctionDef], by_database: set[str]) -> set[str]:
    """Those of whole transactions that lead to no deed, however they go."""
    calls = {name: called_in(one, by_database) for name, one in every.items()}
    traced = {name for name, called in calls.items() if "trace" in called}
    while more := {
        name
        for name, called in calls.items()
        if name not in traced and called & {one.split(".")[1] for one in traced}
    }:
        traced |= more
    whole = {
        name
        for name, one in every.items()
        if any("atomic" in ast.unparse(each) for each in one.decorator_list)
    }
    return whole - traced


def test_every_action_leads_to_a_deed(proved: Proved) -> None:
    every = dict(actions())
    assert len(every) > 200
    assert untraced(every, deeds_of_the_database()) == set(WITHOUT_A_DEED)
    proved("Actions that lead to a deed", actions=len(every), without=len(WITHOUT_A_DEED))


def test_an_action_that_forgets_its_deed_is_found() -> None:
    forgets = ast.parse(
        "@transaction.atomic\ndef forgets(*, by):\n    Goal.objects.create(by=by)\n"
    ).body[0]
    assert isinstance(forgets, ast.FunctionDef)
    every = dict(actions()) | {"plans.forgets": forgets}
    assert "plans.forgets" in untraced(every, deeds_of_the_database())

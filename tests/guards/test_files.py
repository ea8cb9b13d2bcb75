"""Files stay small, speak the grammar, and hold nothing inline."""

import ast
import re
from pathlib import Path

import pytest

from tests.guards.ground import (
    HOUSE,
    NAMED_TEMPLATE,
    ROOT,
    package_of,
    python_files,
    template_name,
    templates,
)

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 30, 120
NO_ROOM_FOR = {"utils", "helpers", "common", "core", "services", "managers", "misc"}
NO_NAME_FOR = re.compile(r"(Manager|Service|Helper|Mixin)$")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|=[\"']js:",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_python_files_stay_small_and_well_named(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_FILE
    assert not NO_ROOM_FOR & set(path.relative_to(HOUSE).with_suffix("").parts)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            assert not NO_NAME_FOR.search(node.name), node.name
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            told = ast.get_docstring(node) is not None
            start = (first.end_lineno or first.lineno) if told else node.lineno
            lines = (node.end_lineno or node.lineno) - start + 1
            assert lines <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"


def test_only_actions_write() -> None:
    """Rows are made and changed in actions alone (and in audit, which is how they are traced)."""
    verbs = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "save"}
    writing = []
    for path in python_files():
        place = path.relative_to(HOUSE)
        if "actions" in place.with_suffix("").parts or package_of(path) in {"", "audit", "ui"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                asked = node.func.value
                # super().save() is how a model keeps its sort key in step.
                own = isinstance(asked, ast.Call) and getattr(asked.func, "id", "") == "super"
                if node.func.attr in verbs and not own:
                    writing.append(f"{place}:{node.lineno} {node.func.attr}")
    assert writing == []


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_templates_stay_small_and_hold_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_TEMPLATE
    assert INLINE.findall(text) == []


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_post_forms_carry_their_key(path: Path) -> None:
    """A form that posts is safe against forgery and against a second click."""
    for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL):
        if re.search(r"method=[\"']post", form, re.IGNORECASE):
            assert "{% csrf_token %}" in form
            assert "{% once %}" in form or "data-changes-nothing-twice" in form


def test_every_template_is_used() -> None:
    named = {
        name
        for path in [*HOUSE.rglob("*.py"), *templates()]
        for name in NAMED_TEMPLATE.findall(path.read_text())
    }
    # Kinds of steps and components are asked for by a name put together at run time.
    together = {
        prefix
        for path in HOUSE.rglob("*.py")
        for prefix in re.findall(r'f"([a-z_]+/(?:[\w-]+/)*)\{', path.read_text())
    }
    ours = {template_name(path) for path in templates()}
    answers = {"400.html", "403.html", "404.html", "500.html"}
    unused = {
        name
        for name in ours - named - answers
        if not any(name.startswith(prefix) for prefix in together)
    }
    assert sorted(unused) == []


def test_no_registry_address_is_committed() -> None:
    locks = [*ROOT.glob("requirements/*"), ROOT / "package-lock.json", ROOT / ".npmrc"]
    told = [path.name for path in locks if path.exists() and "://" in path.read_text()]
    assert told == []

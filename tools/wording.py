"""Find every English sentence a package shows, in its Python and in its templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# Django's functions and where in their arguments the words stand: (context, singular, plural).
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
CALL = re.compile(r"\b(?:_|n?p?gettext)\(")


@dataclass(frozen=True, order=True)
class Wording:
    """One message: its English, its plural where it counts, its context where it has one."""

    key: str
    plural: str = ""
    context: str | None = None

    @property
    def id(self) -> str | tuple[str, str]:
        """As gettext's catalogs name it."""
        return (self.key, self.plural) if self.plural else self.key

    @property
    def texts(self) -> list[str]:
        """The English, once or twice."""
        return [self.key, self.plural] if self.plural else [self.key]


def wordings(package: Path) -> list[Wording]:
    """Every message of a package, in order; a SyntaxError names the file that can't be read."""
    found: set[Wording] = set()
    for file in package.rglob("*.py"):
        if "migrations" not in file.parts:
            found.update(in_python(file.read_text(encoding="utf-8"), str(file)))
    for file in (package / "templates").rglob("*"):
        if file.is_file():
            found.update(in_template(file.read_text(encoding="utf-8"), str(file)))
    # Where one place counts and another does not, gettext keeps one entry: the counting one.
    counted = {(wording.key, wording.context) for wording in found if wording.plural}
    kept = {w for w in found if w.plural or (w.key, w.context) not in counted}
    return sorted(kept, key=lambda wording: (wording.key, wording.context or ""))


def in_python(source: str, name: str) -> Iterator[Wording]:
    """The messages of a module, whatever it calls Django's functions."""
    tree = ast.parse(source, name)
    called = dict(_imported(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Name) and function.id in called:
            yield _wording(node, FUNCTIONS[called[function.id]], name)
        elif (
            isinstance(function, ast.Attribute)
            and function.attr in FUNCTIONS
            and isinstance(function.value, ast.Name)
            and function.value.id == "translation"
        ):
            yield _wording(node, FUNCTIONS[function.attr], name)


def in_template(source: str, name: str) -> Iterator[Wording]:
    """The messages of a template: translate, blocktranslate and _("…")."""
    text = templatize(source, name)
    for start in CALL.finditer(text):
        call = _call_at(text, start.start(), name)
        function = call.func.id if isinstance(call.func, ast.Name) else ""
        yield _wording(call, FUNCTIONS["gettext" if function == "_" else function], name)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if alias.name in FUNCTIONS:
                    yield alias.asname or alias.name, alias.name


def _call_at(text: str, start: int, name: str) -> ast.Call:
    end = start
    while (end := text.find(")", end) + 1) > 0:
        try:
            parsed = ast.parse(text[start:end], mode="eval").body
        except SyntaxError:
            continue
        if isinstance(parsed, ast.Call):
            return parsed
    raise SyntaxError(f"{name}: a translation that does not end: {text[start : start + 80]!r}")


def _wording(call: ast.Call, places: tuple[int | None, int, int | None], name: str) -> Wording:
    context, singular, plural = places
    key = _text(call, singular, name)
    return Wording(
        key=key,
        plural="" if plural is None else _text(call, plural, name),
        context=None if context is None else _text(call, context, name),
    )


def _text(call: ast.Call, place: int, name: str) -> str:
    given = call.args[place] if place < len(call.args) else None
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return given.value
    raise SyntaxError(f"{name}:{call.lineno}: a message must be written out, not put together.")

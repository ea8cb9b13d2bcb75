"""Faults put into functions of the house one at a time: a condition forgotten, a step left out.

No keyword of a query is dropped by the known tools (mutmut leaves out decorated functions, and
all our actions are; cosmic-ray knows operators and numbers), so these are our own.
"""

import ast
import copy
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.guards.ground import ROOT

# What narrows a query: left out, more is found.
NARROWS = {
    "filter", "exclude", "standing", "held_by", "of_professionals", "current", "gone", "open",
    "around_the_child", "accepted", "waiting", "of",
}  # fmt: skip
QUERIES = {"filter", "exclude", "get", "Q", "visible_to"}
OTHER = {"min": "max", "max": "min", "intersection": "union", "issuperset": "issubset"}
NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Lt: ast.GtE, ast.GtE: ast.Lt,
    ast.Gt: ast.LtE, ast.LtE: ast.Gt,
}  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Fault:
    """One change of one module, as code to be put in place of what runs."""

    name: str
    file: Path
    function: str  # as `Door.may`, without what lies in other functions
    codes: dict[tuple[str, int], types.CodeType]

    @property
    def path(self) -> str:
        return str(self.file)


def faults(module: str, functions: tuple[str, ...] = ()) -> Iterator[Fault]:
    """Every fault of these functions, or of all in the module; `module` is a path in the house."""
    file = ROOT / "tovholder" / module
    tree = ast.parse(file.read_text(), str(file))
    before = dict(_codes(compile(tree, str(file), "exec", dont_inherit=True)))
    seen: dict[str, int] = {}
    for name, function in _functions(tree):
        if functions and name not in functions and name.split(".")[0] not in functions:
            continue
        for what, instead in _changes(function):
            told = f"{module} {name}: {what}"
            seen[told] = seen.get(told, 0) + 1
            if seen[told] > 1:
                told = f"{told} (no. {seen[told]})"
            changed = copy.deepcopy(tree)
            _replace(changed, tree, *instead)
            codes = dict(_codes(compile(_keeping(changed, before), str(file), "exec",
                                        dont_inherit=True)))  # fmt: skip
            other = {key: code for key, code in codes.items() if key in before}
            yield Fault(told, file, name, other)


def _functions(tree: ast.AST, outer: str = "") -> Iterator[tuple[str, Function]]:
    """Functions that lie in no other; and what a name of the module is built with."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{outer}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{node.name}.")
        elif isinstance(node, ast.Assign):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Lambda) and isinstance(node.targets[0], ast.Name):
                    yield node.targets[0].id, inner


Change = tuple[str, tuple[ast.AST, ast.AST]]


def _changes(function: Function) -> Iterator[Change]:
    body = function.body if isinstance(function.body, list) else [function.body]
    for part in body:
        for node in _within(part):
            yield from _of(node)


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, without annotations and decorators."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "args"} and not isinstance(
            node, ast.Call
        ):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _within(child)


def _of(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        for value in (True, False):
            yield _said(node.test, ast.Constant(value))
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield _said(test, ast.Constant(True))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            left = [one for one in node.values if one is not value]
            how = "and" if isinstance(node.op, ast.And) else "or"
            instead = left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
            yield f"without {how} {_short(value)}", (node, instead)
    elif isinstance(node, ast.Expr | ast.Raise | ast.Call):
        yield from _of_a_step(node)
    else:
        yield from _of_an_operator(node)


def _of_an_operator(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield _said(node, ast.Compare(node.left, [NEGATED[type(node.ops[0])]()], node.comparators))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield _said(node, node.operand)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd):
        yield _said(node, node.left)
        yield _said(node, node.right)


def _of_a_step(node: ast.Expr | ast.Raise | ast.Call) -> Iterator[Change]:
    if isinstance(node, ast.Call):
        yield from _of_a_call(node)
    elif isinstance(node, ast.Raise) or isinstance(node.value, ast.Call):
        yield f"without {_short(node)}", (node, ast.Pass())


def _of_a_call(call: ast.Call) -> Iterator[Change]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in OTHER:
        other = copy.deepcopy(call)
        setattr(other.func, "attr" if isinstance(call.func, ast.Attribute) else "id", OTHER[name])
        yield _said(call, other)
    if name in QUERIES:
        for number in range(len(call.args)):
            fewer = [*call.args[:number], *call.args[number + 1 :]]
            told = f"{name} without {_short(call.args[number])}"
            yield told, (call, ast.Call(call.func, fewer, call.keywords))
        for keyword in call.keywords:
            left = [one for one in call.keywords if one is not keyword]
            if left or call.args or name != "get":
                told = f"{name} without {keyword.arg}={_short(keyword.value)}"
                yield told, (call, ast.Call(call.func, call.args, left))
    elif name in NARROWS and isinstance(call.func, ast.Attribute):
        yield f"without .{_short(call).removeprefix(_short(call.func.value)).lstrip('.')}", (
            call, call.func.value,
        )  # fmt: skip


def _said(before: ast.AST, after: ast.AST) -> Change:
    return f"{_short(before)} → {_short(after)}", (before, after)


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 100 else f"{text[:60]} … {text[-36:]}"


def _replace(changed: ast.AST, tree: ast.AST, before: ast.AST, after: ast.AST) -> None:
    """Put `after` where `before` stands, in the copy of the tree that is to be changed."""
    for old, new in zip(ast.walk(tree), ast.walk(changed), strict=True):
        for field, value in ast.iter_fields(old):
            if value is before:
                setattr(new, field, _placed(after, before))
                return
            if isinstance(value, list) and any(one is before for one in value):
                number = next(n for n, one in enumerate(value) if one is before)
                getattr(new, field)[number] = _placed(after, before)
                return
    raise LookupError(ast.unparse(before))


def _placed(after: ast.AST, before: ast.AST) -> ast.AST:
    made = copy.deepcopy(after)
    return ast.fix_missing_locations(ast.copy_location(made, before))


def _keeping(tree: ast.AST, before: dict[tuple[str, int], types.CodeType]) -> ast.Module:
    """Let each inner function still name what it named around it: only so it can take its place."""
    around = {line: code.co_freevars for (_name, line), code in before.items() if code.co_freevars}
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        if names := [one for one in around.get(first, ()) if one != "__class__"]:
            reads: list[ast.expr] = [ast.Name(one, ast.Load()) for one in names]
            never = ast.If(ast.Constant(False), [ast.Expr(ast.Tuple(reads, ast.Load()))], [])
            node.body.append(ast.fix_missing_locations(ast.copy_location(never, node)))
    assert isinstance(tree, ast.Module)
    return tree


def _codes(code: types.CodeType) -> Iterator[tuple[tuple[str, int], types.CodeType]]:
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield (one.co_qualname, one.co_firstlineno), one
            yield from _codes(one)

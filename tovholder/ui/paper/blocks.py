"""A page's words as blocks for paper: headings, paragraphs, lists and tables, and nothing else.

What is printed is what the page says to its reader, so that no wall has to be built twice: pictures
become their sentence and their table; what is there to be tapped, or only to be heard, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

ALONE = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr"})
LEFT_OUT = frozenset({"svg", "form", "button", "script", "style", "template", "summary", "select"})
NOT_FOR_PAPER = frozenset({"only-screen"})
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
LISTS = frozenset({"ul", "ol"})
HOLDERS = frozenset(
    {"article", "section", "div", "details", "figure", "figcaption", "blockquote", "header", "root"}
)


@dataclass
class Node:
    """An element of the page with what stands in it."""

    tag: str
    classes: frozenset[str] = frozenset()
    inside: list[Node | str] = field(default_factory=list)
    source: str = ""

    def nodes(self) -> Iterator[Node]:
        return (one for one in self.inside if isinstance(one, Node))


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = "hidden" in given or given.get("aria-hidden") == "true"
        classes = frozenset((given.get("class") or "").split())
        node = Node("svg" if hidden else tag, classes, source=given.get("src") or "")
        self.open[-1].inside.append(node)
        if tag not in ALONE:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALONE and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def blocks(
    page: str,
    *,
    lines: frozenset[str] = frozenset(),
    pictures: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """The blocks of a piece of HTML of ours. `lines` are classes that begin a line of their own;
    `pictures` says by address what stands on paper for a picture: SVG. Others are left out."""
    tree = _Tree()
    tree.feed(page)
    tree.close()
    found = _Reader(lines, pictures or {}).blocks(tree.root)
    _skip_no_level(found)
    return found


def _skip_no_level(found: list[dict[str, Any]]) -> None:
    """Below a title of level 1 no heading is more than one level deeper than the one before."""
    before = 1
    for block in found:
        if block["is"] == "heading":
            before = block["level"] = max(2, min(block["level"], before + 1))


@dataclass(frozen=True)
class _Reader:
    lines: frozenset[str]
    pictures: Mapping[str, str]

    def blocks(self, holder: Node) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        words: list[Node | str] = []
        for one in holder.inside:
            if isinstance(one, Node) and _stands_alone(one):
                found += self._paragraph(words)
                words = []
                found += self._block(one)
            elif not (isinstance(one, Node) and _is_left_out(one)):
                words.append(one)
        return found + self._paragraph(words)

    def _block(self, node: Node) -> list[dict[str, Any]]:
        if node.tag in HEADINGS:
            text = _text(node)
            return [{"is": "heading", "level": HEADINGS[node.tag], "text": text}] if text else []
        if node.tag in LISTS:
            items = [self.blocks(item) for item in node.nodes() if not _is_left_out(item)]
            return [{"is": "list", "items": [item for item in items if item]}] if items else []
        if node.tag == "table":
            return [_table(node)]
        if node.tag == "figure" and (picture := self._picture(node)):
            return [picture]
        if node.tag == "p":
            return self._paragraph(node.inside, quiet="quiet" in node.classes)
        return self.blocks(node)

    def _picture(self, figure: Node) -> dict[str, Any] | None:
        """A picture with its words: they are what it says to who cannot see it, too."""
        for node in figure.nodes():
            if node.source in self.pictures:
                caption = [one for one in figure.nodes() if one.tag == "figcaption"]
                told = self.blocks(Node("root", inside=list(caption)))
                svg, alt = self.pictures[node.source], " ".join(_text(one) for one in caption)
                return {"is": "picture", "svg": svg, "alt": alt, "told": told}
        return None

    def _paragraph(self, inside: list[Node | str], *, quiet: bool = False) -> list[dict[str, Any]]:
        runs = [run for run in self._runs(inside, quiet=quiet) if run["text"]]
        if not "".join(run["text"] for run in runs).strip():
            return []
        runs[0] |= {"text": runs[0]["text"].lstrip(), "line": False}
        runs[-1]["text"] = runs[-1]["text"].rstrip()
        return [{"is": "paragraph", "runs": runs}]

    def _runs(
        self, inside: list[Node | str], *, quiet: bool = False, struck: bool = False
    ) -> Iterator[dict[str, Any]]:
        for one in inside:
            if isinstance(one, str):
                yield {"text": _plain(one), "quiet": quiet, "struck": struck, "line": False}
            elif not _is_left_out(one):
                begins_a_line = bool(one.classes & self.lines)
                told = self._runs(
                    one.inside,
                    quiet=quiet or begins_a_line or "quiet" in one.classes,
                    struck=struck or one.tag == "del",
                )
                for number, run in enumerate(told):
                    yield {**run, "line": run["line"] or (begins_a_line and number == 0)}


def _stands_alone(node: Node) -> bool:
    return not _is_left_out(node) and (
        node.tag in HEADINGS or node.tag in LISTS or node.tag in HOLDERS
        or node.tag in ("table", "p")
    )  # fmt: skip


def _is_left_out(node: Node) -> bool:
    return node.tag in LEFT_OUT or bool(node.classes & NOT_FOR_PAPER)


def _plain(text: str) -> str:
    """The text with one space wherever the page has any."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


def _text(node: Node) -> str:
    return " ".join("".join(_strings(node)).split())


def _strings(node: Node) -> Iterator[str]:
    for one in node.inside:
        if isinstance(one, str):
            yield one
        elif not _is_left_out(one):
            yield from _strings(one)


def _table(node: Node) -> dict[str, Any]:
    rows = [[_text(cell) for cell in row.nodes()] for row in _rows(node)]
    wide = max((len(row) for row in rows), default=1)
    return {
        "is": "table",
        "columns": wide,
        "head": rows[0] if rows else [],
        "rows": [row + [""] * (wide - len(row)) for row in rows[1:]],
    }


def _rows(node: Node) -> Iterator[Node]:
    for one in node.nodes():
        if one.tag == "tr":
            yield one
        else:
            yield from _rows(one)

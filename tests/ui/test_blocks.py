"""A page's words on paper: everything it says to its reader, and nothing it does not."""

import io

import pytest
from pypdf import PdfReader

from tovholder.ui.paper import pdf
from tovholder.ui.paper.blocks import blocks

SHEET = {"heading": "Minutes", "when": "Today", "state": "", "foot": "Printed"}


def words_of(block: dict[str, object]) -> str:
    return "".join(run["text"] for run in block["runs"])


def test_headings_paragraphs_lists_and_tables() -> None:
    page = """<article><h2>One</h2><p>Some <strong>words</strong>
        here</p><ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>
        <table><thead><tr><th>Who</th><th>What</th></tr></thead>
        <tbody><tr><th>Anne</th><td>Rings <em>home</em></td></tr></tbody></table></article>"""
    heading, paragraph, points, table = blocks(page)
    assert heading == {"is": "heading", "level": 2, "text": "One"}
    assert words_of(paragraph) == "Some words here"
    assert [words_of(item[0]) for item in points["items"]] == ["a", "b"]
    assert words_of(points["items"][1][1]["items"][0][0]) == "c"
    assert (table["head"], table["rows"]) == (["Who", "What"], [["Anne", "Rings home"]])


@pytest.mark.parametrize(
    "hidden",
    [
        "<form><input value='x'><p>hidden</p></form>",
        "<p class='only-screen'>hidden</p>",
        "<a class='only-screen' href='/'>hidden</a>",
        "<p hidden>hidden</p>",
        "<span class='initials' aria-hidden='true'>hidden</span>",
        "<svg><text>hidden</text></svg>",
        "<details><summary>hidden</summary></details>",
        "<!-- hidden -->",
        "<ul><li class='only-screen'>hidden</li></ul>",
    ],
)
def test_what_is_tapped_or_hidden_is_not_printed(hidden: str) -> None:
    assert blocks(f"<div>{hidden}</div>") == []


def test_what_was_struck_is_struck_and_begins_its_own_line() -> None:
    page = "<ul><li>Now <span class='was'><del>Before</del> by Anne</span></li></ul>"
    (points,) = blocks(page, lines=frozenset({"was"}))
    now, before, who = points["items"][0][0]["runs"]
    assert (now["struck"], before["struck"], who["struck"]) == (False, True, False)
    assert (now["line"], before["line"], who["line"]) == (False, True, False)


def test_a_word_that_looks_like_markup_is_a_word() -> None:
    told = blocks("<p>#let x = 1 &lt;b&gt; *star* _low_ $a$ @ref [x] \\ æøå</p><h3>#h = *</h3>")
    content = pdf("meetings/sheet", {**SHEET, "blocks": told}, title="T", language="da")
    read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "#let x = 1 <b> *star* _low_ $a$ @ref [x] \\ æøå" in read
    assert "#h = *" in read


def test_no_level_of_heading_is_skipped() -> None:
    told = blocks("<h4>a</h4><h4>b</h4><h2>c</h2><h1>d</h1><h3>e</h3>")
    assert [block["level"] for block in told] == [2, 3, 2, 2, 3]


def test_nothing_becomes_an_empty_list_or_table() -> None:
    page = "<ul></ul><p> </p><h2></h2><table></table><ul><li></li></ul>"
    told = blocks(page)
    assert pdf("meetings/sheet", {**SHEET, "blocks": told}, title="T", language="nb")

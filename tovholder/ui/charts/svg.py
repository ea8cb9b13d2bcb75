"""Writing SVG: elements, numbers and words, each escaped where it is written.

No element carries a colour or a style: classes name what a thing is, `charts.css` says how it
looks, so that dark mode, print and a strict content security policy hold.

There are two kinds of drawing. A *round* one has a view box and grows with its place. A *wide*
one has positions in per cent across and pixels down, so that its text keeps its size from a
phone to a wide page; what must not collide is measured at `NARROWEST`.
"""

import re
from collections.abc import Sequence
from functools import cache
from html import escape as escape_words

from django.utils.formats import number_format

from tovholder.ui.charts.drawing import Drawing, Rows

NARROWEST = 286.0
"""Pixels across the narrowest place a wide drawing gets: a card on a phone of 320 pixels."""

_UNWRITABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not hold, and the control characters nobody writes on purpose."""


def number(value: float) -> str:
    """A number with at most one decimal, as short as it can be written."""
    written = f"{value:.1f}"
    return written.removesuffix(".0")


def as_read(value: float) -> str:
    """The same as people write it: 4.5 is 4,5 in Danish and Norwegian."""
    return number_format(number(value))


def node(tag: str, content: str = "", **attributes: object) -> str:
    """An element. `class_` is written `class`; an attribute that is None is left out.

    `content` is taken as it is: words go through `text`.
    """
    written = "".join(
        f' {_name(name)}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def text(words: object, **attributes: object) -> str:
    """A text element with its words escaped."""
    return node("text", clean(words) or " ", **attributes)


def clean(words: object) -> str:
    """Words as XML can hold them: escaped, and without control characters."""
    return escape_words(_UNWRITABLE.sub(" ", str(words)), quote=True)


def across(share: float) -> str:
    """A position across a wide drawing: 0 is the left edge, 1 the right."""
    return f"{number(share * 100)}%"


def round_drawing(
    inside: Sequence[str],
    *,
    title: str,
    sentence: str,
    size: tuple[float, float],
    head: Sequence[str],
    rows: Rows,
) -> Drawing:
    """A drawing with a view box of this width and height."""
    frame = {"viewBox": f"0 0 {number(size[0])} {number(size[1])}", "data_shape": "round"}
    return _whole(inside, frame, title=title, sentence=sentence, head=head, rows=rows)


def wide_drawing(
    inside: Sequence[str],
    *,
    title: str,
    sentence: str,
    height: float,
    head: Sequence[str],
    rows: Rows,
) -> Drawing:
    """A drawing as wide as its place and `height` pixels high."""
    frame = {"width": "100%", "height": number(height), "data_shape": "wide"}
    return _whole(inside, frame, title=title, sentence=sentence, head=head, rows=rows)


def _whole(
    inside: Sequence[str],
    frame: dict[str, str],
    *,
    title: str,
    sentence: str,
    head: Sequence[str],
    rows: Rows,
) -> Drawing:
    words = node("title", clean(title) or " ") + node("desc", clean(sentence) or " ")
    svg = node("svg", words + "".join(inside), class_="drawing", role="img", **frame)
    return Drawing.of(svg, sentence=sentence, head=head, rows=rows)


@cache
def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    if isinstance(value, float):
        return number(value)
    return str(value) if isinstance(value, int) else clean(value)

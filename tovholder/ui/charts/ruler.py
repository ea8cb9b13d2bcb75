"""How worried: a ruler in green, yellow and red, with a pointer.

The colours are named in words on the ruler. The ruler has numbers when a number was given.
"""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import across, node, text, wide_drawing

COLOURS = ("green", "yellow", "red")


def ruler(title: str, *, colour: str = "", value: int = 0, top: int = 10) -> Drawing:
    """Draws a worry given as a colour, or as a value from 1 to `top`, or both.

    With neither it draws the ruler without a pointer. Raises ValueError for a colour that
    is not on the ruler or a value beyond it.
    """
    chosen = _checked(colour, value, top)
    inside = [*_bands(), *_numbers(value, top), *_pointer(chosen, value, top)]
    return wide_drawing(
        inside,
        title=title,
        sentence=sentence(title, colour=chosen, value=value, top=top),
        height=94 if value else 74,
        head=(_("What"), _("Worry")),
        rows=lambda: rows(title, colour=chosen, value=value, top=top),
    )


def colour_of(value: int, *, top: int = 10) -> str:
    """The colour a value falls in: a third of the ruler each, the middle taking what is over."""
    third = top // 3
    if value <= third:
        return "green"
    return "yellow" if value <= top - third else "red"


def words(colour: str) -> str:
    """The colour in words."""
    return {
        "green": pgettext("worry", "Green"),
        "yellow": pgettext("worry", "Yellow"),
        "red": pgettext("worry", "Red"),
    }[colour]


def sentence(title: str, *, colour: str = "", value: int = 0, top: int = 10) -> str:
    """The same in words."""
    chosen = _checked(colour, value, top)
    if not chosen:
        return _("%(title)s: not answered.") % {"title": title}
    if not value:
        return _("%(title)s: %(colour)s.") % {"title": title, "colour": words(chosen).lower()}
    return _("%(title)s: %(value)d of %(top)d, %(colour)s.") % {
        "title": title,
        "value": value,
        "top": top,
        "colour": words(chosen).lower(),
    }


def rows(title: str, *, colour: str = "", value: int = 0, top: int = 10) -> list[tuple[str, str]]:
    """The same as a table of one row."""
    chosen = _checked(colour, value, top)
    said = words(chosen) if chosen else "–"
    return [(title, f"{value}, {said.lower()}" if value else said)]


def _checked(colour: str, value: int, top: int) -> str:
    if value and not 1 <= value <= top:
        raise ValueError(f"{value} is not on a ruler from 1 to {top}.")
    chosen = colour or (colour_of(value, top=top) if value else "")
    if chosen and chosen not in COLOURS:
        raise ValueError(f"“{chosen}” is not a colour of worry. Known: {', '.join(COLOURS)}.")
    return chosen


def _bands() -> list[str]:
    drawn = []
    for place, colour in enumerate(COLOURS):
        left = place / 3
        drawn.append(
            node("rect", x=across(left), y=34, width=across(1 / 3), height=30, class_=colour)
        )
        drawn.append(
            text(words(colour), x=across(left + 1 / 6), y=54, class_=f"middle strong on-{colour}")
        )
    return drawn


def _numbers(value: int, top: int) -> list[str]:
    if not value:
        return []
    return [
        text(step, x=across(_place(step, top)), y=84, class_="quiet middle")
        for step in range(1, top + 1)
    ]


def _pointer(colour: str, value: int, top: int) -> list[str]:
    if not colour:
        return []
    place = _place(value, top) if value else (COLOURS.index(colour) + 0.5) / 3
    flag = node("path", d="M-12 2h24v17l-12 11l-12-11z", class_="flag")
    said = text(value, y=17, class_="middle strong on-flag") if value else ""
    return [node("svg", flag + said, x=across(place), y=0, class_="spot")]


def _place(value: int, top: int) -> float:
    """The middle of a step: steps spread within their colour, so that pointer and band agree."""
    same = [
        step for step in range(1, top + 1) if colour_of(step, top=top) == colour_of(value, top=top)
    ]
    share = (same.index(value) + 0.5) / len(same)
    return (COLOURS.index(colour_of(value, top=top)) + share) / 3

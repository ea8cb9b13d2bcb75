"""The components templates are built of: `{% load ui %}`.

Each component is a function; its properties are the function's parameters, so a misspelt
property fails when the template is compiled, and an unknown tone, variant or icon fails
when it is drawn.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tovholder.ui import assets, dates, fields, icons, people
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.network import network
from tovholder.ui.charts.radar import radar
from tovholder.ui.charts.ruler import ruler
from tovholder.ui.charts.sign_line import sign_line
from tovholder.ui.charts.timeline import timeline
from tovholder.ui.charts.wheel import wheel
from tovholder.ui.charts.wordcloud import wordcloud
from tovholder.ui.charts.yearwheel import yearwheel

register = template.Library()

# A chart's own parameters are its tag's: `{% sign_line title observations as drawn %}`.
for drawn in (network, radar, ruler, sign_line, timeline, wheel, wordcloud, yearwheel):
    register.simple_tag(drawn)

TONES = ("neutral", "info", "success", "warning", "danger", "accent")
VARIANTS = ("primary", "secondary", "tertiary", "danger")
NOTICE_ICONS = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "danger": "danger",
}


class UnknownWord(ValueError):
    """A component was asked for a tone or variant it does not have."""


def _known(word: str, known: Iterable[str], what: str) -> str:
    if word not in known:
        raise UnknownWord(f"There is no {what} “{word}”. Known: {', '.join(known)}.")
    return word


def _drawn(name: str, context: Mapping[str, Any]) -> SafeString:
    drawn = render_to_string(f"ui/components/{name}.html", dict(context))
    return mark_safe(drawn)  # noqa: S308 a template of ours, which escapes its values


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon from the closed list in `ui/icons.py`, in the colour of the text."""
    return icons.drawing(name)


@register.simple_block_tag
def card(
    content: str,
    *,
    title: str = "",
    tone: str = "neutral",
    level: int = 2,
    icon: str = "",
    id: str = "",  # noqa: A002 - the property's name in HTML
    link: str = "",
    link_text: str = "",
    link_icon: str = "",
) -> SafeString:
    """A card with a heading and, at its right, at most one link to do something."""
    _known(tone, TONES, "tone")
    return _drawn("card", {**locals()})


@register.simple_block_tag
def notice(content: str, *, tone: str = "info", title: str = "", level: int = 2) -> SafeString:
    """A message in the page that a person should not miss."""
    _known(tone, NOTICE_ICONS, "tone")
    return _drawn("notice", {**locals(), "icon": NOTICE_ICONS[tone]})


@register.simple_tag
def tag(text: str, *, tone: str = "neutral", icon: str = "") -> SafeString:
    """One or two words about a state. The words carry the meaning, the colour repeats it."""
    _known(tone, TONES, "tone")
    drawn = icons.drawing(icon) if icon else ""
    return format_html('<span class="ds-tag" data-color="{}">{}{}</span>', tone, drawn, text)


@register.simple_tag
def button(
    text: str,
    *,
    variant: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    key: str = "",
    confirm: str = "",
    formaction: str = "",
    form: str = "",
) -> SafeString:
    """A button that sends its form.

    `key` is a letter that presses it inside a `data-keys` list; `confirm` is a question
    asked first (where scripts run); `formaction` and `form` are those of HTML.
    """
    _known(variant, VARIANTS, "variant")
    return _drawn("button", {**locals(), "name": name, "value": value})


@register.simple_tag
def link_button(
    text: str,
    *,
    href: str,
    variant: str = "secondary",
    icon: str = "",
    key: str = "",
) -> SafeString:
    """A link that looks like a button: it leads somewhere and changes nothing."""
    _known(variant, VARIANTS, "variant")
    return _drawn("link_button", {**locals()})


@register.simple_tag
def field(bound: Any, *, rows: int = 0, hide_label: bool = False) -> SafeString:
    """A form field whole: label, help, errors and control, tied together for all senses."""
    shown = fields.shown(bound, rows=rows)
    if shown.hidden:
        return conditional_escape(shown.control)
    return _drawn("field", {"field": shown, "hide_label": hide_label})


@register.simple_tag
def errors(form: Any) -> SafeString:
    """What must be mended in a form, each sentence leading to its field; nothing else."""
    found = fields.faults(form)
    return _drawn("errors", {"faults": found}) if found else mark_safe("")


@register.simple_tag
def once() -> SafeString:
    """The key that makes a second click on the same form harmless. In every post form."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.simple_tag
def initials(name: str, *, alone: bool = False) -> SafeString:
    """A person's initials on a disc. `alone` when the name does not stand beside it."""
    spoken = format_html('role="img" aria-label="{}"', name) if alone else 'aria-hidden="true"'
    return format_html(
        '<span class="initials" data-hue="{}" {}>{}</span>',
        people.hue(name),
        mark_safe(spoken),  # noqa: S308 - escaped above
        people.initials(name),
    )


@register.simple_tag
def empty(sentence: str) -> SafeString:
    """The sentence that stands where a list has nothing yet."""
    return format_html('<p class="empty">{}</p>', sentence)


@register.simple_block_tag
def details(content: str, summary: str, *, open: bool = False) -> SafeString:  # noqa: A002 as HTML
    """More to read for whoever wants it, folded until then."""
    return format_html(
        '<details class="ds-details" {}><summary>{}</summary><div>{}</div></details>',
        "open" if open else "",
        summary,
        content,
    )


@register.simple_block_tag
def data_list(content: str) -> SafeString:
    """Pairs of a label and what is known, each a `datum`."""
    return format_html('<dl class="data-list">{}</dl>', content)


@register.simple_block_tag
def datum(content: str, label: str) -> SafeString:
    """One label and what is known under it."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.simple_tag
def tabs(items: Iterable[Mapping[str, Any]], *, label: str) -> SafeString:
    """The pages of one thing, each with `label`, `url` and `current`."""
    return _drawn("tabs", {"items": items, "label": label})


@register.simple_tag
def day(value: Any, *, weekday: bool = False, year: bool = False) -> SafeString:
    """A date as people write it; the year stands when it is not this year, or when asked for."""
    return dates.day(value, weekday=weekday, year=year)


@register.simple_tag
def moment(value: Any, *, weekday: bool = False, year: bool = False) -> SafeString:
    """A date and a time of day as people write them."""
    return dates.moment(value, weekday=weekday, year=year)


@register.simple_tag
def clock(value: Any) -> SafeString:
    """A time of day."""
    return dates.clock(value)


@register.simple_tag
def chart(drawing: Drawing, *, caption: str = "", table: bool = True) -> SafeString:
    """A chart with what it shows in a sentence and, folded, its numbers as a table."""
    return _drawn("chart", {"drawing": drawing, "caption": caption, "table": table})


@register.simple_tag
def stylesheets() -> SafeString:
    """The style sheets of every page; for the frame alone."""
    return assets.stylesheets()


@register.simple_tag(takes_context=True)
def scripts(context: RequestContext) -> SafeString:
    """The scripts of every page; for the frame alone."""
    return assets.scripts(str(getattr(context.get("request"), "csp_nonce", "")))


@register.simple_tag
def spoken() -> SafeString:
    """What the scripts say, in the reader's language; for the frame alone."""
    return mark_safe(assets.spoken(get_language()))  # noqa: S308 - our own template


@register.simple_tag(takes_context=True)
def colour_scheme(context: RequestContext) -> str:
    """Light, dark, or as the device has it: from the person's own choice in a cookie."""
    request = context.get("request")
    chosen = request.COOKIES.get("colour_scheme", "") if request is not None else ""
    return chosen if chosen in ("light", "dark") else "auto"

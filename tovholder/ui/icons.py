"""The icons of the house, drawn inline.

The drawings come from the npm package `@navikt/aksel-icons`, collected into static files
under `icons/`; they are read once and put inline, so that an icon takes the colour of its
text and costs no request. A name that is not in the list fails.
"""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.safestring import SafeString, mark_safe

from tovholder.ui.icon_names import ICONS

_SIZE = re.compile(r'<svg width="1em" height="1em" ')


class UnknownIcon(LookupError):
    """The name is not in the list of icons."""


@cache
def drawing(name: str) -> SafeString:
    """The SVG element of an icon, hidden from screen readers: the words stand beside it."""
    if name not in ICONS:
        raise UnknownIcon(f"There is no icon “{name}”. Known: {', '.join(sorted(ICONS))}.")
    source = _source(f"icons/{ICONS[name]}.svg").replace("\n", "")
    shaped = _SIZE.sub('<svg class="icon" aria-hidden="true" focusable="false" ', source)
    return mark_safe(shaped.replace(' xmlns="http://www.w3.org/2000/svg"', ""))  # noqa: S308 - a file of our own build


def _source(path: str) -> str:
    found = finders.find(path)
    if isinstance(found, str):
        return Path(found).read_text(encoding="utf-8")
    # A built house has no npm packages any more, only what was collected.
    with staticfiles_storage.open(path) as collected:
        return str(collected.read(), "utf-8")

"""What pages draw from the catalogue: `{% load catalogue %}`."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .. import catalogue

register = template.Library()


@register.simple_tag
def profession(profession_id: str, shown: str = "", *, at: object = "") -> SafeString:
    """A title one can tap: what does this profession know, and what can it do? (S-70)

    `shown` are the words that stand there, else the title itself; `at` tells one place on a page
    from another, since a title may stand there many times. Someone without a profession of the
    catalogue (a mother, a companion) is shown in words alone.
    """
    found = catalogue().professions.get(profession_id)
    if found is None:
        return conditional_escape(shown or profession_id)
    return _drawn(id(found), profession_id, shown, str(at), get_language())


# The same few titles stand on every page of a case: each place is drawn once.
@lru_cache(maxsize=4096)
def _drawn(
    _version: int, profession_id: str, shown: str, at: str, _language: str | None
) -> SafeString:
    found = catalogue().professions[profession_id]
    words = found.words()
    context = {
        "shown": shown or words.title,
        "words": words,
        "reference": found.reference,
        "key": f"profession-{found.reference}-{at}",
    }
    drawn = render_to_string("catalogue/profession.html", context)
    return mark_safe(drawn.strip())  # noqa: S308 - our own template

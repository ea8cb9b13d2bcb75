"""What the pages of a meeting draw again and again: the voices to tap, a step's own page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("meetings/voices.html")
def voices(bound: Any) -> dict[str, Any]:
    """The chairs of a VoiceField as chips a finger can hit, the family first."""
    known = bound.field.voices
    chosen = str(bound.value() or "")
    return {
        "field": bound,
        "choices": [
            {"voice": voice, "value": key, "chosen": key == chosen, "id": f"{bound.auto_id}_{n}"}
            for n, (key, voice) in enumerate(known.items())
        ],
    }


@register.inclusion_tag("meetings/chips.html")
def chips(bound: Any) -> dict[str, Any]:
    """A short choice as chips."""
    chosen = str(bound.value() or "")
    return {
        "field": bound,
        "choices": [
            {
                "label": label,
                "value": value,
                "chosen": str(value) == chosen,
                "id": f"{bound.auto_id}_{n}",
            }
            for n, (value, label) in enumerate(bound.field.choices)
        ],
    }


@register.inclusion_tag("meetings/scale.html")
def scale(item: Any, bound: Any) -> dict[str, Any]:
    """A thing asked, with an answer to tap: a number with what its ends mean, or a choice."""
    return {"item": item, **chips(bound)}


@register.simple_tag(takes_context=True)
def at_table(context: Context, name: str, *about: Any) -> str:
    """The address of a page of the meeting in the context, in whichever book it is written."""
    address: str = context["meeting"].address(name, *about)
    return address


@register.simple_tag(takes_context=True)
def in_minutes(context: Context, item: Any) -> SafeString:
    """A step's part of the minutes, drawn by its kind."""
    found = get_template(item["template"])
    return SafeString(
        found.render({str(key): value for key, value in context.flatten().items()} | item)
    )

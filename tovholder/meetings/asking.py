"""Fields the forms of a meeting are made of: words, a voice, a day, a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.plans.wording import readable, words

from .table import AnyInvitation

if TYPE_CHECKING:
    from .engine.items import Item

LONG = 1000
FURTHEST = timedelta(days=2 * 365)


class WordsField(forms.CharField):
    """What people write: readable, not too long, refused in words."""

    def __init__(self, *, limit: int = LONG, lines: int = 2, **kwargs: Any) -> None:
        self.limit = limit
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Write a few words.")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return words(readable(super().to_python(value) or ""), limit=self.limit, lines=True)


class LineField(WordsField):
    """A few words on one line."""

    def __init__(self, *, limit: int = 200, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput())
        super().__init__(limit=limit, **kwargs)


class DayField(forms.DateField):
    """A day from today to two years on."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput())
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Say by which day.")})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        today = timezone.localdate()
        if day and day < today:
            raise ValidationError(_("That day has passed."))
        if day and day > today + FURTHEST:
            raise ValidationError(_("That day is more than two years away."))
        return day


class VoiceField(forms.ChoiceField):
    """Whose words these are: one of the chairs, chosen with a tap.

    `cleaned_data` holds the Invitation. With one chair to choose from it is chosen already.
    """

    def __init__(self, voices: Iterable[AnyInvitation] = (), **kwargs: Any) -> None:
        self.voices = {str(voice.pk): voice for voice in voices}
        kwargs.setdefault("widget", forms.RadioSelect())
        kwargs.setdefault(
            "error_messages", {"required": gettext_lazy("Tap whose words these are.")}
        )
        super().__init__(
            choices=[(key, voice.name) for key, voice in self.voices.items()], **kwargs
        )
        if len(self.voices) == 1 and self.initial is None:
            self.initial = next(iter(self.voices))

    def clean(self, value: Any) -> AnyInvitation | None:
        chosen = super().clean(value)
        return self.voices.get(chosen)


def field_of(item: Item) -> forms.Field:
    """One thing asked: a number to tap, or words."""
    if not item.is_valued:
        return WordsField(label=item.title, required=item.required, limit=item.longest, lines=2)
    return forms.TypedChoiceField(
        label=item.title,
        choices=[(value, item.said(value)) for value in range(item.top + 1)],
        coerce=int,
        empty_value=None,
        required=item.required,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Tap an answer.")},
    )


def heard(item: Item, given: Any) -> tuple[int | None, str]:
    """What was given in such a field, as the actions take it: the number, or the words."""
    return (given, "") if item.is_valued else (None, str(given or ""))

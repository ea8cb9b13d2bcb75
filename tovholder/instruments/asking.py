"""A form made of an instrument: the same description asks, checks and is kept."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tovholder.catalogue.instruments import Instrument, Question
from tovholder.catalogue.words import Section
from tovholder.ui.fields import ExplainedRadio
from tovholder.ui.plain import plain

from .fields import PlainText


def form_for(instrument: Instrument) -> type[forms.Form]:
    """The form that asks an instrument in the reader's language."""
    words = instrument.words()
    asked = {question.id: _field(question, words[question.id]) for question in instrument.questions}
    return type("InstrumentForm", (forms.Form,), asked)


def typed(instrument: Instrument, posted: Mapping[str, Any]) -> dict[str, str]:
    """What has been typed so far, unchecked: for a draft. Nothing but the questions' own answers.

    A text is cut only where it is many times longer than it could ever be sent.
    """
    return {
        question.id: plain(str(posted[question.id]))[: 4 * max(question.longest, 100)]
        for question in instrument.questions
        if posted.get(question.id)
    }


def storable(answers: Mapping[str, Any]) -> dict[str, str]:
    """Checked answers as they are kept: a date as 2026-11-22, everything else as text."""
    return {key: "" if value is None else str(value) for key, value in answers.items()}


def _field(question: Question, words: Section) -> forms.Field:
    told: dict[str, Any] = {
        "label": words.title,
        "help_text": words.text,
        "required": question.required,
        "error_messages": {"required": _sentence_when_missing(question)},
    }
    if question.kind == "date":
        return forms.DateField(widget=forms.DateInput, **told)
    if question.kind in ("choice", "colour"):
        return _choice(question, words, told)
    if question.kind == "scale":
        return _scale(question, words, told)
    widget = forms.Textarea if question.kind == "long-text" else forms.TextInput
    return PlainText(max_length=question.longest, widget=widget, **told)


def _choice(question: Question, words: Section, told: dict[str, Any]) -> forms.Field:
    widget = ExplainedRadio(
        hints={option.id: words[option.id].text for option in question.options},
        tones={option.id: option.colour for option in question.options if option.colour},
    )
    choices = [(option.id, words[option.id].title) for option in question.options]
    return forms.ChoiceField(choices=choices, widget=widget, **told)


def _scale(question: Question, words: Section, told: dict[str, Any]) -> forms.Field:
    """The whole numbers from 0; its two ends in words, where the instrument has them."""
    ends = {0: words.get("lowest"), question.highest: words.get("highest")}
    choices = [
        (number, f"{number}: {end.title}" if (end := ends.get(number)) else str(number))
        for number in range(question.highest + 1)
    ]
    return forms.TypedChoiceField(
        choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **told
    )


def _sentence_when_missing(question: Question) -> str:
    """Without the question: the summary of errors and the field name it themselves."""
    if question.kind in ("choice", "colour", "scale"):
        return _("Choose an answer.")
    return _("Write an answer.")

"""What the `field` and `errors` components need to know about a form's fields."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.widgets import DateTimeBaseInput
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

BROWSER_INPUTS: tuple[tuple[type[DateTimeBaseInput], str, str], ...] = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
)

DEFAULT_ROWS = 4
"""Lines of a long text's box, when the page asks for no other number."""


class ExplainedRadio(forms.RadioSelect):
    """Radio buttons where a choice may carry an explanation and a colour.

    `hints` and `tones` are mappings from a choice's value; a tone is `green`, `yellow`
    or `red`, drawn beside the words and never instead of them. What is `folded` stands last,
    under the words of `fold`, and is open where one of it is chosen.
    """

    def __init__(
        self,
        *args: Any,
        hints: dict[str, Any] | None = None,
        tones: dict[str, str] | None = None,
        folded: Collection[str] = (),
        fold: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.tones = tones or {}
        self.folded = folded
        self.fold = fold


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox with its words."""

    control: str
    id: str
    label: str
    hint: str = ""
    tone: str = ""
    folded: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class Shown:
    """A form field ready to be drawn."""

    id: str
    label: str
    help: str
    optional: bool
    hidden: bool
    single: bool
    control: str
    errors: Sequence[str]
    described_by: str
    choices: Sequence[Choice] = field(default_factory=tuple)
    fold: str = ""

    @property
    def at_once(self) -> list[Choice]:
        """The choices everyone sees."""
        return [choice for choice in self.choices if not choice.folded]

    @property
    def folded(self) -> list[Choice]:
        """Those that are one click away."""
        return [choice for choice in self.choices if choice.folded]

    @property
    def is_open(self) -> bool:
        """Whether what is folded shows from the start: one of it is chosen."""
        return any(choice.chosen for choice in self.folded)


@dataclass(frozen=True)
class Fault:
    """A sentence about what must be mended, and the id of the control it is about."""

    sentence: str
    target: str


def offer(form: forms.BaseForm, name: str, choices: Any) -> None:
    """Let people choose among what there is today: a queryset for rows, else pairs.

    Raises TypeError where the field asks for no choice.
    """
    asked = form.fields[name]
    if isinstance(asked, forms.ModelChoiceField):
        asked.queryset = choices
    elif isinstance(asked, forms.ChoiceField):
        asked.choices = choices
    else:
        raise TypeError(f"{name!r} asks for no choice.")


def shown(bound: forms.BoundField, *, rows: int = 0) -> Shown:
    """Reads everything about a field once, so that the template only places it."""
    widget = bound.field.widget
    choices = _choices(bound) if isinstance(widget, forms.RadioSelect) else ()
    return Shown(
        id=bound.id_for_label or bound.auto_id or bound.html_name,
        label=str(bound.label),
        help=str(bound.help_text),
        optional=not bound.field.required and getattr(bound.field, "tells_optional", True),
        hidden=bound.is_hidden,
        single=isinstance(widget, forms.CheckboxInput),
        control="" if choices else bound.as_widget(attrs=_attributes(bound, rows)),
        errors=tuple(str(error) for error in bound.errors),
        described_by=_described_by(bound),
        choices=choices,
        fold=str(getattr(widget, "fold", "")),
    )


def faults(form: forms.BaseForm) -> list[Fault]:
    """Every error of a form in the order of its fields; those of the whole form first."""
    found = [Fault(str(error), "") for error in form.non_field_errors()]
    for bound in form:
        found += [Fault(_about(bound, error), _target(bound)) for error in bound.errors]
    return found


def _about(bound: forms.BoundField, error: object) -> str:
    """The error with the question it belongs to, since the summary stands away from it."""
    label = str(bound.label)
    return f"{label} {error}" if label.endswith(("?", ":", ".")) else f"{label}: {error}"


def _target(bound: forms.BoundField) -> str:
    if isinstance(bound.field.widget, forms.RadioSelect):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def _attributes(bound: forms.BoundField, rows: int) -> dict[str, Any]:
    widget = bound.field.widget
    attributes: dict[str, Any] = {"class": "ds-input"}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if described := _described_by(bound):
        attributes["aria-describedby"] = described
    if isinstance(widget, forms.Textarea):
        attributes |= {"rows": rows or DEFAULT_ROWS, "cols": False}
    for kind, browser_type, pattern in BROWSER_INPUTS:
        if isinstance(widget, kind):
            # Browsers read and send these as ISO, whatever the language of the page.
            widget.format = pattern
            widget.input_type = browser_type
            break
    return attributes


def _described_by(bound: forms.BoundField) -> str:
    parts = []
    if bound.help_text:
        parts.append(f"{bound.auto_id}-help")
    if bound.errors:
        parts.append(f"{bound.auto_id}-error")
    return " ".join(parts)


def _choices(bound: forms.BoundField) -> tuple[Choice, ...]:
    widget = bound.field.widget
    hints = getattr(widget, "hints", {})
    tones = getattr(widget, "tones", {})
    folded = getattr(widget, "folded", ())
    made = []
    for part in bound.subwidgets:
        value = str(part.data["value"])
        attributes: dict[str, Any] = {"class": "ds-input"}
        if bound.errors:
            attributes["aria-invalid"] = "true"
        if value in hints:
            attributes["aria-describedby"] = f"{part.id_for_label}-hint"
        part.data["attrs"] |= attributes
        # The widget's own option template wraps a label round the control; we place it ourselves.
        control = mark_safe(  # noqa: S308 - written by Django's own template
            bound.form.renderer.render("django/forms/widgets/input.html", {"widget": part.data})
        )
        label = str(part.choice_label) or _("No answer")
        tone = tones.get(value, "")
        hint, chosen = str(hints.get(value, "")), bool(part.data["selected"])
        made.append(Choice(control, part.id_for_label, label, hint, tone, value in folded, chosen))
    return tuple(made)

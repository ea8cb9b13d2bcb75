"""The ways of meeting as they are offered to whoever calls: those that are usual here first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy

from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method
from tovholder.ui.fields import ExplainedRadio, offer

FEW = 2  # so few others are shown at once: folding them would cost a look and spare none


@dataclass(frozen=True)
class Way:
    """A way of meeting, with what it still waits for, in words."""

    method: Method
    waits: Sequence[str] = ()


@dataclass(frozen=True)
class Ways:
    """Those offered first, and the others, of which those that wait come last."""

    first: Sequence[Way]
    others: Sequence[Way]


def in_order(ways: Iterable[Way], used: Iterable[str]) -> Ways:
    """First what was used here before, the latest first, then what is usual in the municipality.

    `used` are references of methods, or their ids. One that waits for something is never first.
    """
    found = list(ways)
    known = {way.method.id: way for way in found if not way.waits}
    wanted = [reference.partition("@")[0] for reference in used]
    names = dict.fromkeys([*wanted, *catalogue().municipality.usual])
    first = [known[name] for name in names if name in known]
    others = sorted((way for way in found if way not in first), key=lambda way: bool(way.waits))
    if not first or len(others) <= FEW:
        return Ways([*first, *others], [])
    return Ways(first, others)


def offered(form: forms.BaseForm, ways: Ways) -> None:
    """Let people choose among the ways: the first at once, the others one click away."""
    both = [*ways.first, *ways.others]
    widget = form.fields["method"].widget = ExplainedRadio(
        hints={
            way.method.reference: " ".join([way.method.words().lead, *way.waits]) for way in both
        },
        folded={way.method.reference for way in ways.others},
        fold=gettext_lazy("Other ways to meet"),
    )
    widget.is_required = form.fields["method"].required
    offer(form, "method", [(way.method.reference, way.method.words().title) for way in both])

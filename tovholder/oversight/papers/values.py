"""What stands in a field, in words."""

from datetime import date, datetime
from typing import Any

from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tovholder.cases.wording import area_titles, basis_title, listed
from tovholder.catalogue import catalogue
from tovholder.organisation.models import profession_title
from tovholder.ui.dates import day_text, moment_text

from .fields import VALUES

BASES = frozenset({"ground", "legal_basis"})
OF_A_BASIS = frozenset({"consent.Basis", "consent.Exchange", "cases.Talk"})
"""Where `kind` is a legal basis of the catalogue."""
CHOSEN = frozenset({"instrument", "ruler"})
"""What was asked with, by its place in the catalogue."""
WORRY = ("", "green", "yellow", "red")


def in_words(kind: str, one: "models.Field[Any, Any]", value: Any) -> str:  # noqa: PLR0911 one for each sort
    """A value of a field as a person says it, in the reader's language."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(one, models.DateTimeField):
        return moment_text(datetime.fromisoformat(value), year=True)
    if isinstance(one, models.DateField):
        return day_text(date.fromisoformat(value), year=True)
    if one.name == "areas":
        return area_titles(value)
    if one.name == "parties":
        return listed(profession_title(each) for each in value)
    if one.name == "profession":
        return profession_title(value)
    if one.name in BASES or (kind in OF_A_BASIS and one.name == "kind"):
        return basis_title(value)
    if isinstance(value, list | dict):
        each = value.values() if isinstance(value, dict) else value
        return "; ".join(str(part) for part in each if part not in (None, ""))
    return _word(one, value)


def _word(one: "models.Field[Any, Any]", value: Any) -> str:
    """The words of a value: its own where it has them, else those of `VALUES`."""
    if one.name == "worry":
        return str(VALUES[WORRY[value]])
    named = dict(one.flatchoices).get(value)
    if isinstance(named, Promise):
        return str(named)
    if named is not None and not isinstance(value, int):
        return str(VALUES[value])
    return _known(one.name, value) or str(named if named is not None else value)


def _known(name: str, value: Any) -> str:
    """What the house calls a value that has no words of its own; nothing where it has none."""
    if name in ("role", "relation") and value in VALUES:
        return str(VALUES[value])
    if name == "language" and value in LANG_INFO:
        return str(LANG_INFO[value]["name_local"])
    for items in (catalogue().instruments, catalogue().rulers) if name in CHOSEN else ():
        if value in items:
            return items[value].words().title
    return ""

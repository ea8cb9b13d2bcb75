"""The kinds of step a method may be made of: one file each, found by being here.

A kind says what its step shows, what can be done in it and which forms ask for it. Its pages
are `meetings/kinds/<name>.html` on the board and `<name>_minutes.html` in the minutes.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .kind import KINDS, Act, AtStep, Kind

for found in iter_modules(__path__):
    import_module(f"{__name__}.{found.name}")

__all__ = ["KINDS", "Act", "AtStep", "Kind", "kind_of"]


def kind_of(name: str) -> Kind:
    """The kind of that name. KeyError where no file here makes it."""
    return KINDS[name]

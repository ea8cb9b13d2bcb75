"""A word that leads somewhere: of the menu, of a case's tabs, of the foot of the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A word, where it leads, and whether the reader stands there now."""

    label: str
    url: str
    current: bool = False

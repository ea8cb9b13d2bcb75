"""What every provider's answer comes to, whichever way it speaks."""

from dataclasses import dataclass

from ..models import Level

SKEW = 60  # seconds a provider's clock may be wrong


class NotShown(Exception):
    """What came back shows nobody; says which check it did not meet, and no content."""


class SaidNo(NotShown):
    """The provider answered that nobody was shown: they stopped on the way, or may not."""


@dataclass(frozen=True)
class Came:
    """Who has shown who they are, as the provider names them, and how surely."""

    person: str
    level: Level

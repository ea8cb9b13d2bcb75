"""One sentence for somebody's day, as concerns and notifications say it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Waiting:
    """One sentence for my day, where it leads, and what the link says.

    `concern_id` where the sentence names the child of a concern.
    """

    sentence: str
    action: str
    url: str
    urgent: bool = False
    concern_id: UUID | None = None

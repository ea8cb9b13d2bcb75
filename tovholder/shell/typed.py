"""What somebody typed into a form that could not be received, so that nothing is lost.

A session may end, or a page grow old, while someone writes. The words come back on a page of
their own, to be copied or sent again; in between they travel signed, so that nobody can put
words into another's form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest

SALT = "tovholder.shell.typed"
AN_HOUR = 60 * 60
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "once", "next", "kept", "language", "scheme"})
NEW_EACH_TIME = frozenset({"csrfmiddlewaretoken", "once"})
SHORTEST = 12  # characters: shorter values are choices and keys, not words somebody would miss


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: where to, and every field in order."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def words(self) -> list[str]:
        """The fields somebody would not want to write again."""
        return [
            value
            for name, value in self.fields
            if name not in NOT_TYPED and len(value) >= SHORTEST and " " in value.strip()
        ]

    def sealed(self) -> str:
        """Everything as one text that cannot be changed on the way."""
        return signing.dumps([self.path, self.fields], salt=SALT, compress=True)


def read(request: HttpRequest) -> Typed:
    """What this request carries; passwords and files are never shown again."""
    return Typed(request.get_full_path(), _fields(request.POST))


def unseal(text: str) -> Typed | None:
    """What was sealed within the last hour, or None."""
    try:
        path, fields = signing.loads(text, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return None
    return Typed(path, tuple((name, value) for name, value in fields))


def _fields(posted: Any) -> tuple[tuple[str, str], ...]:
    lists: Mapping[str, Sequence[str]] = dict(posted.lists())
    return tuple(
        (name, value)
        for name, values in lists.items()
        if "password" not in name and name not in NEW_EACH_TIME
        for value in values
    )

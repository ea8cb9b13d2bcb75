"""Who is named in the rows of somebody's papers, and how people write their names."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .ways import CALLED

BY_NAME = frozenset({"cases.Actor", "meetings.Invitation"})
"""Where somebody is told by a name alone."""
LONGEST_NAME = 3  # words: more is a description


def names_in(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> set[str]:
    """Every person the rows, each with its kind, point to or name, by their whole name."""
    return {
        str(value)
        for kind, content in rows
        for column, value in content.items()
        if value and (column.endswith(CALLED) or (column == "name" and _alone(kind, content)))
    }


def called(name: str) -> list[str]:
    """What of a name people write: the first and the last of a short one, names in a longer."""
    words = [word for word in re.findall(r"[\w-]+", name) if len(word) > 1]
    if len(words) <= LONGEST_NAME:
        return [*words[:1], *words[-1:]]
    return [word for word in words[1:] if word[0].isupper()]


def _alone(kind: str, content: Mapping[str, Any]) -> bool:
    """Whether somebody is told by a name, and is neither a person here nor somebody at work."""
    return kind in BY_NAME and not (content.get("account_id") or content.get("person_id"))

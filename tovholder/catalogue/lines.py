"""On which line of a file something stands, for the one who has to mend it.

The standard library reads TOML without telling lines; the path of a key is enough to find them.
"""

import re
from pathlib import Path

PART = re.compile(r"^(.+?)(?:\[(\d+)\])?$")


def line_of(file: Path, place: str) -> int | None:
    """The line (from 1) of a place such as `step[2].opens[1].guard`; None where it is not told."""
    if not place or not file.is_file():
        return None
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    if file.suffix == ".md":
        return _first(lines, 0, rf"^#{{2,3}} +{re.escape(place)}\b")
    found, at = None, 0
    for part in place.split("."):
        named = PART.match(part)
        name, number = (named[1], int(named[2] or 0)) if named else (part, 0)
        line = _numbered(lines, at, name, number) if number else _key(lines, at, name)
        if line is None:
            break
        found, at = line, line - 1
    return found


def _key(lines: list[str], start: int, name: str) -> int | None:
    key = re.escape(name)
    return _first(lines, start, rf'^\s*"?{key}"?\s*=|[{{,]\s*"?{key}"?\s*=|^\[.*\b{key}"?\]')


def _numbered(lines: list[str], start: int, name: str, number: int) -> int | None:
    """The n-th table of that name: under headers of its own, or in braces after its key."""
    header = re.compile(rf"^\[\[(?:.*\.)?{re.escape(name)}\]\]")
    headed = [at for at, line in enumerate(lines[start:], start + 1) if header.match(line)]
    if len(headed) >= number:
        return headed[number - 1]
    opened = _key(lines, start, name)
    if opened is None:
        return None
    braces = [
        at for at, line in enumerate(lines[opened - 1 :], opened) for _ in range(line.count("{"))
    ]
    return braces[number - 1] if len(braces) >= number else opened


def _first(lines: list[str], start: int, pattern: str) -> int | None:
    wanted = re.compile(pattern)
    return next(
        (at for at, line in enumerate(lines[start:], start + 1) if wanted.search(line)), None
    )

"""Whether the file of a case is as it was made: needs no database, and nothing but the file.

    tovholder archive verify FILE [--sha256 HASH]

Every row lies in the file as data, with hashes of each kind and of the whole. What is printed to
be read is covered by the hash of the file itself, which stands where the deletion is told.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORM = "tovholder-archive/1"
ROWS, MANIFEST = "rows.json", "manifest.json"
INSIDE = re.compile(
    rb"<<(?:(?!endobj|stream\r?\n).)*?/EmbeddedFile(?:(?!endobj).)*?stream\r?\n", re.DOTALL
)
LENGTH = re.compile(rb"/Length (\d+)")


def canonical(told: object) -> str:
    """JSON that is the same for the same content: keys in order, no space between."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hashed(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def main(path: str, *, sha256: str = "") -> int:
    """Tell what a file holds and whether it is as it was made: 0 where it is."""
    content = Path(path).read_bytes()
    mark = hashlib.sha256(content).hexdigest()
    faults = [] if sha256.lower() in ("", mark) else [f"The file hashes to {mark}, not {sha256}."]
    manifest, told = inside(content)
    faults += list(faults_of(manifest, told))
    print(f"{path}: SHA-256 {mark}")  # noqa: T201 a command
    for kind, part in sorted(manifest.get("parts", {}).items()):
        print(f"{kind}: {part['rows']}")  # noqa: T201 a command
    for fault in faults:
        print(fault)  # noqa: T201 a command
    if not faults:
        print(f"Case {manifest['reference']}: every row is as it was archived.")  # noqa: T201 a command
    return int(bool(faults))


def inside(content: bytes) -> tuple[dict[str, Any], str]:
    """The manifest and the rows; empty where the file does not hold them whole."""
    manifest: dict[str, Any] = {}
    rows = ""
    for text in _files(content):
        try:
            told = json.loads(text)
        except ValueError:
            continue
        if isinstance(told, dict) and "files" in told:
            manifest = told
        elif isinstance(told, dict) and "parts" in told:
            rows = text
    return manifest, rows


def _files(content: bytes) -> Iterator[str]:
    for found in INSIDE.finditer(content):
        length = LENGTH.search(found[0])
        if length is None:
            continue
        told = content[found.end() : found.end() + int(length[1])]
        try:
            yield (zlib.decompress(told) if b"/FlateDecode" in found[0] else told).decode()
        except (zlib.error, UnicodeDecodeError):
            continue


def faults_of(manifest: dict[str, Any], rows: str) -> Iterator[str]:
    """What is not as it was made, in a sentence each."""
    if manifest.get("form") != FORM or not rows:
        yield "The file does not hold the rows and the manifest of a case as they were made."
        return
    if hashed(rows) != manifest["files"].get(ROWS):
        yield f"{ROWS} was changed."
    told = json.loads(rows)
    for name in ("parts", "around"):
        parts, hashes = told.get(name, {}), manifest.get(name, {})
        for kind in sorted({*parts, *hashes}):
            part, said = parts.get(kind, []), hashes.get(kind, {})
            if len(part) != said.get("rows") or hashed(canonical(part)) != said.get("sha256"):
                yield f"{kind} was changed."

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
    try:
        content = Path(path).read_bytes()
    except OSError as unread:
        print(f"{path} cannot be read: {unread.strerror}.")  # noqa: T201 a command
        return 1
    mark = hashlib.sha256(content).hexdigest()
    faults = [] if sha256.lower() in ("", mark) else [f"The file hashes to {mark}, not {sha256}."]
    manifest, told = inside(content)
    faults += list(faults_of(manifest, told))
    print(f"{path}: SHA-256 {mark}")  # noqa: T201 a command
    for fault in faults:
        print(fault)  # noqa: T201 a command
    if faults:
        return 1
    for kind, part in sorted(manifest["parts"].items()):
        print(f"{kind}: {part['rows']}")  # noqa: T201 a command
    held = "is as it was archived" if sha256 else "agrees with the manifest beside it"
    print(f"Case {manifest['reference']}: every row {held}.")  # noqa: T201 a command
    if not sha256:
        print("That it is the file that was archived shows with --sha256 alone.")  # noqa: T201 a command
    return 0


def inside(content: bytes) -> tuple[dict[str, Any], str]:
    """The manifest and the rows; empty where the file does not hold one of each, whole."""
    manifests: list[dict[str, Any]] = []
    rows: list[str] = []
    for text in _files(content):
        try:
            told = json.loads(text)
        except ValueError:
            continue
        if isinstance(told, dict) and "files" in told:
            manifests.append(told)
        elif isinstance(told, dict) and "parts" in told:
            rows.append(text)
    if (len(manifests), len(rows)) != (1, 1):
        return {}, ""
    return manifests[0], rows[0]


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
    if not rows or not _is_manifest(manifest):
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


def _is_manifest(told: dict[str, Any]) -> bool:
    """Whether it is of our form, all through."""
    hashes = [told.get("parts"), told.get("around", {})]
    return (
        told.get("form") == FORM
        and isinstance(told.get("files"), dict)
        and all(isinstance(one, dict) for one in hashes)
        and all(isinstance(said, dict) for one in hashes for said in one.values())
        and all(isinstance(told.get(name), str) for name in ("case", "reference"))
    )

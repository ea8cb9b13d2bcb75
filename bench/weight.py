"""What a browser fetches for a page the first time."""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

from tovholder import switches

STATIC = "/static/"
NAMED = re.compile(r"""(?:src|href|url|from|import)\s*[=(]?\s*\(?["']?([^"'()\s>]+)""")


def collect() -> None:
    """Collect and compress the static files as production does."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=switches.ROOT,
        check=True,
        env=os.environ | {"TOVHOLDER_STATIC": "collected"},
    )


def weight(page: bytes, folder: Path) -> dict[str, int]:
    """Bytes of the page and every file it leads to, compressed as a visitor gets them."""
    sizes = {"the page itself": len(gzip.compress(page, 6))}
    waiting = [
        one.partition("#")[0] for one in NAMED.findall(page.decode()) if one.startswith(STATIC)
    ]
    while waiting:
        address = waiting.pop()
        file = folder / address.removeprefix(STATIC)
        if address in sizes or not file.is_file():
            continue
        sizes[address] = _sent(file)
        if file.suffix in {".css", ".js"}:
            waiting += _led_to(file, folder)
    return sizes


def _sent(file: Path) -> int:
    kinds = [file, *(file.with_name(file.name + kind) for kind in (".br", ".gz"))]
    return min(kind.stat().st_size for kind in kinds if kind.exists())


def _led_to(file: Path, folder: Path) -> list[str]:
    """What a style sheet or script names beside itself; letters of other alphabets count too."""
    found = []
    for name in NAMED.findall(file.read_text(errors="ignore")):
        beside = (file.parent / name.partition("?")[0].partition("#")[0]).resolve()
        if beside.is_relative_to(folder.resolve()) and beside.is_file():
            found.append(STATIC + str(beside.relative_to(folder.resolve())))
    return found

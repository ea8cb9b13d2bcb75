"""What it costs to read a catalogue: two hundred methods in three languages each."""

import shutil
import tempfile
import time
from pathlib import Path

from bench.report import Line
from tovholder.catalogue.shelf import Catalogue, read_into
from tovholder.switches import ROOT

METHODS = 200
LONGEST = 0.5
"""Seconds of CPU."""


def many_methods(folder: Path, count: int = METHODS) -> Path:
    """A municipality's folder with so many methods, each as large as ours of five steps."""
    for number in range(count):
        shutil.copytree(
            ROOT / "catalogue" / "methods" / "five-steps@1",
            folder / "methods" / f"method-{number}@1",
        )
    return folder


def reading() -> Line:
    """The CPU of reading them, the best of five: what else the machine does only adds."""
    with tempfile.TemporaryDirectory() as name:
        folder = many_methods(Path(name))
        spent = min(_read(folder) for _ in range(5))
    return Line(
        f"Catalogue of {METHODS} methods, read",
        f"{spent:.2f} s",
        f"≤ {LONGEST} s",
        spent <= LONGEST,
    )


def _read(folder: Path) -> float:
    begun = time.process_time()
    read = Catalogue()
    faults = list(read_into(read, folder))
    if faults or len(read.methods) != METHODS:
        raise ValueError(faults)
    return time.process_time() - begun

"""Two hundred methods: read once, in step with their number, and a request reads none of them.

Time belongs to the machine, and `make bench` measures it; here the work is counted.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bench.files import many_methods
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, read_into


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Counter[Path]:
    """How often each file is read as text."""
    told: Counter[Path] = Counter()
    read_text = Path.read_text

    def counting(path: Path, *args: Any, **kwargs: Any) -> str:
        told[path] += 1
        return read_text(path, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", counting)
    return told


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """How many functions of Python are called meanwhile."""
    told: Counter[str] = Counter()

    def note(_frame: object, event: str, _argument: object) -> None:
        told[event] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield told
    finally:
        sys.setprofile(before)


def test_each_file_is_read_once_and_ten_times_as_many_cost_ten_times_as_much(
    tmp_path: Path, opened: Counter[Path]
) -> None:
    many_methods(tmp_path / "few", 20)
    many_methods(tmp_path / "many", 200)
    read = Catalogue()
    with counted() as few:
        assert list(read_into(read, tmp_path / "few")) == []
    opened.clear()
    with counted() as many:
        assert list(read_into(Catalogue(), tmp_path / "many")) == []
    assert len(read.methods) == 20
    assert len(opened) == 200 * 4
    assert set(opened.values()) == {1}
    assert many["call"] / few["call"] < 10.5
    assert many["call"] / 200 < 4000  # for one method in three languages


@pytest.mark.django_db
def test_a_request_reads_no_file_of_the_catalogue(client: Client, opened: Counter[Path]) -> None:
    places = catalogue().places.values()  # read by the house as it starts
    opened.clear()
    assert client.get("/catalogue/methods/five-steps@1/").status_code == 200
    assert not [path for path in opened if path.parent in places]

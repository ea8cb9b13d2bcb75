"""Refusals are read in English here, whatever language the settings begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, read_into

FILES = Path(__file__).parent / "methods"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same folder for a house that is started after this."""
    monkeypatch.setenv("TOVHOLDER_CATALOGUE", str(FILES))


@pytest.fixture
def own_methods() -> Iterator[Catalogue]:
    """A municipality's own folder of methods, read beside ours."""
    own = Catalogue()
    assert list(read_into(own, FILES)) == []
    catalogue().methods.update(own.methods)
    catalogue().instruments.update(own.instruments)
    try:
        yield own
    finally:
        for reference in own.methods:
            del catalogue().methods[reference]
        for reference in own.instruments:
            del catalogue().instruments[reference]

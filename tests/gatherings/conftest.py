"""A team's own way of meeting, made of files alone; refusals are read in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tests.gatherings.team import Team, call
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, read_into
from tovholder.demo.town import Town

FILES = Path(__file__).parent / "methods"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def own_methods() -> Iterator[Catalogue]:
    """The team's own folder of methods, read beside ours."""
    own = Catalogue()
    assert list(read_into(own, FILES)) == []
    catalogue().methods.update(own.methods)
    try:
        yield own
    finally:
        for reference in own.methods:
            del catalogue().methods[reference]


@pytest.fixture
def team(town: Town) -> Team:
    return call(town)

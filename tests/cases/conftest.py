"""Visits by the cast, without a browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Gathering

Visit = Callable[[str], Client]


@pytest.fixture
def visit(gathering: Gathering) -> Visit:
    """Someone of the cast, signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(gathering.account(name))
        return client

    return signed_in

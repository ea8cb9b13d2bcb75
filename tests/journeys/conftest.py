"""What every journey begins with: the town, a case where it needs one, and people who sign in."""

from collections.abc import Callable

import pytest
from django.db import connection
from playwright.sync_api import Page

from tests.browsing import Visits, sign_in
from tests.cast import Gathering, gather
from tovholder.demo.actions import settle
from tovholder.demo.town import Town

Be = Callable[..., Page]


@pytest.fixture
def served_town(own_database: str) -> Town:
    """The municipality as it stands before anything has happened."""
    town = settle()
    connection.close()
    return town


@pytest.fixture
def served_case(own_database: str) -> Gathering:
    """The municipality with one child's case and everybody at it."""
    gathering = gather(settle())
    connection.close()
    return gathering


@pytest.fixture
def be(visits: Visits) -> Be:
    """be("teacher") opens a window in which that person has signed in."""

    def signed_in(name: str, **window: object) -> Page:
        page = visits(**window)
        sign_in(page, name)
        page.goto("/")
        return page

    return signed_in


def send(page: Page) -> None:
    """Press the last button of the page's form and wait for the page that comes."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()

"""What every test may ask for: a database as the app sees it, a running house, a browser."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections

from tests import databases, proof  # noqa: F401 proof sets how thorough hypothesis is
from tovholder import postgres

pytest_plugins = ["tests.browsing", "tests.cast", "tests.counting"]


@pytest.fixture(scope="session")
def template() -> Iterator[str]:
    """The migrated database everything is copied from; the embedded server runs meanwhile."""
    with postgres.hold():
        databases.clear_abandoned()
        yield databases.migrated()


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Ordinary tests share one copy, as the app's role, and are rolled back one by one."""
    with databases.copy_of(template) as name, django_db_blocker.unblock():
        _use(name)
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def demonstration_template(template: str) -> str:
    """The demonstration municipality, told once and copied for each test that asks."""
    return databases.demonstration()


@pytest.fixture
def own_database(
    request: pytest.FixtureRequest,
    template: str,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[str]:
    """A database that is the test's alone: what it commits stays until it ends.

    Empty, or with the whole demonstration where the test is marked `demonstration`. For tests
    with threads, several connections or a running server. Use it instead of
    django_db(transaction=True), which would need the right to empty tables.
    """
    shared = connections["default"].settings_dict["NAME"]
    if request.node.get_closest_marker("demonstration"):
        template = request.getfixturevalue("demonstration_template")
    with databases.copy_of(template) as name, django_db_blocker.unblock():
        _use(name)
        try:
            yield name
        finally:
            _use(shared)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whatever opens a browser is marked so."""
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser comes last: it leaves a running loop in its process, where nothing else may ask.

    And the app's role cannot empty tables: say so at once, with the way out.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])):
            raise pytest.UsageError(
                f"{item.nodeid}: use the fixture own_database, not django_db(transaction=True)."
            )


def pytest_configure(config: pytest.Config) -> None:
    """Two workers share the machine's two cores with the database: no more threads than asked."""
    os.environ.setdefault("TOVHOLDER_THREADS", "4")


def _use(name: str) -> None:
    connections.close_all()
    connections["default"].settings_dict["NAME"] = name

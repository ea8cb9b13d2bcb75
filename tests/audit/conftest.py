"""What the tests of the trace share."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tovholder import postgres


@pytest.fixture
def owner(own_database: str) -> Iterator[None]:
    """Inside, the owner asks and takes down."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict |= {
        "USER": postgres.ROLES["owner"],
        "PASSWORD": postgres.secret("owner"),
    }
    yield
    connection.close()
    connection.settings_dict |= before

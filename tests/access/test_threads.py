"""Many people at once over a few threads and connections: nobody is answered with another's rows.

`TOVHOLDER_THREADS` connections are fewer than the people who ask, so each of them serves one
after the other; a setting left behind by one would show in the next one's page.
"""

import pytest

from tests.access.together import answered_as_when_alone
from tests.browsing import House
from tests.counting import Proved

pytestmark = pytest.mark.demonstration


def test_nobody_is_answered_with_anothers_page(house: House, proved: Proved) -> None:
    proved("Many at once over few connections", **answered_as_when_alone(house))

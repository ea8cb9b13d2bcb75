"""A hidden case and one that never was take the same time. Measured in `make proof` alone: `make
test` compares what the database is asked for each instead (test_hidden.py)."""

import time
import uuid
from statistics import median

import pytest
from django.test import Client

from tests.access.scene import Scene, set_scene
from tests.cast import gather, settle
from tests.counting import Proved
from tests.proof import WHOLE

PAIRS = 200
MOST = 2.0  # milliseconds between the medians of pairs


def difference(client: Client, hidden: str, never: list[str]) -> float:
    """The median of how much longer the hidden one took, in milliseconds, asked in turn."""
    found = []
    for number, other in enumerate(never):
        pair = [hidden, other] if number % 2 else [other, hidden]
        took = {path: _took(client, path) for path in pair}
        found.append(took[hidden] - took[other])
    return abs(median(found))


def _took(client: Client, path: str) -> float:
    begun = time.perf_counter()
    assert client.get(path).status_code == 404
    return (time.perf_counter() - begun) * 1000


if WHOLE:

    @pytest.mark.parametrize("page", ["", "plan/", "meetings/", "people/", "looks/"])
    def test_hidden_takes_the_time_of_what_never_was(
        own_database: str, proved: Proved, page: str
    ) -> None:
        scene: Scene = set_scene(gather(settle()))
        client = Client()
        client.force_login(scene.account("outsider"))
        hidden = f"/cases/{scene.ids['case_id']}/{page}"
        never = [f"/cases/{uuid.uuid4()}/{page}" for _ in range(PAIRS)]
        difference(client, hidden, never[:20])
        apart = difference(client, hidden, never)
        proved("Hidden and absent in time", pairs=PAIRS, microseconds_apart=round(apart * 1000))
        assert apart < MOST


def test_a_difference_is_seen() -> None:
    """The measure has teeth: a page that takes four milliseconds more is told from the other."""

    class Slow:
        status_code = 404

        def get(self, path: str) -> "Slow":
            time.sleep(0.008 if path == "hidden" else 0.001)
            return self

    assert difference(Slow(), "hidden", ["never"] * 9) > MOST  # type: ignore[arg-type] # of a client, only get

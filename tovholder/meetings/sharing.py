"""What many ask for at once is read and drawn once, for all who asked before it was read.

Whoever asks gets what was read after they asked, exactly as if they had read it themselves: so no
copy is ever older than the question, and nothing has to tell that something changed (decision 20).
A copy stays for seconds, in memory alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.http import HttpRequest

GATHER = 0.01
"""Seconds before the first who asks reads, so that those who ask with them are in time."""

KEPT = 2.0
"""Seconds a copy stays for those who asked before it was read and have not had their turn."""

LONGEST = 5.0
"""Seconds nobody waits longer for another's reading: then they read for themselves."""

Drawn = TypeVar("Drawn")


def asked_at(request: HttpRequest) -> float:
    """When the request arrived, by this process's own clock; where nobody noted it, now."""
    noted: float | None = request.META.get("asgi.scope", {}).get("asked")
    return time.monotonic() if noted is None else noted


@dataclass
class _Reading(Generic[Drawn]):
    """One reading, under way or done. `began` is None while people gather for it."""

    began: float | None = None
    done: threading.Event = field(default_factory=threading.Event)
    drawn: list[Drawn] = field(default_factory=list)  # one, unless it failed

    def serves(self, asked: float) -> bool:
        return self.began is None or self.began >= asked


class Copies(Generic[Drawn]):
    """The copies of one process. A key holds all that may make two readers' copies differ."""

    def __init__(self) -> None:
        self._latest: dict[Hashable, _Reading[Drawn]] = {}
        self._guard = threading.Lock()

    @property
    def held(self) -> int:
        """How many copies there are just now."""
        return len(self._latest)

    def get(self, key: Hashable, asked: float, draw: Callable[[], Drawn]) -> Drawn:
        """A copy read after `asked`: another's, or one's own, which the others then share."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            mine, latest = self._begin_or_join(key, asked)
            if mine is not None:
                return self._draw(key, mine, draw)
            latest.done.wait(max(0.0, until - time.monotonic()))
            if latest.drawn and latest.serves(asked):
                return latest.drawn[0]
        return draw()

    def _begin_or_join(
        self, key: Hashable, asked: float
    ) -> tuple[_Reading[Drawn] | None, _Reading[Drawn]]:
        """A reading of one's own to do, or None; and the one to wait for."""
        with self._guard:
            latest = self._latest.get(key)
            if latest and (latest.serves(asked) or not latest.done.is_set()):
                return None, latest
            mine = self._latest[key] = _Reading()
            return mine, mine

    def _draw(self, key: Hashable, mine: _Reading[Drawn], draw: Callable[[], Drawn]) -> Drawn:
        try:
            time.sleep(GATHER)
            with self._guard:
                mine.began = time.monotonic()
            mine.drawn.append(draw())
        except BaseException:
            self._forget(key, mine)
            raise
        finally:
            mine.done.set()
        forgetting = threading.Timer(KEPT, self._forget, (key, mine))
        forgetting.daemon = True
        forgetting.start()
        return mine.drawn[0]

    def _forget(self, key: Hashable, reading: _Reading[Drawn]) -> None:
        with self._guard:
            if self._latest.get(key) is reading:
                del self._latest[key]

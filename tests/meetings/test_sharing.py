"""One reads for many, and never for somebody who asked after it was read."""

import threading
import time
from collections.abc import Callable

import pytest

from tovholder.meetings import sharing
from tovholder.meetings.sharing import Copies

KEY = "a board"


def together(times: int, ask: Callable[[], object]) -> list[object]:
    """Ask from so many threads at once."""
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(ask())) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_who_asks_while_others_gather_shares_one_reading() -> None:
    copies, drawn, asked = Copies[int](), [], time.monotonic()

    def draw() -> int:
        drawn.append(None)
        time.sleep(0.05)
        return len(drawn)

    assert together(20, lambda: copies.get(KEY, asked, draw)) == [1] * 20
    assert len(drawn) == 1


def test_who_asks_after_a_reading_began_waits_for_the_next() -> None:
    copies, begun, go_on = Copies[int](), threading.Event(), threading.Event()
    drawn: list[float] = []

    def draw() -> int:
        drawn.append(time.monotonic())
        begun.set()
        go_on.wait(5)
        return len(drawn)

    first: list[int] = []
    thread = threading.Thread(target=lambda: first.append(copies.get(KEY, time.monotonic(), draw)))
    thread.start()
    assert begun.wait(5)
    asked = time.monotonic()
    go_on.set()
    assert copies.get(KEY, asked, draw) == 2
    assert drawn[1] >= asked
    thread.join()
    assert first == [1]


def test_each_key_is_read_for_itself() -> None:
    copies, asked = Copies[str](), time.monotonic()
    assert copies.get("one", asked, lambda: "one") == "one"
    assert copies.get("two", asked, lambda: "two") == "two"
    assert copies.get("one", asked, lambda: "anew") == "one"


def test_a_reading_that_fails_is_nobodys_copy() -> None:
    copies, asked = Copies[str](), time.monotonic()

    def fail() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        copies.get(KEY, asked, fail)
    assert copies.get(KEY, asked, lambda: "read") == "read"


def test_a_copy_is_forgotten_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "KEPT", 0.05)
    copies, asked = Copies[str](), time.monotonic()
    copies.get(KEY, asked, lambda: "read")
    until = time.monotonic() + 5
    while copies.held and time.monotonic() < until:
        time.sleep(0.01)
    assert copies.held == 0

"""What people do at the boards while it is measured: they save, see, change and stay."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from itertools import count
from uuid import uuid4

import psutil
from django.db import connection

from bench.clients import Person
from bench.report import Line
from bench.seats import Board, Seated
from tovholder import postgres

SEEN_AT_ONE, SEEN_AT_MANY = 300, 600
"""Milliseconds from a save to the last byte of the board that shows it."""
EVERY = 10.0
"""Seconds between two saves at each of many boards."""
LOST_AFTER = 30.0
"""Seconds after which nobody is waited for: it counts as that long, and is said."""
GROWS = 0.10
VERSION = re.compile(r'name="version" value="(\d+)"')
HAND = re.compile(r'data-hand="(\w+)"')
"""What a reader has in hand at a board, as live.js sends it."""
WINDOWS = 2
"""Windows one person edits the same words from: so that they meet each other's versions."""


class Around:
    """Everybody at every board, each with an open stream."""

    def __init__(self, port: int, seated: Seated) -> None:
        self.seated = seated
        self.people = {account: Person(port, key) for account, key in seated.sessions.items()}
        self.times: list[float] = []
        self.awaited: dict[tuple[str, int], tuple[str, float, asyncio.Future[float]]] = {}
        self.fetching: set[asyncio.Task[None]] = set()
        self.numbers = count(1)
        self.again: dict[tuple[str, int], asyncio.Event] = {}
        self.hands: dict[tuple[str, int], str] = {}

    async def follow(self, board: Board, account: int, opened: Callable[[], None]) -> None:
        """One open board: whatever the stream says, the board is fetched through the door."""
        # The page is open before anything changes there.
        hand = HAND.findall((await self.people[account].get(board.step)).text)
        self.hands[board.id, account] = hand[0] if hand else ""
        changed = self.again.setdefault((board.id, account), asyncio.Event())
        fetching = asyncio.create_task(self._fetch(board, account, changed))
        self.fetching.add(fetching)  # the loop itself holds a task only weakly
        async for said in self.people[account].hear(board.live):
            if said:
                changed.set()
            else:
                opened()

    async def _fetch(self, board: Board, account: int, changed: asyncio.Event) -> None:
        while True:
            await changed.wait()
            changed.clear()
            hand = self.hands[board.id, account]
            shown = (await self.people[account].get(f"{board.step}?hand={hand}")).text
            text, begun, seen = self.awaited.get((board.id, account), ("", 0.0, None))
            if seen is not None and text in shown and not seen.done():
                seen.set_result(time.perf_counter() - begun)
            await asyncio.sleep(0.02)  # as live.js waits: what comes meanwhile is one fetch more

    async def save(self, board: Board, account: int) -> list[float]:
        """One puts a sentence up; seconds until each of the others has it on the board."""
        loop, text, begun = asyncio.get_running_loop(), f"Ord {next(self.numbers)}.", 0.0
        others = [one for one in self.people if one != account]
        begun = time.perf_counter()
        waits = []
        for one in others:
            seen: asyncio.Future[float] = loop.create_future()
            self.awaited[board.id, one] = (text, begun, seen)
            waits.append(seen)
        said = {"text": text, "voice": board.chairs[account], "column": "seen"}
        answer = await self.people[account].post(f"{board.step}say/", said | {"once": str(uuid4())})
        if answer.status != 200:
            raise RuntimeError(f"A save answers {answer.status}: {answer.text[:500]}")
        done, lost = await asyncio.wait(waits, timeout=LOST_AFTER)
        if lost:
            print(f"{len(lost)} of {len(others)} had not seen “{text}” after {LOST_AFTER:.0f} s.")
        return [*(one.result() for one in done), *(LOST_AFTER for _ in lost)]

    async def one_board(self, saves: int) -> Line:
        """Save after save at one board, each when all have seen the one before."""
        board, seen = self.seated.boards[0], []
        for number in range(saves):
            seen += await self.save(board, self._writer(number))
        return _seen(f"{len(self.people)} people at one board", seen, SEEN_AT_ONE)

    async def many_boards(self, seconds: int) -> Line:
        """Every board has a save each ten seconds, spread over them."""
        boards = self.seated.boards
        found = await asyncio.gather(
            *(self._saves_now_and_then(board, seconds, place / len(boards))
              for place, board in enumerate(boards))
        )  # fmt: skip
        seen = [one for several in found for one in several]
        return _seen(f"{len(boards)} boards, a save each {EVERY:.0f} s", seen, SEEN_AT_MANY)

    async def _saves_now_and_then(self, board: Board, seconds: int, place: float) -> list[float]:
        seen: list[float] = []
        await asyncio.sleep(place * EVERY)
        until = time.monotonic() + seconds
        for number in count():
            begun = time.monotonic()
            seen += await self.save(board, self._writer(number))
            await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - begun)))
            if time.monotonic() > until:
                break
        return seen

    async def edits(self, edits: int) -> Line:
        """Everybody changes own words from two windows at once; a conflict is tried again."""
        begun = time.monotonic()
        share = max(1, edits // (len(self.people) * WINDOWS))
        board = self.seated.boards[-1]
        done = await asyncio.gather(*(self._edit(board, one, share) for one in self.people))
        saved, met = sum(one[0] for one in done), sum(one[1] for one in done)
        spent = time.monotonic() - begun
        self.seated.boards[-1].accepted.extend(text for one in done for text in one[2])
        return Line(
            "Edits saved, by two windows of each at once",
            f"{saved:,}, {met:,} met another, {saved / spent:.0f}/s",
            f"{share * WINDOWS * len(self.people):,}",
            saved == share * WINDOWS * len(self.people),
        )

    async def _edit(self, board: Board, account: int, share: int) -> tuple[int, int, list[str]]:
        person, first = self.people[account], f"Begynder {account}."
        said = {"text": first, "voice": board.chairs[account], "column": "seen"}
        answer = await person.post(f"{board.step}say/", said | {"once": str(uuid4())})
        found = re.findall(
            rf'id="word-([0-9a-f-]+)"[^>]*>\s*<p class="note-text">{re.escape(first)}', answer.text
        )
        path = f"{board.address}words/{found[0]}/"
        hands = [self._hand(person, path, f"{account}-{hand}", share) for hand in range(WINDOWS)]
        done = await asyncio.gather(*hands)
        return (
            sum(one[0] for one in done),
            sum(one[1] for one in done),
            [first, *(text for one in done for text in one[2])],
        )

    async def _hand(
        self, person: Person, path: str, name: str, share: int
    ) -> tuple[int, int, list[str]]:
        version, met, accepted = 1, 0, []
        for number in range(share):
            text = f"Rettet {name}-{number}."
            while True:
                form = {"text": text, "version": str(version), "once": str(uuid4())}
                answer = await person.post(path, form)
                if answer.status == 303:
                    accepted.append(text)
                    version += 1
                    break
                if answer.status != 409:
                    raise RuntimeError(f"An edit answers {answer.status}: {answer.text[:500]}")
                met += 1
                version = int(VERSION.findall(answer.text)[0])
        return len(accepted), met, accepted

    async def memory(self, process: int, seconds: int) -> Line:
        """Streams stay open and every board has saves: what the house holds then and later."""
        sampled: list[float] = []
        saving = asyncio.create_task(self.many_boards(seconds))
        while not saving.done():
            await asyncio.sleep(min(5.0, seconds / 12))
            sampled.append(_held(process))
        await saving
        first, last = _middle(sampled[: len(sampled) // 4]), _middle(sampled[-len(sampled) // 4 :])
        return Line(
            f"Memory over {seconds} s, {len(self.people) * len(self.seated.boards)} streams",
            f"{first:.0f} → {last:.0f} MiB",
            f"≤ {GROWS:.0%} more",
            last <= first * (1 + GROWS),
        )

    def _writer(self, number: int) -> int:
        return list(self.people)[number % len(self.people)]


@asynccontextmanager
async def gathered(port: int, seated: Seated) -> AsyncIterator[Around]:
    """Everybody sits down: each with a stream to each board."""
    around, loop = Around(port, seated), asyncio.get_running_loop()
    streams, opened = [], asyncio.Semaphore(0)
    for board in seated.boards:
        for account in around.people:
            streams.append(loop.create_task(around.follow(board, account, opened.release)))
            await opened.acquire()
    print(f"{len(streams)} streams are open.", flush=True)
    try:
        yield around
    finally:
        for stream in streams:
            stream.cancel()


def counted(seated: Seated) -> list[Line]:
    """Every text that was accepted stands on the board or among the earlier wordings, once."""
    board = seated.boards[-1]
    with postgres.connect(connection.settings_dict["NAME"]) as owner:
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', false)")
        rows = owner.execute(
            "SELECT text FROM meetings_contribution WHERE meeting_id = %(board)s UNION ALL"
            " SELECT w.text FROM meetings_wording w JOIN meetings_contribution c"
            " ON c.id = w.contribution_id WHERE c.meeting_id = %(board)s",
            {"board": board.id},
        )
        there = [text for (text,) in rows.fetchall()]
    lost = len(set(board.accepted) - set(there))
    twice = len(there) - len(set(there))
    return [
        Line("Edits lost, or there twice", f"{lost}, {twice}", "0, 0", lost == 0 and twice == 0)
    ]


def _seen(what: str, seen: Iterable[float], longest: int) -> Line:
    times = sorted(one * 1000 for one in seen)
    p95 = times[int(len(times) * 0.95)]
    middle = times[len(times) // 2]
    told = f"median {middle:.0f} ms, p95 {p95:.0f} ms, longest {times[-1]:.0f} ms"
    print(f"{what}: {told}; load {os.getloadavg()[0]:.1f}", flush=True)
    return Line(f"{what}, save to seen, p95", f"{p95:.0f} ms", f"< {longest} ms", p95 < longest)


def _held(process: int) -> float:
    house = psutil.Process(process)
    family = [house, *house.children(recursive=True)]
    return sum(one.memory_info().rss for one in family) / 2**20


def _middle(sampled: list[float]) -> float:
    return sorted(sampled)[len(sampled) // 2]

"""The stream of an open board: ids only, over one listening connection per process.

A push says which step changed, never what it says: the receiver fetches it through the door.
A stream holds no transaction. It hears at once of a closed seat, of its reader signing out and of
an account that is no longer in use, and it looks again every minute for what nobody told it: a
period that ran out, a basis or a session that ended by the clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg
from asgiref.sync import sync_to_async
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tovholder import switches
from tovholder.audit.context import acting
from tovholder.cases.access import Right
from tovholder.ui.declare import declared

from .access import Opening, open_meeting
from .announcing import ACCOUNTS, ALL, BOARDS, CALL, SEATS, WRITING

log = logging.getLogger(__name__)

BREATH = 20.0
"""Seconds between two signs of life, so that no proxy thinks the stream is dead."""

LOOK_AGAIN = 60.0
"""Seconds between two looks at the door when nobody said that a seat ended."""

doorkeepers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="doorkeeper")
"""Who looks at the door again for all open streams, over connections that are kept."""

RETRY = 1.0
"""Seconds before a lost listening connection is tried again."""


class Ear:
    """One open stream: what it has not sent yet. Many changes of one step are one.

    `place_id` is the case or the forum whose door it stands behind; `known_as` is its reader's
    account and session, as the database names them when they end.
    """

    def __init__(self, meeting_id: UUID, place_id: UUID, known_as: frozenset[str]) -> None:
        self.meeting_id, self.place_id, self.known_as = meeting_id, place_id, known_as
        self.waiting: set[str] = set()
        self.door_changed = False
        self.heard = asyncio.Event()

    def hear(self, what: str) -> None:
        self.waiting.add(what)
        self.heard.set()

    def hear_of_the_door(self) -> None:
        self.door_changed = True
        self.heard.set()

    async def listen(self) -> tuple[set[str], bool]:
        """What was heard, and whether the door may have closed; nothing after a breath."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.heard.wait(), BREATH)
        self.heard.clear()
        waiting, self.waiting = self.waiting, set()
        changed, self.door_changed = self.door_changed, False
        return waiting, changed


class Switchboard:
    """The one listening connection of a process, fanned out in memory to every open stream."""

    def __init__(self) -> None:
        self.ears: dict[UUID, set[Ear]] = {}
        self.task: asyncio.Task[None] | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    async def join(self, ear: Ear) -> None:
        loop = asyncio.get_running_loop()
        if self.task is None or self.task.done() or self.loop is not loop:
            self.loop, self.task = loop, loop.create_task(self._listen())
        self.ears.setdefault(ear.meeting_id, set()).add(ear)

    def leave(self, ear: Ear) -> None:
        others = self.ears.get(ear.meeting_id, set())
        others.discard(ear)
        if not others:
            self.ears.pop(ear.meeting_id, None)

    async def _listen(self) -> None:
        """Listen for ever; after a lost connection everyone reads again."""
        while True:
            try:
                await self._hear()
            except (psycopg.Error, OSError) as lost:
                log.warning("The listening connection was lost: %s", lost)
            await asyncio.sleep(RETRY)

    async def _hear(self) -> None:
        past_the_pooler = switches.text("DATABASE_LISTEN_URL")
        arguments = {} if past_the_pooler else _arguments()
        connecting = psycopg.AsyncConnection.connect(past_the_pooler, **arguments, autocommit=True)
        async with await connecting as listening:
            for channel in (BOARDS, SEATS, ACCOUNTS):
                await listening.execute(f"LISTEN {channel}")
            for ear in self._everyone():
                ear.hear(ALL)
                ear.hear_of_the_door()
            async for notice in listening.notifies():
                self._pass_on(notice.channel, notice.payload)

    def _pass_on(self, channel: str, payload: str) -> None:
        try:
            if channel != BOARDS:
                for ear in self._everyone():
                    if payload == str(ear.place_id) or payload in ear.known_as:
                        ear.hear_of_the_door()
                return
            meeting_id, _, what = payload.partition(":")
            for ear in tuple(self.ears.get(UUID(meeting_id), ())):
                ear.hear(what or ALL)
        except ValueError:
            log.warning("A notice on %s was not understood.", channel)

    def _everyone(self) -> list[Ear]:
        return [ear for ears in self.ears.values() for ear in ears]


switchboard = Switchboard()


def _arguments() -> dict[str, Any]:
    """How the application connects, without what only its own cursors understand."""
    parameters = dict(connection.get_connection_params())
    for name in ("cursor_factory", "context", "prepare_threshold", "server_side_binding"):
        parameters.pop(name, None)
    return parameters


def stream_behind(
    opening: Opening, declares: str, *, key: str = "meeting_id"
) -> Callable[..., Any]:
    """The stream of the boards that `opening` opens; the address calls their id `key`."""

    async def stream(request: HttpRequest, **named: UUID) -> HttpResponseBase:
        """Open the door, then tell which steps of the board change until the door closes."""
        meeting_id = named[key]
        place_id = await sync_to_async(_place_behind)(opening, request, meeting_id)
        if place_id is None:
            return HttpResponse(status=404)
        response = StreamingHttpResponse(
            _tell(opening, request, Ear(meeting_id, place_id, _known_as(request))),
            content_type="text/event-stream",
        )
        response["Cache-Control"] = "no-store"
        response["X-Accel-Buffering"] = "no"
        return response

    declared(stream, declares)
    return stream


async def _tell(opening: Opening, request: HttpRequest, ear: Ear) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    # The request's own thread is done; its connection would else stay as long as the stream.
    await sync_to_async(_put_down)()
    await switchboard.join(ear)
    looked = loop.time()
    try:
        yield b"retry: 1000\n: open\n\n"
        while True:
            waiting, door_changed = await ear.listen()
            if door_changed or loop.time() - looked > LOOK_AGAIN:
                looked = loop.time()
                look = loop.run_in_executor(
                    doorkeepers, _look_again, opening, request, ear.meeting_id
                )
                if await look is None:
                    yield b"event: closed\ndata: closed\n\n"
                    return
            for what in sorted(waiting):
                yield _told(what)
            if not waiting:
                yield b": still here\n\n"
    finally:
        switchboard.leave(ear)


def _told(what: str) -> bytes:
    """A change by its name; a call, and that somebody writes, as events of their own."""
    for prefix in (CALL, WRITING):
        if what.startswith(prefix):
            event = f"event: {prefix.rstrip(':')}\ndata: {what.removeprefix(prefix)}\n\n"
            return event.encode()
    return f"id: {what}\ndata: {what}\n\n".encode()


def _put_down() -> None:
    """Close this thread's connection."""
    connection.close()


def _known_as(request: HttpRequest) -> frozenset[str]:
    """The words by which the database tells that this reader's account or session has ended."""
    key = request.session.session_key or ""
    return frozenset({str(request.user.pk), sha256(key.encode()).hexdigest()})


def _look_again(opening: Opening, request: HttpRequest, meeting_id: UUID) -> UUID | None:
    """The same door, asked by whoever the session belongs to now: perhaps nobody."""
    request.session = type(request.session)(request.session.session_key)
    request.user = get_user(request)
    return _place_behind(opening, request, meeting_id)


def _place_behind(opening: Opening, request: HttpRequest, meeting_id: UUID) -> UUID | None:
    """The meeting's case or forum where the door is open to this account, else None."""
    if not request.user.is_authenticated:
        return None
    with acting(request.user):
        try:
            return opening(request, meeting_id, Right.VIEW, record=False).place_id
        except (Http404, PermissionDenied):
            return None


stream = stream_behind(open_meeting, f"meeting:{Right.VIEW.name}:meetings,plan")

"""One port for everything: streams are async, pages run as WSGI in threads beside them.

A page is cheaper as WSGI (1.1 ms of CPU against 2.8 through an async Django), a stream as async.
"""

import os
import time
from collections.abc import Awaitable, Callable
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tovholder.settings")
streams: Any = get_asgi_application()

from . import switches  # noqa: E402 the settings are read by now
from .wsgi import application as in_threads  # noqa: E402 as above

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Pages at once in a process; TOVHOLDER_THREADS. More only wait for each other: at twenty boards
# of forty people p95 from a word saved to seen is 0.54 s with 3 and 0.71 with 8 (bench.table).
THREADS = 3

pages: Any = WSGIMiddleware(
    in_threads,  # type: ignore[arg-type] # two packages write WSGI's types differently
    workers=switches.number("TOVHOLDER_THREADS", THREADS),
)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Send /live/ to the streams and everything else to the pages."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    if scope["type"] != "http":
        await send({"type": "websocket.close", "code": 1000})
        return
    # X_Forwarded_Proto would become the same name as X-Forwarded-Proto, which a proxy vouches for.
    scope["asked"] = time.monotonic()  # what was read later is not older than the question
    scope["headers"] = [pair for pair in scope["headers"] if b"_" not in pair[0]]
    if scope["path"].startswith("/live/"):
        await streams(scope, receive, send)
    else:
        await pages(scope, whole(receive), send)


def whole(receive: Receive) -> Receive:
    """Half a form is no form: whoever hangs up while sending gets nothing done."""

    async def received() -> Message:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionAbortedError("the sender hung up before the request was whole")
        return message

    return received


async def lifespan(receive: Receive, send: Send) -> None:
    """Nothing of ours waits for start or stop; the server only wants an answer."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return

"""People at boards as plain HTTP: a request on a kept connection, and a stream of ids."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "b" * 32  # a secret of one's own, in the cookie and in the form


@dataclass
class Answer:
    """What came back."""

    status: int
    text: str


@dataclass
class Person:
    """One signed-in person with connections of their own; each is used by one request at a time."""

    port: int
    session: str
    kept: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    async def get(self, path: str) -> Answer:
        """The part of a page that htmx asks for."""
        return await self._send("GET", path, "")

    async def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """A form sent the way a board sends it."""
        return await self._send("POST", path, urlencode({**fields, "csrfmiddlewaretoken": TOKEN}))

    async def hear(self, path: str) -> AsyncIterator[str]:
        """What an open stream says, one name of a change after the other; "" once it is open."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self._head("GET", path, 0).encode())
        try:
            status = (await reader.readline()).split()[1]
            if status != b"200":
                raise RuntimeError(f"{path} answers {status.decode()}")
            while line := (await reader.readline()).decode():
                if line.startswith(": open"):
                    yield ""
                elif line.startswith("data: "):
                    yield line.removeprefix("data: ").strip()
        finally:
            writer.close()

    async def _send(self, method: str, path: str, body: str) -> Answer:
        reader, writer = await self._connection()
        writer.write((self._head(method, path, len(body)) + body).encode())
        answer, stays = await _read(reader)
        if stays:
            self.kept.append((reader, writer))
        else:
            writer.close()
        return answer

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self.kept:
            reader, writer = self.kept.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
        return await asyncio.open_connection("127.0.0.1", self.port)

    def _head(self, method: str, path: str, length: int) -> str:
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: session={self.session}; csrf={TOKEN}",
            "HX-Request: true",
            f"Content-Length: {length}",
        ]
        if length:
            lines.append("Content-Type: application/x-www-form-urlencoded")
        return "\r\n".join(lines) + "\r\n\r\n"


async def _read(reader: asyncio.StreamReader) -> tuple[Answer, bool]:
    status = int((await reader.readline()).split()[1])
    headers: dict[str, str] = {}
    while line := (await reader.readline()).decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int((await reader.readline()).strip() or b"0", 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Answer(status, body.decode()), headers.get("connection", "").lower() != "close"

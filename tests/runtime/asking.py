"""Asking a served house as a program would, byte by byte."""

import http.client
from dataclasses import dataclass

from tests.browsing import House


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def get(house: House, path: str, **headers: str) -> Answer:
    """One GET with these headers and no others of note."""
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    return Answer(answer.status, answer.headers, answer.read())

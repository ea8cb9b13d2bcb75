"""Walking a house as somebody does who presses every link they are shown."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

LINK = re.compile(r'\s(?:href|hx-get|src|data-part)="([^"]+)"')
# A stream never ends, and has tests of its own.
NEVER = ("/live/", "/static/")


@dataclass(frozen=True)
class Met:
    """One page as somebody met it."""

    path: str
    view: str
    answer: HttpResponse

    @property
    def text(self) -> str:
        return self.answer.content.decode(errors="replace")

    @property
    def is_html(self) -> bool:
        return self.answer.headers.get("Content-Type", "").startswith("text/html")


def crawl(client: Client, *, each: int = 3, start: str = "/") -> Iterator[Met]:
    """Every page that can be reached by links from `start`, at most `each` of one kind.

    Breadth first and in the pages' own order, so that the same house is walked the same way.
    """
    waiting, seen, kinds = deque([start]), {start}, Counter[str]()
    while waiting:
        path = waiting.popleft()
        view = view_of(path)
        kinds[view] += 1
        if not view or kinds[view] > each:
            continue
        answer = client.get(path)
        assert answer.status_code < 500, path
        met = Met(path, view, answer)
        yield met
        if met.is_html:
            found = links(met)
            waiting.extend(link for link in found if link not in seen)
            seen |= set(found)


def links(met: Met) -> list[str]:
    """Addresses of this house that a page leads to, in the page's order, each once."""
    found = (urldefrag(urljoin(met.path, unescape(link)))[0] for link in LINK.findall(met.text))
    return list(
        dict.fromkeys(link for link in found if link.startswith("/") and not link.startswith(NEVER))
    )


def view_of(path: str) -> str:
    """The name of the page at an address; nothing where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def signed_in(account: AbstractBaseUser) -> Client:
    """Somebody who has signed in, which is the one writing a walk begins with."""
    client = Client()
    client.force_login(account)
    return client

"""Many people ask a served house at the same moment, and each is answered as when alone."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.test import Client

from tests.access.test_hidden import bare
from tests.browsing import House
from tests.crawl import crawl, links, signed_in, view_of
from tests.proof import SEED, WHOLE
from tests.runtime.asking import get
from tovholder.organisation.models import Account

PEOPLE = ("teacher", "mother", "child", "school-leader", "social-worker", "outsider", "leader")
ASKED = 4_000 if WHOLE else 250
AT_ONCE = 12


def answered_as_when_alone(house: House) -> dict[str, int]:
    """Everybody asks for everybody's pages, in turn and then all at once; what was counted.

    Most of them are refused, and must stay so.
    """
    clients = {one.username: signed_in(one) for one in Account.objects.filter(username__in=PEOPLE)}
    readers = {name: client.cookies["session"].value for name, client in clients.items()}
    own = {path for name in PEOPLE for path in _pages(signed_in_as(name))}
    connection.close()
    cells = [(name, path) for name in PEOPLE for path in sorted(own)]

    def ask(cell: tuple[str, str]) -> tuple[int, str]:
        name, path = cell
        host = f"127.0.0.1:{house.port}"
        answer = get(house, path, Cookie=f"session={readers[name]}", Host=host)
        return answer.status, bare(answer.body.decode())

    alone = {cell: ask(cell) for cell in cells}
    asked = random.Random(SEED).choices(cells, k=ASKED)  # noqa: S311 no secret
    with ThreadPoolExecutor(AT_ONCE) as together:
        met = list(together.map(ask, asked))
    differs = [cell for cell, answer in zip(asked, met, strict=True) if answer != alone[cell]]
    # A page that tells the time of day may turn a minute; alone it has turned for good.
    wrong = [cell for cell in differs if ask(cell) == alone[cell]]
    found = Counter(status for status, _text in alone.values())
    assert wrong == []
    assert found[200] > 15, found
    assert found[404] > 15, found
    return {"people": len(PEOPLE), "pages": len(own), "asked_at_once": len(asked), "wrong": 0}


def signed_in_as(name: str) -> Client:
    return signed_in(Account.objects.get(username=name))


def _pages(client: Client) -> list[str]:
    """What somebody reads in a day, and that is theirs: lists, the day, their first cases.

    Which case the walk comes to first is chance; the first three of the list are not.
    """
    walked = list(crawl(client, each=1))
    kinds = ("shell:day", "shell:case", "cases:list", "plans:plan", "shell:me", "concerns:mine")
    listed = [link for met in walked if met.view == "cases:list" for link in links(met)]
    cases = [link for link in listed if view_of(link) == "shell:case"][:3]
    return [*dict.fromkeys([*(met.path for met in walked if met.view in kinds), *cases])]

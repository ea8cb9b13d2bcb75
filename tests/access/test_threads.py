"""Many people at once over a few threads and connections: nobody is answered with another's rows.

`TOVHOLDER_THREADS` connections are fewer than the people who ask, so each of them serves one
after the other; a setting left behind by one would show in the next one's page.
"""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tests.access.test_hidden import bare
from tests.browsing import House
from tests.crawl import crawl, links, signed_in, view_of
from tests.proof import SEED, WHOLE
from tests.runtime.asking import get
from tovholder.organisation.models import Account

pytestmark = pytest.mark.demonstration

PEOPLE = ("teacher", "mother", "child", "school-leader", "social-worker", "outsider", "leader")
ASKED = 4_000 if WHOLE else 250
AT_ONCE = 12


def pages(client: Client) -> list[str]:
    """What somebody reads in a day, and that is theirs: lists, the day, their first cases.

    Which case the walk comes to first is chance; the first three of the list are not.
    """
    walked = list(crawl(client, each=1))
    kinds = ("shell:day", "shell:case", "cases:list", "plans:plan", "shell:me", "concerns:mine")
    listed = [link for met in walked if met.view == "cases:list" for link in links(met)]
    cases = [link for link in listed if view_of(link) == "shell:case"][:3]
    return [*dict.fromkeys([*(met.path for met in walked if met.view in kinds), *cases])]


@pytest.fixture
def readers(own_database: str) -> dict[str, str]:
    """Everybody's session, by name."""
    clients = {one.username: signed_in(one) for one in Account.objects.filter(username__in=PEOPLE)}
    return {name: client.cookies["session"].value for name, client in clients.items()}


def ask(house: House, session: str, path: str) -> tuple[int, str]:
    answer = get(house, path, Cookie=f"session={session}", Host=f"127.0.0.1:{house.port}")
    return answer.status, bare(answer.body.decode())


def test_nobody_is_answered_with_anothers_page(house: House, readers: dict[str, str]) -> None:
    own = [
        (name, path)
        for name in PEOPLE
        for path in pages(signed_in(Account.objects.get(username=name)))
    ]
    connection.close()
    # Everybody asks for everybody's pages: most of them are refused, and must stay so.
    paths = sorted({path for _name, path in own})
    cells = [(name, path) for name in PEOPLE for path in paths]
    alone = {cell: ask(house, readers[cell[0]], cell[1]) for cell in cells}
    asked = random.Random(SEED).choices(cells, k=ASKED)  # noqa: S311 no secret
    with ThreadPoolExecutor(AT_ONCE) as together:
        met = list(together.map(lambda cell: ask(house, readers[cell[0]], cell[1]), asked))
    wrong = [cell for cell, answer in zip(asked, met, strict=True) if answer != alone[cell]]
    # A page that tells the time of day may turn a minute; alone it has turned for good.
    assert [cell for cell in wrong if ask(house, readers[cell[0]], cell[1]) == alone[cell]] == []
    found = Counter(status for status, _text in alone.values())
    assert found[200] > 15, found
    assert found[404] > 15, found

"""Words somebody wrote never run: every text of a living house holds a script, and every page of
it is read."""

import re

import pytest
from django.template import engines
from django.test import Client
from playwright.sync_api import expect

from tests.access.test_effects import READERS
from tests.browsing import House, Visits, sign_in
from tests.counting import Proved
from tests.crawl import Met, crawl, signed_in
from tests.proof import WHOLE, sample
from tests.writing import write_into
from tovholder.organisation.models import Account

pytestmark = pytest.mark.demonstration

SCRIPT = "'\"><img src=x7 onerror=x7()>"
# As a mark of the page's own, or with a quotation mark that ends an attribute.
RUNS = re.compile(r"<img src=x7|[\"'](>|&gt;)(<|&lt;)img src=x7")


@pytest.fixture
def poisoned(own_database: str) -> dict[str, Client]:
    assert len(write_into(own_database, SCRIPT)) > 50
    return {one.username: signed_in(one) for one in Account.objects.filter(username__in=READERS)}


def shown(met: Met) -> bool:
    """Whether a page tells the script as words, as it should."""
    return "&lt;img src=x7" in met.text


def test_no_page_holds_what_was_typed_as_anything_but_words(
    poisoned: dict[str, Client], proved: Proved
) -> None:
    told, pages = set(), 0
    for client in poisoned.values():
        for met in crawl(client, each=3 if WHOLE else 1):
            if met.is_html:
                assert not RUNS.search(met.text), f"{met.path} {RUNS.search(met.text)}"
                told |= {met.view} if shown(met) else set()
                pages += 1
    assert len(told) > 40, sorted(told)
    proved("Stored scripts", pages=pages, kinds_of_page_that_show_it=len(told), run=0)


def test_a_page_that_forgot_to_escape_is_found(poisoned: dict[str, Client]) -> None:
    engine = engines["django"].engine
    engine.autoescape = False
    try:
        pages = [met.text for met in crawl(poisoned["social-worker"], each=1) if met.is_html]
    finally:
        engine.autoescape = True
    assert any(RUNS.search(page) for page in pages)


def test_a_browser_runs_none_of_it(
    house: House, visits: Visits, poisoned: dict[str, Client]
) -> None:
    """The same pages with scripts on: nothing asks for the picture, and no dialog opens."""
    for name in ("social-worker", "mother"):
        walked = crawl(poisoned[name], each=1)
        paths = sample([met.path for met in walked if met.is_html and shown(met)], 6)
        assert len(paths) > 4
        page, asked = visits(), []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        sign_in(page, name)
        for path in paths:
            page.goto(path)
            expect(page.get_by_role("main")).to_be_visible()
        assert [url for url in asked if url.endswith("x7")] == []

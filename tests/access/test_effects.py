"""Reading changes nothing but the trace, and nothing is sent from another site."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from psycopg import sql

from tests.access.scene import Scene, set_scene
from tests.access.test_matrix import STREAM, addresses, filled
from tests.cast import gather, settle
from tests.counting import Proved
from tests.crawl import crawl, signed_in
from tovholder import postgres
from tovholder.organisation.models import Account
from tovholder.postgres.databases import SUPERUSER

# What reading leaves: the trace, month by month; when a session was last used; a limited try.
OF_THE_TRACE = re.compile(r"audit_(look|deed)(_\w+)?|audit_attempt|django_session")
READERS = ("social-worker", "mother", "school-leader", "admin", "outsider")
UNSAFE = ("post", "put", "patch", "delete")
TABLES = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1
"""
CONTENT = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t"


def content(database: str) -> dict[str, str]:
    """Every table and a mark of all its rows, read past every wall."""
    with postgres.connect(database, SUPERUSER) as reader:
        tables = [name for (name,) in reader.execute(TABLES)]
        return {
            table: reader.execute(sql.SQL(CONTENT).format(sql.Identifier(table))).fetchone()[0]
            for table in tables
        }


@contextmanager
def unchanged(database: str) -> Iterator[None]:
    """Fail, and name the tables, where anything but the trace has another content afterwards."""
    before = content(database)
    assert len(before) > 80
    yield
    after = content(database)
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name for name in changed if not OF_THE_TRACE.fullmatch(name)} == set()


@pytest.fixture
def scene(own_database: str) -> Scene:
    return set_scene(gather(settle()))


def test_reading_every_address_changes_nothing_but_the_trace(
    own_database: str, scene: Scene, proved: Proved
) -> None:
    read = 0
    clients = [Client(), *(signed_in(scene.account(name)) for name in READERS)]
    with unchanged(own_database):
        for client in clients:
            for path, view, _declares in addresses():
                if view != STREAM:
                    client.get(filled(path, scene.ids))
                    read += 1
    proved("Reading that changes nothing", read=read, tables_changed=0)


@pytest.mark.demonstration
def test_walking_through_a_living_house_changes_nothing_but_the_trace(own_database: str) -> None:
    clients = [signed_in(one) for one in Account.objects.filter(username__in=READERS)]
    with unchanged(own_database):
        met = {page.view for client in clients for page in crawl(client, each=1)}
    assert len(met) > 60, sorted(met)


def test_nothing_is_sent_without_the_pages_own_token(
    own_database: str, scene: Scene, proved: Proved
) -> None:
    """Another site can make a browser send; it cannot know the token of our page."""
    stranger, worker = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    worker.force_login(scene.account("social-worker"))
    refused = 0
    with unchanged(own_database):
        for path, _view, _declares in addresses():
            for send in [*(getattr(worker, method) for method in UNSAFE), stranger.post]:
                status = send(filled(path, scene.ids)).status_code
                assert status in (403, 404, 405), path
                refused += status == 403
    assert refused > 500
    proved("Sent without the page's token", refused=refused, let_through=0)


def test_a_reading_that_writes_is_found(own_database: str, scene: Scene) -> None:
    def reading() -> None:
        with unchanged(own_database):
            Account.objects.filter(pk=scene.account("teacher").pk).update(language="nb")

    with pytest.raises(AssertionError, match="organisation_account"):
        reading()

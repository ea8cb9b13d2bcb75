"""The last two answer in the same moment: both are kept, and all are shown."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tests.cast import gather, settle
from tests.meetings.table import call
from tests.meetings.test_answer import answer, seen_by
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue

LAST = ("teacher", "psychologist")


def test_two_last_answers_show_everything(own_database: str, own_methods: Catalogue) -> None:
    with acting(None):
        town = settle()
    table = call(gather(town), method="weigh@1")
    table.begin()
    for who in ("mother", "social-worker"):
        answer(table, who, home=4)
    together = Barrier(len(LAST))

    def last(who: str) -> None:
        try:
            together.wait(10)
            answer(table, who, home=7)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(LAST)) as people:
        list(people.map(last, LAST))
    assert seen_by(table, "mother") == [4, 4, 7, 7]

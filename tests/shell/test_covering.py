"""Whoever stands in meets what the other promised and whom they meet, marked with for whom."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.shell.lives import live
from tests.shell.test_untended import away
from tovholder.audit.context import acting
from tovholder.organisation.actions import be_back
from tovholder.organisation.models import Account
from tovholder.plans.models import Task

pytestmark = pytest.mark.django_db
TITLE, FOR = "I en andens sted", "For Mette Lund"


def day(client: Client, account: Account) -> str:
    client.force_login(account)
    return client.get("/").content.decode()


def test_their_promises_and_meetings_stand_there_for_exactly_that_time(
    client: Client, gathering: Gathering
) -> None:
    live(gathering)
    cover, teacher = gathering.account("teacher-2"), gathering.account("teacher")
    assert teacher.name == "Mette Lund"
    assert TITLE not in day(client, cover)
    absence = away(gathering, "teacher", "teacher-2")
    page = day(client, cover)
    group = page.split(TITLE)[1].split("</section>")[0]
    assert "Ringe hjem på fredag 0" in group
    assert "lokale 12" in group
    assert group.lower().count(FOR.lower()) == 2
    assert "Sig det til mig først" not in page  # a wish is answered by whom it was put to
    assert TITLE not in day(client, gathering.account("outsider"))
    assert TITLE not in day(client, teacher)
    with acting(teacher):
        be_back(absence=absence, by=teacher)
    page = day(client, cover)
    assert TITLE not in page
    assert "Ringe hjem" not in page


def test_what_they_do_as_a_parent_is_not_anothers_to_do(
    client: Client, gathering: Gathering
) -> None:
    """Only what is done by a seat at work is stood in for."""
    live(gathering)
    away(gathering, "social-worker", "teacher")
    mother = gathering.account("mother")
    with acting(gathering.account("social-worker")):
        Task.objects.filter(wish=False).update(owner_account=mother, owner_person=None)
    assert "Ringe hjem" not in day(client, gathering.account("teacher"))


def test_the_day_of_whoever_stands_in_asks_as_often_for_three_as_for_one(
    client: Client, gathering: Gathering
) -> None:
    live(gathering)
    away(gathering, "teacher", "teacher-2")
    client.force_login(gathering.account("teacher-2"))
    client.get("/")
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counted.append(len(asked))
        live(gathering, times=2)
    assert counted[0] == counted[1]
    assert counted[0] <= 26

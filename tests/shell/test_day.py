"""My day: everyone's own, in sentences with one action each, and constant in queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.shell.lives import live
from tovholder.audit.context import acting
from tovholder.cases.actions import close
from tovholder.meetings.actions import spare
from tovholder.meetings.models import Invitation, Meeting, MeetingEnd
from tovholder.organisation.models import Account

pytestmark = pytest.mark.django_db


def day(client: Client, account: Account) -> str:
    client.force_login(account)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_day_is_a_calm_sentence(client: Client, gathering: Gathering) -> None:
    page = day(client, gathering.account("outsider"))
    assert page.count('class="empty"') == 1


def test_the_teacher_sees_what_she_promised_and_what_waits(
    client: Client, gathering: Gathering
) -> None:
    live(gathering)
    page = day(client, gathering.account("teacher"))
    for words in ("Ringe hjem på fredag 0", "Sig det til mig først 0", "Han leger med to andre 0"):
        assert words in page
    assert "/tasks/" in page
    assert "/preparation/" in page


def test_the_mother_sees_the_meeting_first_and_what_others_do(
    client: Client, gathering: Gathering
) -> None:
    live(gathering)
    page = day(client, gathering.account("mother"))
    assert page.index("lokale 12") < page.index("Ringe hjem på fredag 0")
    assert "Sig det til mig først 0" not in page


def test_the_mother_reads_the_minutes_of_the_meeting_she_was_at(
    client: Client, gathering: Gathering
) -> None:
    live(gathering)
    mother = gathering.account("mother")
    assert "/minutes/" not in day(client, mother)
    worker = gathering.account("social-worker")
    with acting(worker):
        meeting = Meeting.objects.get()
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=Now() - timedelta(hours=2))
        MeetingEnd.objects.create(case_id=meeting.case_id, meeting=meeting, by=worker)
    assert f"/meetings/{meeting.pk}/minutes/" in day(client, mother)
    assert "/minutes/" not in day(client, gathering.account("outsider"))


def test_whose_chair_was_taken_away_is_not_expected(client: Client, gathering: Gathering) -> None:
    live(gathering)
    worker = gathering.account("social-worker")
    assert "lokale 12" in day(client, gathering.account("teacher"))
    with acting(worker):
        chair = Invitation.objects.get(account=gathering.account("teacher"))
        spare(invitation=chair, by=worker)
    page = day(client, gathering.account("teacher"))
    assert "lokale 12" not in page
    assert "/preparation/" not in page


def test_nobody_is_expected_at_a_closed_case(client: Client, gathering: Gathering) -> None:
    live(gathering)
    worker = gathering.account("social-worker")
    with acting(worker):
        close(case=gathering.case, kind="reached", reason="Lars trives", by=worker)
    for name in ("teacher", "mother", "social-worker"):
        assert "lokale 12" not in day(client, gathering.account(name))


def test_another_school_sees_nothing_of_it(client: Client, gathering: Gathering) -> None:
    live(gathering)
    for name in ("outsider", "leader", "father"):
        page = day(client, gathering.account(name))
        assert "Lars" not in page
        assert "lokale 12" not in page


@pytest.mark.parametrize("name", ["teacher", "social-worker", "mother"])
def test_the_day_asks_as_often_for_three_as_for_one(
    client: Client, gathering: Gathering, name: str
) -> None:
    counted = []
    live(gathering, times=1)
    client.force_login(gathering.account(name))
    client.get("/")
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/")
        counted.append(len(queries))
        live(gathering, times=2)
    assert counted[0] == counted[1]
    assert counted[0] <= 28  # one of them since the father's address is protected


def test_a_promise_past_its_day_is_told_to_all_alike(client: Client, gathering: Gathering) -> None:
    live(gathering)
    told = {
        name: re.findall(r"Aftalt til [^<]*", day(client, gathering.account(name)))
        for name in ("teacher", "mother")
    }
    assert told["teacher"]
    assert told["mother"] == told["teacher"]

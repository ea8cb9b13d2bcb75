"""A triage reads its agreement aloud where it begins, and looks back at it (S-19, S-53)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.gatherings import agreed
from tests.gatherings.team import Team
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings import actions as gatherings
from tovholder.gatherings.hosting import chairs_in
from tovholder.organisation.models import Membership

pytestmark = pytest.mark.django_db
LEADS, SITS = "school-leader", "psychologist"
DUE = "Det er tid til at se på den igen"


def agree(town: Town, *, day: date | None = None, says: str = "Sådan gør vi") -> Team:
    """The school's triage makes its agreement, at a meeting of its own."""
    team = gather(town)
    agreed.whole(team, says=says, day=day, lead=LEADS)
    agreed.move(team, "signing", lead=LEADS)
    agreed.sign(team, *sorted(names(town)))
    agreed.end(team, lead=LEADS)
    return team


def names(town: Town) -> set[str]:
    sits = Membership.objects.current().filter(forum=town.forums["triage"])
    return {name for name, account in town.accounts.items() if sits.filter(account=account)}


def gather(town: Town) -> Team:
    forum, lead = town.forums["triage"], town.accounts[LEADS]
    starts = timezone.now() + timedelta(days=2)
    with acting(lead):
        meeting = gatherings.call(
            forum=forum, method=agreed.METHOD, purpose="At aftale, hvordan vi arbejder",
            starts_at=starts, ends_at=starts + timedelta(hours=1), place="", by=lead, host=None,
            chairs=chairs_in(forum),
        )  # fmt: skip
    team = Team(town, forum, meeting)
    team.go_to("agreement", lead=LEADS)
    return team


def triage(town: Town, name: str) -> str:
    client = Client()
    client.force_login(town.accounts[name])
    answer = client.get(reverse("shell:triage"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_read_aloud_stands_where_the_sitting_begins(town: Town) -> None:
    assert "Vores aftale" not in triage(town, SITS)
    team = agree(town)
    for name in (LEADS, SITS):
        told = triage(town, name)
        assert "Læs op, før I begynder" in told
        assert "Sådan gør vi: expectations" in told
        assert "Sådan gør vi: purpose" not in told
        assert reverse("gatherings:agreement", args=[team.forum.pk]) in told
        assert DUE not in told
        assert told.index("Vores aftale") < told.index("Køen")


def test_it_is_looked_back_at_when_its_day_has_come(town: Town) -> None:
    team = agree(town, day=timezone.localdate())
    call_url = reverse("gatherings:call", args=[team.forum.pk])
    for name in (LEADS, SITS):
        assert DUE in triage(town, name)
    assert f"{call_url}?method={agreed.METHOD}" in triage(town, LEADS)
    assert call_url not in triage(town, SITS)
    again = gather(town)
    told = triage(town, SITS)
    assert DUE not in told
    assert again.meeting.get_absolute_url() in told


def test_one_who_has_come_since_is_asked_for_a_name(town: Town) -> None:
    team = agree(town)
    Membership.objects.create(forum=team.forum, account=town.accounts["therapist"])
    assert "Den venter på dit navn" in triage(town, "therapist")
    assert "Den venter på dit navn" not in triage(town, SITS)


def test_it_is_read_where_one_sits_and_nowhere_else(town: Town) -> None:
    agree(town)
    other = town.forums["triage"].__class__.objects.create(
        kind="pre-screening", name="Forvisitation", unit=town.forums["triage"].unit
    )
    Membership.objects.create(forum=other, account=town.accounts["therapist"], chair=True)
    assert "Sådan gør vi" not in triage(town, "therapist")


def test_the_queue_asks_the_same_however_often_it_was_agreed(town: Town) -> None:
    counted = []
    for number in range(3):
        agree(town, says=f"Gang {number}", day=timezone.localdate())
        triage(town, SITS)
        with CaptureQueriesContext(connection) as captured:
            triage(town, SITS)
        counted.append(len(captured))
    assert len(set(counted)) == 1, counted

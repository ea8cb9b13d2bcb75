"""A team's page: what for, what is due, who sits there; a member sends a colleague."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.concerns.letters import agree, write
from tests.gatherings.team import LEADS, Team
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings import actions
from tovholder.gatherings.about import rhythm_of
from tovholder.organisation.actions import add_forum, join
from tovholder.organisation.models import Forum, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def page_of(client: Client, forum: Forum) -> str:
    return client.get(reverse("gatherings:forum", args=[forum.pk])).content.decode()


def test_a_triage_tells_its_purpose_its_rhythm_and_what_waits(town: Town, client: Client) -> None:
    triage = town.forums["triage"]
    agree(town, write(town))
    town.accounts["psychologist"].language = "en"
    town.accounts["psychologist"].save()
    client.force_login(town.accounts["psychologist"])
    page = page_of(client, triage)
    assert "1 concern waits for you here." in page
    assert "Meets every week, on Tuesday." in page
    assert "That a concern has an answer within a week" in page
    assert "Zebrine" not in page
    client.force_login(town.accounts["teacher"])
    assert client.get(reverse("gatherings:forum", args=[triage.pk])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("tvaers-authority", "Meets every 2 weeks, on Thursday."),
        ("tvaers-chief", "Meets every 13 weeks, on Thursday."),
        ("pair-talk", "Meets about every 365 days."),
        ("sparring", ""),
    ],
)
def test_how_often_a_team_meets_is_said_in_words(town: Town, kind: str, says: str) -> None:
    forum = add_forum(kind=kind, name="x", unit=town.units["aaskolen"], weekday=3)
    assert rhythm_of(forum) == says


def test_a_member_sends_a_colleague_and_a_closed_team_takes_none(
    town: Town, client: Client
) -> None:
    triage, psychologist = town.forums["triage"], town.accounts["social-worker"]
    client.force_login(psychologist)
    address = reverse("gatherings:forum_substitute", args=[triage.pk])
    assert address in page_of(client, triage)
    until = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    told = {"account": town.accounts["social-worker-2"].pk, "until": until}
    assert client.post(address, told | {"until": "2001-01-01T10:00"}).status_code == 422
    assert client.post(address, told | {"account": town.accounts["outsider"].pk}).status_code == 422
    assert client.post(address, told).status_code == 303
    stands_in = Membership.objects.get(account=town.accounts["social-worker-2"], forum=triage)
    assert stands_in.stands_in_for.account == psychologist
    client.force_login(town.accounts["social-worker-2"])
    assert "Sofie Holm" in page_of(client, triage)
    assert client.post(address, told).status_code == 422
    group = add_forum(kind="supervision", name="Vi", unit=town.units["family"], weekday=1)
    join(forum=group, account=psychologist)
    client.force_login(psychologist)
    closed = reverse("gatherings:forum_substitute", args=[group.pk])
    assert closed not in page_of(client, group)
    assert client.post(closed, told).status_code == 422


def test_my_day_tells_when_the_team_meets_and_what_i_promised(team: Team, client: Client) -> None:
    teacher = team.account("teacher")
    with acting(teacher):
        actions.promise(
            forum=team.forum, text="Finder en dato", owner=teacher, together_with="",
            due=timezone.localdate() + timedelta(days=3), by=teacher,
        )  # fmt: skip
    client.force_login(teacher)
    day = client.get("/").content.decode()
    assert team.forum.name in day
    assert "Finder en dato" in day
    assert reverse("gatherings:fora") in day
    client.force_login(team.account("pedagogue"))
    assert reverse("gatherings:fora") not in client.get("/").content.decode()
    assert team.account(LEADS) != teacher

"""A team's pages: the same board, behind another door."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.gatherings.team import LEADS, Team, in_days
from tovholder.audit.context import acting
from tovholder.gatherings.models import Contribution, Meeting, Task
from tovholder.meetings import actions

pytestmark = pytest.mark.django_db
# What only a meeting about a child says.
OF_THE_FAMILY = ("familien selv gør", "familien ønsker", "fra familien", "familien har tillid")
PART = {"HTTP_HX_REQUEST": "true"}


def signed_in(team: Team, name: str) -> Client:
    client = Client()
    client.force_login(team.account(name))
    return client


def test_one_finds_the_team_and_its_meeting_from_the_list(team: Team):
    client = signed_in(team, "teacher")
    home = reverse("gatherings:forum", args=[team.forum.pk])
    assert home in client.get(reverse("gatherings:fora")).content.decode()
    page = client.get(home).content.decode()
    assert team.meeting.address("meeting") in page
    assert reverse("gatherings:call", args=[team.forum.pk]) not in page


def test_whoever_leads_calls_and_everyone_has_a_chair(team: Team):
    client = signed_in(team, LEADS)
    address = reverse("gatherings:call", args=[team.forum.pk])
    assert client.get(address).status_code == 200
    asked = {
        "method": "round@1", "purpose": "At lære", "day": in_days(20).isoformat(),
        "starts": "14:00", "ends": "15:00", "place": "", "writing": "together",
        "host": team.account("teacher").pk,
    }  # fmt: skip
    refused = client.post(address, asked | {"purpose": "Om 010203-1234"})
    assert refused.status_code == 422
    assert client.post(address, asked).status_code == 303
    with acting(team.account("teacher")):
        called = Meeting.objects.get(purpose="At lære")
        assert called.host == team.account("teacher")
        assert called.invitations.count() == 3


def test_a_member_who_does_not_lead_calls_nothing(team: Team):
    client = signed_in(team, "teacher")
    address = reverse("gatherings:call", args=[team.forum.pk])
    assert client.get(address).status_code == 403
    asked = {
        "method": "round@1", "purpose": "På egen hånd", "day": in_days(20).isoformat(),
        "starts": "14:00", "ends": "15:00", "place": "", "writing": "together", "host": "",
    }  # fmt: skip
    assert client.post(address, asked).status_code == 403
    with acting(team.account(LEADS)):
        assert not Meeting.objects.filter(purpose="På egen hånd").exists()


def test_this_times_host_leads_and_a_member_does_not(team: Team):
    assert signed_in(team, "teacher").post(team.meeting.address("begin")).status_code == 403
    with acting(team.account(LEADS)):
        Meeting.objects.filter(pk=team.meeting.pk).update(host=team.account("teacher"))
    assert signed_in(team, "teacher").post(team.meeting.address("begin")).status_code == 303


def test_each_writes_and_a_number_is_refused_where_it_stood(team: Team):
    team.go_to("theme")
    client = signed_in(team, "teacher")
    url = team.meeting.address("act", "theme", "say")
    voice = str(team.voice("teacher").pk)
    refused = client.post(url, {"text": "Han er 010203-1234", "voice": voice}, **PART)
    assert refused.status_code == 422
    with acting(team.account("teacher")):
        assert not Contribution.objects.exists()
    assert (
        client.post(url, {"text": "Klassen er min linse", "voice": voice}, **PART).status_code
        == 200
    )
    with acting(team.account(LEADS)):
        assert Contribution.objects.get().text == "Klassen er min linse"


def test_what_is_the_tables_own_has_no_name(team: Team):
    team.go_to("shared")
    client = signed_in(team, "health-visitor")
    url = team.meeting.address("act", "shared", "say")
    assert client.post(url, {"text": "Vi ringer først"}, **PART).status_code == 200
    page = client.get(team.meeting.address("step", "shared")).content.decode()
    assert "Vi ringer først" in page
    with acting(team.account(LEADS)):
        assert Contribution.objects.get().voice is None


def test_every_page_of_it_opens_to_those_who_sit_there(team: Team):
    team.go_to("home")
    lead = team.account(LEADS)
    with acting(lead):
        actions.promise(
            meeting=team.meeting, step="tasks", text="Skriver en liste", voice=team.voice(LEADS),
            due=in_days(9), by=lead,
        )  # fmt: skip
        assert Task.objects.count() == 1
    client = signed_in(team, LEADS)
    steps = [each.id for each in team.sitting().method.steps]
    addresses = [team.meeting.address("step", step) for step in steps]
    addresses += [team.meeting.address(name) for name in ("meeting", "invitation", "minutes")]
    addresses += [team.meeting.address("preparation"), team.meeting.home]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        text = page.content.decode().lower()
        assert [words for words in OF_THE_FAMILY if words in text] == [], address


def test_a_stranger_cannot_tell_a_gathering_from_none(team: Team):
    for name in ("leader", "admin", "mother", "social-worker"):
        client = signed_in(team, name)
        assert client.get(team.meeting.address("meeting")).status_code == 404
        assert client.get(team.meeting.home).status_code == 404

"""Every way for teams to meet that the catalogue knows runs in the forum's book, page by page."""

import pytest
from django.test import Client

from tests.gatherings.team import LEADS, MEMBERS, call
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.demo.town import Town
from tovholder.gatherings.models import Passage
from tovholder.meetings import actions

pytestmark = pytest.mark.django_db
METHODS = sorted(name for name, method in catalogue().methods.items() if method.is_for_forum)


@pytest.mark.parametrize("method", METHODS)
def test_every_step_of_it_opens_to_everyone_who_sits_there(town: Town, method: str):
    team = call(town, method=method)
    clients = {name: Client() for name in MEMBERS}
    for name, client in clients.items():
        client.force_login(team.account(name))
    lead, meeting = team.account(LEADS), team.meeting
    with acting(lead):
        actions.begin(meeting=meeting, by=lead)
    for step in team.sitting().method.steps:
        _come_to(team, step.id)
        for name, client in clients.items():
            page = client.get(meeting.address("step", step.id))
            assert page.status_code == 200, (name, step.id)
    for name, client in clients.items():
        for address in ("meeting", "invitation", "minutes", "minutes_pdf", "agenda_pdf"):
            assert client.get(meeting.address(address)).status_code == 200, (name, address)


def _come_to(team, step: str) -> None:
    """The table is at the step, whatever the method would rather have had first."""
    lead = team.account(LEADS)
    with acting(lead):
        if team.sitting().running.current.id == step:
            return
        row = {**team.meeting.owner, "meeting": team.meeting, "by": lead}
        order = Passage.objects.filter(meeting=team.meeting).count()
        now = team.sitting().running.current.id
        Passage.objects.create(**row, step=now, opened=False, order=order)
        Passage.objects.create(**row, step=step, opened=True, order=order + 1)


def test_the_closing_tells_whose_turn_it_is_next(town: Town):
    team = call(town, method="collaboration-meeting@1")
    with acting(team.account(LEADS)):
        actions.begin(meeting=team.meeting, by=team.account(LEADS))
    _come_to(team, "closing")
    client = Client()
    client.force_login(team.account(LEADS))
    page = client.get(team.meeting.address("step", "closing")).content.decode()
    card = page.split('id="host"')[1].split("</section>")[0]
    assert team.account(MEMBERS[1]).name in card

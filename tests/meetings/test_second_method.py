"""A method nobody thought of when the engine was written, made of files alone."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue
from tovholder.meetings import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(gathering: Gathering, own_methods: Catalogue) -> Table:
    return call(gathering, method="walk@1", companion="Karen")


def test_it_runs_from_end_to_end(walk: Table):
    walk.begin()
    assert walk.where() == "look"
    early = walk.say("teacher", "Vi kunne gå hver fredag", step="bench")
    assert early.parked_at
    walk.move("path")
    with pytest.raises(ValidationError, match="no words"):
        walk.move("bench", over=True)
    walk.say("teacher", "Skoven er stille", step="path", column="left")
    walk.move("bench")
    worker = walk.account("social-worker")
    with acting(worker):
        companion = next(c for c in walk.sitting().invitations if c.side == "companion")
        actions.promise(
            meeting=walk.meeting, step="bench", text="Går med", voice=companion, due=in_days(5),
            by=worker,
        )  # fmt: skip
    walk.move("home")
    with acting(worker):
        assert actions.end_meeting(meeting=walk.meeting, over=True, by=worker) is None


def test_every_step_has_its_page_and_its_minutes(walk: Table, client: Client):
    walk.begin()
    client.force_login(walk.account("social-worker"))
    for step in ("look", "path", "bench", "home"):
        assert client.get(reverse("meetings:step", args=[walk.meeting.pk, step])).status_code == 200
    assert client.get(reverse("meetings:preparation", args=[walk.meeting.pk])).status_code == 200
    minutes = client.get(reverse("meetings:minutes", args=[walk.meeting.pk]))
    assert "What has been seen" in minutes.content.decode()

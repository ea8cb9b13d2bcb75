"""What a method asks before it is called, and whom a meeting of professionals has no chair for."""

import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import call, in_days
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Guard
from tovholder.meetings import actions
from tovholder.meetings.models import Invitation, Meeting

pytestmark = pytest.mark.django_db
COLLEAGUES = ("social-worker", "teacher", "psychologist")


@pytest.fixture(autouse=True)
def workshop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five steps among professionals; and the same where another meeting must have been held."""
    known = catalogue().method("five-steps@1")
    alone = replace(known, id="alone", company="professionals")
    asks = Guard("method-held", "hold", {"methods": ("follow-up@1",)})
    for method in (alone, replace(known, id="after", calls=(asks,))):
        monkeypatch.setitem(catalogue().methods, f"{method.id}@1", method)


def post(gathering: Gathering, method: str, *names: str):
    client = Client()
    client.force_login(gathering.account("social-worker"))
    asked = {
        "method": method, "purpose": "At forstå", "day": in_days(7).isoformat(),
        "starts": "14:00", "ends": "15:00", "place": "Skolen", "writing": "pen",
        "invited": [gathering.account(name).pk for name in names], "once": str(uuid.uuid4()),
    }  # fmt: skip
    return client.post(reverse("meetings:call", args=[gathering.case.pk]), asked)


def test_professionals_meet_alone_and_stay_so(gathering: Gathering):
    table = call(gathering, *COLLEAGUES, method="alone@1")
    worker = table.account("social-worker")
    assert table.meeting.company == "professionals"
    with acting(worker):
        mother = actions.Chair(name="Sofie", side="family", relation="mother")
        with pytest.raises(ValidationError, match="Sofie is not invited"):
            actions.invite(meeting=table.meeting, chair=mother, by=worker)
        for change in ({"side": "family"}, {"company": "family"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Invitation.objects.filter(meeting=table.meeting).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Meeting.objects.filter(pk=table.meeting.pk).update(company="family")


def test_the_form_says_who_has_no_chair_and_keeps_what_was_typed(gathering: Gathering):
    page = post(gathering, "alone@1", "mother", "teacher")
    assert page.status_code == 422
    assert "At forstå" in page.content.decode()
    assert post(gathering, "alone@1", "teacher").status_code == 303


def test_a_method_that_asks_for_another_first_waits_for_it(gathering: Gathering):
    page = post(gathering, "after@1", "mother", "teacher")
    assert page.status_code == 422
    with acting(gathering.account("social-worker")):
        assert not Meeting.objects.exists()

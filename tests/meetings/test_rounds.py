"""The same instrument meeting after meeting: its questions, what is kept, the rounds before."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tests.meetings.test_answer import EVERYONE, answer
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue
from tovholder.meetings import actions
from tovholder.meetings.engine.items import items_of
from tovholder.meetings.models import Mark, Summary
from tovholder.meetings.tally import tally

pytestmark = pytest.mark.django_db


def held(gathering: Gathering, value: int, *, days: int, who: tuple[str, ...] = EVERYONE) -> Table:
    """A round in which all answer alike."""
    table = call(gathering, *who, method="rounds@1", instrument="our-hour@1", days=days)
    table.begin()
    for name in who:
        answer(table, name, step="ask", heard=value, calm=value, clear=value, length=1)
    return table


def end(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        actions.end_meeting(meeting=table.meeting, by=worker, over=True)


def test_an_instrument_asks_in_its_own_words(gathering: Gathering, own_methods: Catalogue):
    step = own_methods.method("rounds@1").steps[0]
    items = {i.id: i for i in items_of(own_methods.method("rounds@1"), step, "our-hour@1")}
    assert (items["heard"].highest, items["heard"].lowest_means) == (10, "nobody")
    assert items["length"].said(1) == "Just right"
    assert items["length"].top == 1
    assert not items["more"].is_valued
    assert items["more"].longest == 40


def test_what_must_be_answered_is_said(gathering: Gathering, own_methods: Catalogue):
    table = call(gathering, method="rounds@1", instrument="our-hour@1")
    table.begin()
    client = Client()
    client.force_login(table.account("mother"))
    address = reverse("meetings:act", args=[table.meeting.pk, "ask", "answer"])
    voice = table.voice("mother").pk
    refused = client.post(address, {"voice": voice, "item-heard": "4"})
    assert refused.status_code == 422
    assert "Tryk på et svar." in refused.content.decode()
    said = {"voice": voice, "item-heard": "4", "item-calm": "5", "item-length": "0"}
    assert client.post(address, said).status_code == 303


def test_the_rounds_before_are_drawn_with_this_one(gathering: Gathering, own_methods: Catalogue):
    for days, value in ((7, 3), (14, 5), (21, 6)):
        end(held(gathering, value, days=days))
    now = held(gathering, 8, days=28)
    mother = now.account("mother")
    with acting(mother):
        assert not Mark.objects.exclude(meeting=now.meeting).exists()
        sitting = now.sitting()
        step = sitting.method.steps[0]
        items = items_of(sitting.method, step, now.meeting.instrument)
        drawn = tally(sitting, step, items, mother).drawing
    assert drawn is not None
    assert len(drawn.head) == 4  # the question, the two rounds before this, and this one
    assert next(row[1:] for row in drawn.rows) == ("5", "6", "8")
    assert len(drawn.rows) == 3  # a choice is on no scale
    end(now)
    with acting(mother):
        assert Summary.objects.filter(meeting=now.meeting, item="heard").get().median == 8


def test_the_middle_of_two_is_kept_from_everyone(gathering: Gathering, own_methods: Catalogue):
    table = held(gathering, 4, days=7, who=("mother", "social-worker"))
    end(table)
    with acting(table.account("mother")):
        kept = Summary.objects.get(item="heard")
        assert (kept.count, kept.median, kept.low, kept.high) == (2, None, None, None)
        with pytest.raises(ValidationError):
            answer(table, "mother", step="ask", heard=1)

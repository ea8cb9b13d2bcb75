"""The network meeting of Signs of Safety, through the actions (S-28, S-29, S-30)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.models import Mark

pytestmark = pytest.mark.django_db

PEOPLE = ("mother", "social-worker", "teacher")


@pytest.fixture
def table(gathering: Gathering) -> Table:
    table = call(gathering, *PEOPLE, method="network-meeting@1")
    table.begin()
    return table


def answer(table: Table, who: str, step: str, **values: int) -> None:
    account = table.account(who)
    with acting(account):
        actions.answer(
            meeting=table.meeting, step=step, voice=table.voice(who), by=account,
            answers={item: (value, "") for item, value in values.items()},
        )  # fmt: skip


def page(table: Table, who: str, step: str) -> str:
    client = Client()
    client.force_login(table.account(who))
    return client.get(reverse("meetings:step", args=[table.meeting.pk, step])).content.decode()


def fill_the_board(table: Table) -> None:
    for step in ("earlier", "now"):
        table.move(step, over=True)
    for who, column, text in (
        ("mother", "works", "Han tegner hver aften"),
        ("teacher", "worries", "Han går alene i gården"),
        ("social-worker", "understanding", "Hans ven er flyttet"),
    ):
        table.say(who, text, step="now", column=column)


def test_the_four_rows_follow_the_voices(table: Table):
    fill_the_board(table)
    drawn = page(table, "mother", "now")
    for row in ("Barnet", "Forældrene", "Skolen", "Andre"):
        assert f"<h4>{row}</h4>" in drawn
    assert "en klassekammerat" in page(table, "social-worker", "now")


def test_each_scales_alone_and_sees_the_others_when_all_are_in(table: Table):
    fill_the_board(table)
    table.move("safety")
    answer(table, "mother", "safety", safety=4, progress=6)
    answer(table, "teacher", "safety", safety=7, progress=3)
    with acting(table.account("social-worker")):
        assert not Mark.objects.exists()
    answer(table, "social-worker", "safety", safety=5, progress=5)
    with acting(table.account("mother")):
        assert Mark.objects.filter(item="safety").count() == 3


def go_to_ready(table: Table) -> None:
    fill_the_board(table)
    for step in ("safety", "goals", "efforts"):
        table.move(step, over=True)
    worker = table.account("social-worker")
    with acting(worker):
        actions.promise(
            meeting=table.meeting, step="efforts", text="Møder ham ved døren",
            voice=table.voice("teacher"), due=in_days(5), by=worker,
        )  # fmt: skip
    table.move("ready")


def test_everyone_is_asked_whether_they_will_and_can_the_professionals_first(table: Table):
    go_to_ready(table)
    with pytest.raises(ValidationError):
        answer(table, "mother", "ready", willing=9, able=4)
    answer(table, "teacher", "ready", willing=9, able=8)
    answer(table, "social-worker", "ready", willing=9, able=8)
    with pytest.raises(ValidationError):
        table.move("closing", over=True)
    answer(table, "mother", "ready", willing=9, able=3)
    assert "3" in page(table, "social-worker", "ready")
    table.move("closing")  # a low answer is said, and stops nobody


def scaled(gathering: Gathering, days: int, *safety: int) -> Table:
    """A network meeting so many days from now, at which each says how safe it is."""
    table = call(gathering, *PEOPLE, method="network-meeting@1")
    starts = table.meeting.starts_at + timedelta(days=days)
    with acting(table.account("social-worker")):
        table.meeting.starts_at, table.meeting.ends_at = starts, starts + timedelta(hours=1)
        table.meeting.save()
    table.begin()
    fill_the_board(table)
    table.move("safety")
    for who, value in zip(PEOPLE, safety, strict=True):
        answer(table, who, "safety", safety=value, progress=5)
    return table


def test_the_scaling_is_drawn_over_the_meetings_with_a_sentence_and_a_table(gathering: Gathering):
    first = scaled(gathering, 0, 2, 5, 4)
    alone = page(first, "mother", "safety")
    second = scaled(gathering, 30, 6, 8, 7)
    drawn = page(second, "mother", "safety")
    assert "7 i midten sidste gang" in drawn
    assert "4 første gang" in drawn
    assert "i midten sidste gang" not in alone
    assert "i midten sidste gang" not in page(first, "mother", "safety")


def test_an_answer_nobody_has_seen_yet_is_in_no_drawing(gathering: Gathering):
    scaled(gathering, 0, 2, 5, 4)
    second = call(gathering, *PEOPLE, method="network-meeting@1")
    with acting(second.account("social-worker")):
        second.meeting.starts_at += timedelta(days=30)
        second.meeting.ends_at += timedelta(days=30)
        second.meeting.save()
    second.begin()
    fill_the_board(second)
    second.move("safety")
    answer(second, "teacher", "safety", safety=9, progress=9)
    assert "i midten sidste gang" not in page(second, "mother", "safety")

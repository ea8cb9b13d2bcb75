"""The pages of a meeting: who reaches them, what they refuse, and that they cost the same."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.models import Contribution, Invitation, Meeting, Preparation
from tovholder.meetings.overview import overview
from tovholder.organisation.models import Account
from tovholder.ui.dates import day_text

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


def signed_in(table: Table, name: str) -> Client:
    client = Client()
    client.force_login(table.account(name))
    return client


def url(table: Table, name: str, *more: object) -> str:
    return reverse(f"meetings:{name}", args=[table.meeting.pk, *more])


def test_a_meeting_is_called_from_the_case(gathering: Gathering):
    client = Client()
    client.force_login(gathering.account("social-worker"))
    address = reverse("meetings:call", args=[gathering.case.pk])
    asked = {
        "method": "five-steps@1", "purpose": "At forstå", "day": in_days(7).isoformat(),
        "starts": "14:00", "ends": "15:00", "place": "Skolen", "writing": "pen",
        "invited": [gathering.account(name).pk for name in ("mother", "teacher")],
        "trusted": [gathering.account("teacher").pk], "companion": "Karen",
        "child_comes": "on", "once": str(uuid.uuid4()),
    }  # fmt: skip
    first = client.post(address, asked)
    again = client.post(address, asked)
    assert first.status_code == 303
    assert first["Location"] == again["Location"]
    with acting(gathering.account("mother")):
        meeting = Meeting.objects.get()
        chairs = Invitation.objects.filter(meeting=meeting)
        assert chairs.count() == 4
        assert chairs.get(trusted=True).account == gathering.account("teacher")
        assert chairs.get(side="companion").account is None


@pytest.mark.parametrize(("starts", "ends"), [("14:00", "15:15"), ("23:30", "23:59")])
def test_a_meeting_lasts_as_long_as_its_way_when_nobody_says_otherwise(
    gathering: Gathering, starts: str, ends: str
):
    client = Client()
    client.force_login(gathering.account("social-worker"))
    asked = {
        "method": "network-meeting@1", "purpose": "At forstå", "day": in_days(7).isoformat(),
        "starts": starts, "ends": "", "writing": "pen",
        "invited": [gathering.account("mother").pk],
    }  # fmt: skip
    assert client.post(reverse("meetings:call", args=[gathering.case.pk]), asked).status_code == 303
    with acting(gathering.account("mother")):
        meeting = Meeting.objects.get()
        assert timezone.localtime(meeting.ends_at).strftime("%H:%M") == ends


def test_what_is_missing_is_said_in_words_and_nothing_is_lost(gathering: Gathering):
    client = Client()
    client.force_login(gathering.account("social-worker"))
    answer = client.post(
        reverse("meetings:call", args=[gathering.case.pk]),
        {"purpose": "x" * 600, "day": "1890-01-01", "starts": "15:00", "ends": "14:00"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "x" * 600 in text
    assert text.count("field-error") >= 4


def test_the_balance_follows_whom_one_chooses(gathering: Gathering):
    client = Client()
    client.force_login(gathering.account("social-worker"))
    chosen = {"invited": [gathering.account("mother").pk, gathering.account("teacher").pk]}
    address = reverse("meetings:call", args=[gathering.case.pk])
    asked = chosen | {"family_name": "Mormor", "balance": "yes", "once": ""}
    answer = client.post(address, asked, **PART).content.decode()
    assert "1 professionel, 2 fra familien" in answer
    assert "<html" not in answer
    with acting(gathering.account("social-worker")):
        assert not Meeting.objects.exists()


def test_a_teacher_does_not_call_meetings(gathering: Gathering):
    client = Client()
    client.force_login(gathering.account("teacher"))
    address = reverse("meetings:call", args=[gathering.case.pk])
    assert client.get(address).status_code == 403


def test_strangers_cannot_tell_a_meeting_from_none(table: Table, strangers: list[Account]):
    unknown = uuid.uuid4()
    for stranger in strangers:
        client = Client()
        client.force_login(stranger)
        for name in ("meeting", "invitation", "preparation", "minutes"):
            hidden = client.get(reverse(f"meetings:{name}", args=[table.meeting.pk]))
            none = client.get(reverse(f"meetings:{name}", args=[unknown]))
            assert hidden.status_code == none.status_code == 404, (stranger, name)


def test_the_mother_prepares_and_a_draft_is_kept(table: Table):
    mother = signed_in(table, "mother")
    assert mother.get(url(table, "preparation")).status_code == 200
    draft = mother.post(url(table, "draft"), {"story.seen": "Han er tr"})
    assert draft.status_code == 204
    with acting(table.account("mother")):
        assert Preparation.objects.filter(text="Han er tr").exists()
        assert not Contribution.objects.exists()
    ready = mother.post(
        url(table, "preparation"),
        {"story.seen": "Han er træt", "story.strengths": "Mit eget", "story.strengths-held": "on"},
    )
    assert ready.status_code == 303
    with acting(table.account("teacher")):
        assert [c.text for c in Contribution.objects.all()] == ["Han er træt"]


def test_nothing_prepared_is_said_in_words(table: Table):
    answer = signed_in(table, "mother").post(url(table, "preparation"), {})
    assert answer.status_code == 422


def test_the_pen_holder_writes_and_gets_the_part_that_changed(table: Table):
    table.go_to("story")
    worker = signed_in(table, "social-worker")
    said = {"text": "Han tegner\x00\x07 😀", "voice": table.voice("mother").pk, "column": "seen"}
    answer = worker.post(url(table, "act", "story", "say"), said, **PART)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert "Han tegner 😀" in text
    with acting(table.account("mother")):
        assert Contribution.objects.get().voice.account == table.account("mother")


def test_a_word_without_a_voice_is_refused_where_it_stood(table: Table):
    table.go_to("story")
    answer = signed_in(table, "social-worker").post(
        url(table, "act", "story", "say"), {"text": "Hvem sagde det?", "column": "seen"}, **PART
    )
    assert answer.status_code == 422
    assert "Hvem sagde det?" in answer.content.decode()


def test_one_who_does_not_hold_the_pen_is_told_who_does(table: Table):
    table.go_to("story")
    teacher = signed_in(table, "teacher")
    page = teacher.get(url(table, "step", "story")).content.decode()
    assert table.account("social-worker").name in page
    assert 'id="pen-story"' not in page
    refused = teacher.post(
        url(table, "act", "story", "say"),
        {"text": "Mit", "voice": table.voice("teacher").pk, "column": "seen"},
    )
    assert refused.status_code == 422


def test_without_scripts_every_act_leads_back_to_the_step(table: Table):
    table.begin()
    worker = signed_in(table, "social-worker")
    answer = worker.post(
        url(table, "act", "framing", "approve"), {"voice": table.voice("mother").pk}
    )
    assert answer.status_code == 303
    assert answer["Location"] == url(table, "step", "framing")


def test_each_may_say_yes_alone_and_nobody_for_another(table: Table):
    table.begin()
    mother = signed_in(table, "mother")
    own, other = table.voice("mother").pk, table.voice("teacher").pk
    assert mother.post(url(table, "act", "framing", "approve"), {"voice": own}).status_code == 303
    assert mother.post(url(table, "act", "framing", "approve"), {"voice": other}).status_code == 422


def test_going_on_too_early_is_answered_with_what_is_missing(table: Table):
    table.go_to("goals")
    worker = signed_in(table, "social-worker")
    early = worker.post(url(table, "move"), {"to": "efforts"})
    assert early.status_code == 422
    assert "ingen ord endnu" in early.content.decode()
    over = worker.post(url(table, "move"), {"to": "efforts", "over": "yes"})
    assert over.status_code == 303


def test_two_who_change_one_word_see_both_texts(table: Table):
    table.go_to("story")
    word = table.say("mother", "Han sover dårligt", step="story", column="seen")
    worker = signed_in(table, "social-worker")
    address = url(table, "word", word.pk)
    assert worker.post(address, {"text": "Han sover lidt", "version": 1}).status_code == 303
    late = worker.post(address, {"text": "Han sover slet ikke", "version": 1})
    text = late.content.decode()
    assert late.status_code == 409
    assert "Han sover lidt" in text
    assert "Han sover slet ikke" in text
    assert 'name="version" value="2"' in text


def test_a_word_is_taken_down(table: Table):
    table.go_to("story")
    word = table.say("mother", "Væk", step="story", column="seen")
    worker = signed_in(table, "social-worker")
    assert worker.post(url(table, "word", word.pk), {"take_down": "yes"}).status_code == 303
    assert worker.get(url(table, "word", word.pk)).status_code == 404


def test_an_unknown_step_or_act_is_not_there(table: Table):
    worker = signed_in(table, "social-worker")
    assert worker.get(url(table, "step", "nowhere")).status_code == 404
    assert worker.post(url(table, "act", "story", "dance"), {}).status_code == 404
    assert worker.get(url(table, "act", "story", "say")).status_code == 405


def cost(act: Callable[[], object]) -> int:
    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def fill(table: Table, number: int) -> None:
    worker = table.account("social-worker")
    for count in range(number):
        table.say("mother", f"Ord {count}", step="story", column="seen")
        table.say("teacher", f"Forslag {count}", step="story", column="life")
        with acting(worker):
            goal = actions.add_goal(
                meeting=table.meeting, step="goals", text=f"Mål {count}", need="", by=worker
            )
            actions.add_sign(
                meeting=table.meeting, step="goals", goal=goal, text="Tegn", watchers="",
                about="child", by=worker,
            )  # fmt: skip
            actions.promise(
                meeting=table.meeting, step="efforts", text=f"Gør {count}",
                voice=table.voice("teacher"), due=in_days(3), by=worker,
            )  # fmt: skip
            actions.wish(
                meeting=table.meeting, step="efforts", text=f"Ønske {count}",
                voice=table.voice("mother"), of=table.voice("teacher"), by=worker,
            )  # fmt: skip


def test_every_step_costs_the_same_with_one_word_and_with_three(table: Table):
    table.go_to("closing")
    fill(table, 1)
    worker = signed_in(table, "social-worker")
    addresses = [url(table, "step", step.id) for step in table.sitting().method.steps]
    addresses += [url(table, "minutes"), url(table, "invitation")]
    few = {address: cost(lambda address=address: worker.get(address)) for address in addresses}
    fill(table, 2)
    many = {address: cost(lambda address=address: worker.get(address)) for address in addresses}
    assert few == many


def test_the_panel_and_the_day_cost_the_same_with_one_meeting_and_with_three(gathering: Gathering):
    worker = gathering.account("social-worker")
    call(gathering)

    def ask() -> None:
        with acting(worker):
            list(Meeting.objects.upcoming().for_account(worker))
            list(Meeting.objects.to_prepare(worker))

    few = cost(ask)
    call(gathering)
    call(gathering)
    assert cost(ask) == few
    assert overview


def test_the_window_says_which_meeting(table: Table):
    table.begin()
    client = Client()
    client.force_login(table.account("teacher"))
    told = client.get(f"/meetings/{table.meeting.pk}/").content.decode()
    title = re.search(r"<title>(.*?)</title>", told, re.DOTALL)[1]
    assert day_text(timezone.localdate(table.meeting.starts_at)) in title
    assert "<time" not in title
    assert "Lars" not in title

"""A transition meeting from kindergarten to school, written by someone who had read the page
"Write your own method" and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, add_folder, read_catalogue
from tovholder.meetings import actions
from tovholder.meetings.questions import questions_of

OURS = Path(__file__).resolve().parents[2] / "catalogue"
THEIRS = Path(__file__).parent / "methods"
METHOD, AFTER = "bridge-to-school@1", "six-weeks-in@1"


def test_it_is_read_without_a_fault_in_three_languages():
    read = read_catalogue(OURS, [])
    assert list(add_folder(read, THEIRS)) == []
    for item in (read.methods[METHOD], read.methods[AFTER], read.guides["leading-bridge"]):
        assert set(item.languages) == {"da", "nb", "en"}


def test_what_it_names_and_is_faulty_is_told_as_that(tmp_path: Path):
    """A guide whose method has a mistake is not said to name something unknown."""
    for name in (f"methods/{METHOD}", "guides/leading-bridge"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(THEIRS / name)
    told = [str(fault) for fault in add_folder(read_catalogue(OURS, []), tmp_path)]
    assert "unknown word for 'follow_up'" in told[0]
    assert told[1].endswith("'bridge-to-school' has a fault of its own: mend that first.")


@pytest.mark.django_db
def test_what_only_the_family_says_nobody_else_is_asked(own_methods: Catalogue):
    method = catalogue().methods[METHOD]
    asked = {
        side: [q.key for q in questions_of(method, side)] for side in ("family", "professional")
    }
    assert "hopes.hope" in asked["family"]
    assert "hopes.hope" not in asked["professional"]
    assert "known.enjoys" in asked["professional"]


@pytest.fixture
def table(gathering: Gathering, own_methods: Catalogue) -> Table:
    return call(gathering, method=METHOD)


@pytest.mark.django_db
def test_what_waits_has_the_method_s_own_words_beside_it(table: Table, client: Client):
    table.begin()
    table.say("teacher", "Jeg besøger børnehaven", step="before-day-one")
    client.force_login(table.account("social-worker"))
    for page in ("meeting", "wall"):
        shown = client.get(reverse(f"meetings:{page}", args=[table.meeting.pk])).content.decode()
        assert "Det venter her, til vi ved, hvad der plejer at hjælpe." in shown, page


@pytest.mark.django_db
def test_it_runs_from_end_to_end(table: Table):
    worker, meeting = table.account("social-worker"), table.meeting
    table.begin()
    table.move("known", over=True)
    table.say("mother", "Lego i timevis", step="known", column="enjoys")
    table.say("teacher", "Garderoben er svær", step="known", column="hard")
    table.move("helps")
    table.say("teacher", "Jeg siger, hvad der sker om lidt", step="helps", column="works")
    table.move("hopes")
    table.say("mother", "At han har en ven", step="hopes")
    for step in ("ready", "autumn"):
        table.move(step, over=True)
    with acting(worker):
        goal = actions.add_goal(
            meeting=meeting, step="autumn", text="Lars er med", need="En ven", by=worker
        )
        actions.add_sign(
            meeting=meeting, step="autumn", goal=goal, text="En voksen tager imod", watchers="",
            about="surroundings", by=worker,
        )  # fmt: skip
    table.move("before-day-one")
    with acting(worker):
        actions.promise(
            meeting=meeting, step="before-day-one", text="Besøger børnehaven",
            voice=table.voice("teacher"), due=in_days(5), by=worker,
        )  # fmt: skip
    table.move("goodbye")
    with acting(worker):
        actions.continue_or_end(
            meeting=meeting, step="goodbye", next_at=meeting.starts_at + timedelta(days=42),
            next_place="", ends_because="", by=worker,
        )  # fmt: skip
        following = actions.end_meeting(meeting=meeting, over=True, by=worker)
    assert following is not None
    assert following.method == AFTER

"""The proof of the sealed room: a word sent to every address of a meeting, in every field, as
everyone, while the family is alone, is kept nowhere (S-36).

Nothing is taken for granted: the house runs as it does for people, and afterwards every row of
every table is read as the owner of the database, every file of the house, its log, and every byte
the open boards were sent.
"""

import contextlib
import http.client
import os
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django import forms as django_forms
from django.contrib.sessions.models import Session
from django.urls import URLPattern, get_resolver
from playwright.sync_api import Page

from tests.browsing import House, Visits, sign_in
from tests.cast import gather, settle
from tests.meetings.table import Table, call, in_days
from tovholder import postgres, switches
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue
from tovholder.meetings import forms
from tovholder.meetings.engine.kinds import KINDS
from tovholder.meetings.views.photos import PhotoForm

EVERYONE = ("mother", "teacher", "social-worker")
# What opens the room again is tried last.
OPENING = ("passage/", "end/")
# Fields that are no words: with these a form is as good as one of people at the table.
MEANT = {"day": in_days(9), "due": in_days(9), "starts": "10:00", "ends": "11:00", "about": "child"}


@pytest.fixture
def room(own_database: str, own_methods: Catalogue, own_folder: None, house: House) -> Table:
    """A meeting that has come to the step before the one in which the family is alone."""
    with acting(None):
        town = settle()
    table = call(gather(town), method="room@1", companion="Karen", writing="together")
    table.begin()
    table.say("mother", "Vi plejer at spise sammen", step="known", column="strengths", by="mother")
    table.move("wish")
    return table


def addresses(table: Table, word_id: str) -> list[str]:
    """Every address below this meeting, with each step and each act of it, but what opens it."""
    steps = table.sitting().method.steps
    acts = [(step.id, act) for step in steps for act in sorted(KINDS[step.kind].acts)]
    found = []
    for entry in _patterns():
        if "meetings/<uuid:meeting_id>" not in entry or entry.startswith("live/"):
            continue
        one = entry.replace("<uuid:meeting_id>", str(table.meeting.pk))
        one = one.replace("<uuid:word_id>", word_id).replace("<uuid:goal_id>", word_id)
        one = one.replace("<uuid:photo_id>", word_id)
        pairs = acts if "<slug:act>" in one else [(step.id, "") for step in steps]
        for step, act in pairs:
            found.append("/" + one.replace("<slug:step>", step).replace("<slug:act>", act))
    return [one for one in dict.fromkeys(found) if not one.endswith(OPENING)]


def _patterns(resolver=None, before: str = "") -> list[str]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        found += [here] if isinstance(entry, URLPattern) else _patterns(entry, here)
    return found


def fields(table: Table) -> set[str]:
    """Every name any form of a meeting gives a field."""
    known = [form for form in vars(forms).values() if isinstance(form, type)]
    known.append(PhotoForm)
    known += [act.form for kind in KINDS.values() for act in kind.acts.values()]
    names = {
        name
        for form in known
        if issubclass(form, django_forms.BaseForm)
        for name in form.base_fields
    }
    answers = {f"{step.id}.{prompt}" for step in table.sitting().method.steps
               for prompt in step.prompts}  # fmt: skip
    answers |= {f"item-{ask}" for step in table.sitting().method.steps
                for ask in step.options.get("asks", ())}  # fmt: skip
    made = {"voice", "column", "goal", "of", "park", "to", "here", "take_down", "step", "next"}
    return names | answers | made


def sent(table: Table, word: str, voice: str) -> list[dict[str, str]]:
    """Once with the word in every field, once as well formed as words can be."""
    names = fields(table)
    everywhere = dict.fromkeys(names, word)
    formed = everywhere | {name: str(value) for name, value in MEANT.items()}
    formed |= {"voice": voice, "column": "strengths", "park": "", "goal": "", "parked": ""}
    return [everywhere, formed | {"to": "", "over": ""}]


class Listening(threading.Thread):
    """One open board: every byte it is sent."""

    def __init__(self, house: House, page: Page, address: str) -> None:
        super().__init__(daemon=True)
        self.heard = b""
        self.open = threading.Event()
        cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
        self.connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
        self.connection.request("GET", address, headers={"Cookie": cookies})

    def run(self) -> None:
        answer = self.connection.getresponse()
        try:
            while chunk := answer.read1(4096):
                self.heard += chunk
                self.open.set()
        except (OSError, http.client.HTTPException, AttributeError, ValueError):
            return


def token(page: Page) -> str:
    return page.locator("input[name=csrfmiddlewaretoken]").first.input_value()


def post(page: Page, address: str, asked: dict[str, str]) -> int:
    answer = page.request.post(
        address,
        data=urlencode(asked | {"csrfmiddlewaretoken": token(page)}),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": page.url},
        max_redirects=0,
    )
    return answer.status


def rows(database: str) -> dict[str, list[str]]:
    """Every row of every table, read past every wall."""
    with postgres.connect(database, role="postgres") as superuser:
        tables = superuser.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        found = {
            table: [row for (row,) in superuser.execute(f"SELECT t::text FROM {table} t")]  # noqa: S608 names the database gave
            for (table,) in tables
        }
    found["sessions, opened"] = [str(session.get_decoded()) for session in Session.objects.all()]
    return found


def holding(database: str, word: str) -> list[str]:
    """The tables in which the word is found."""
    return [table for table, texts in rows(database).items() if any(word in t for t in texts)]


def say_everywhere(table: Table, page: Page, name: str, word: str, said: str) -> dict[int, int]:
    """Send the word to every address in every field, as one person. Answers by their status."""
    statuses: dict[int, int] = {}
    for address in addresses(table, said):
        for asked in sent(table, word, str(table.voice(name).pk)):
            status = post(page, address, asked)
            statuses[status] = statuses.get(status, 0) + 1
        if name == "mother":
            page.request.get(address, params={"take": word, "about": word, word: word})
    return statuses


def test_the_room_holds_nothing(
    room: Table, own_database: str, house: House, visits: Visits
) -> None:
    before, word = (f"kvist{secrets.token_hex(8)}" for _ in range(2))
    with acting(room.account("mother")):
        said = str(room.sitting().contributions[0].pk)
    people, ears = {name: visits() for name in EVERYONE}, []
    for name, page in people.items():
        sign_in(page, name)
        page.goto(f"/meetings/{room.meeting.pk}/board/room/")
        ears.append(Listening(house, page, f"/live/meetings/{room.meeting.pk}/"))
        ears[-1].start()
        assert ears[-1].open.wait(10)
    # While the room is open the same words are kept in many places: the trial is a fair one.
    say_everywhere(room, people["mother"], "mother", before, said)
    kept = {f"public.meetings_{table}" for table in ("contribution", "preparation", "mark")}
    assert kept <= set(holding(own_database, before))
    room.move("room")
    for name, page in people.items():
        statuses = say_everywhere(room, page, name, word, said)
        assert statuses[422] > 10
        assert max(statuses) < 500, statuses
    for ending in OPENING:
        for asked in sent(room, word, str(room.voice("mother").pk)):
            post(people["social-worker"], f"/meetings/{room.meeting.pk}/{ending}", asked)
    assert holding(own_database, word) == []
    assert word.encode() not in house.log.read_bytes()
    for place in files_of_the_house():
        # The other worker's databases come and go: what is gone meanwhile is no file of this house.
        with contextlib.suppress(FileNotFoundError):
            assert word.encode() not in place.read_bytes(), place
    assert not any(word.encode() in ear.heard for ear in ears)


def files_of_the_house() -> Iterator[Path]:
    """Every file under the house's own folder, the database's own among them."""
    for folder, _folders, names in os.walk(switches.home()):
        for place in (Path(folder, name) for name in names):
            if place.is_file():
                yield place


def test_help_leaves_no_row_and_is_heard(
    room: Table, own_database: str, house: House, visits: Visits, accessible
) -> None:
    room.move("room")
    mother, leading = visits(phone=True), visits()
    for name, page in (("mother", mother), ("social-worker", leading)):
        sign_in(page, name)
        page.goto(f"/meetings/{room.meeting.pk}/")
        page.locator("[data-live-state][data-state=live]").wait_for()
    before = rows(own_database)
    mother.get_by_role("button", name="Hent hjælp").click()
    leading.get_by_role("alert").wait_for()
    assert rows(own_database) == before
    assert "Der bliver bedt om hjælp" in leading.get_by_role("alert").inner_text()
    assert mother.get_by_text("hent dem selv").is_visible()
    assert mother.locator("[data-heard]").count() == 0
    for page in (mother, leading):
        accessible(page)
    assert house.answers()

"""The agenda and the minutes as PDF that can be read aloud: what the page says, and no more."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.cast import Gathering
from tests.gatherings.team import LEADS
from tests.gatherings.team import call as call_team
from tests.meetings.table import Table, call
from tests.meetings.test_child_voice import LET_OUT, SECRET, Talk
from tests.meetings.test_child_voice import held as held_talk
from tests.meetings.test_meeting_actions import close_well
from tests.meetings.test_minutes import MEANT, SAID, correct, signed_in, url
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.models import Meeting

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> PdfReader:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def words_on(paper: PdfReader) -> str:
    return " ".join("".join(page.extract_text() for page in paper.pages).split())


def headings(paper: PdfReader) -> set[str]:
    """The kinds of element the document's own structure tree knows."""
    found: set[str] = set()
    waiting = [paper.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found.add(str(node.get("/S", "")))
            if "/K" in node:
                waiting.append(node["/K"])
    return found


@pytest.fixture
def held(gathering: Gathering) -> Table:
    table = call(gathering, companion="Karen Holm")
    table.go_to("story")
    table.say("mother", SAID, step="story", column="seen")
    table.move("meaning", over=True)
    table.move("goals", over=True)
    close_well(table)
    return table


@pytest.mark.parametrize(("language", "title"), [("da", "Referat"), ("nb", "Referat")])
def test_the_minutes_are_tagged_and_whole(held: Table, language: str, title: str) -> None:
    correct(held, "mother")
    client = signed_in(held, "mother")
    client.post(reverse("shell:language"), {"language": language})
    paper = read(client, url(held, "minutes_pdf"))
    root = paper.trailer["/Root"]
    assert paper.metadata.title.startswith(f"{title}: ")
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert {"/H1", "/H2", "/H3", "/L", "/Table", "/TH"} <= headings(paper)
    told = words_on(paper)
    for word in (
        "Karen Holm", held.account("mother").name, MEANT, SAID, "Lars er med i legen", "Tegn child",
        "Spiser morgenmad sammen",
    ):  # fmt: skip
        assert word in told, word


def test_a_draft_says_so_and_final_says_so(held: Table) -> None:
    client = signed_in(held, "mother")
    assert "Udkast" in words_on(read(client, url(held, "minutes_pdf")))
    with acting(held.account("social-worker")):
        meeting = Meeting.objects.get(pk=held.meeting.pk)
        actions.make_final(meeting=meeting, by=held.account("social-worker"))
    told = words_on(read(client, url(held, "minutes_pdf")))
    assert "Udkast" not in told
    assert "gjorde referatet endeligt" in told


def test_the_agenda_says_what_who_and_in_which_order(gathering: Gathering) -> None:
    table = call(gathering, companion="Karen Holm")
    paper = read(signed_in(table, "mother"), url(table, "agenda_pdf"))
    told = words_on(paper)
    titles = [table.sitting().method.words("da")[step.id].title
              for step in table.sitting().method.steps]  # fmt: skip
    places = [told.index(title) for title in titles]
    assert places == sorted(places)
    for word in ("At forstå Lars' dage i skolen", "Karen Holm", "Skolen, lokale 12"):
        assert word.replace("'", "’") in told.replace("'", "’"), word
    assert paper.metadata.title.startswith("Dagsorden: ")
    assert {"/H1", "/H2", "/H3", "/L"} <= headings(paper)


def test_what_was_promised_before_stands_on_the_agenda(held: Table) -> None:
    with acting(held.account("mother")):
        following = Meeting.objects.get(follows=held.meeting)
    paper = read(signed_in(held, "mother"), following.address("agenda_pdf"))
    assert "Spiser morgenmad sammen" in words_on(paper)
    assert "/Table" in headings(paper)


def test_nothing_is_printed_while_some_are_alone(gathering: Gathering) -> None:
    table = call(
        gathering, "mother", "social-worker", "teacher", method="family-group-conference@1"
    )
    alone = next(s.id for s in table.sitting().method.steps if s.kind == "alone")
    table.go_to(alone)
    for name in ("mother", "social-worker"):
        for page in ("minutes_pdf", "agenda_pdf"):
            answer = signed_in(table, name).get(url(table, page))
            assert answer.status_code == 403
            assert b"%PDF" not in answer.content


def test_paper_is_behind_the_door(held: Table) -> None:
    for page in ("minutes_pdf", "agenda_pdf"):
        for name in ("outsider", "leader", "admin", "father"):
            assert signed_in(held, name).get(url(held, page)).status_code == 404
        assert Client().get(url(held, page)).status_code == 302


def test_what_a_child_said_to_one_is_not_on_anothers_paper(gathering: Gathering) -> None:
    """The paper is the reader's own, as the page is (S-37)."""
    talk: Talk = held_talk(gathering)
    address = talk.table.meeting.address("minutes_pdf")
    assert SECRET in words_on(read(signed_in(talk.table, "pedagogue"), address))
    for name in ("mother", "social-worker"):
        told = words_on(read(signed_in(talk.table, name), address))
        assert SECRET not in told
    assert LET_OUT in words_on(read(signed_in(talk.table, "mother"), address))


def test_a_teams_minutes_and_agenda(gathering: Gathering) -> None:
    team = call_team(gathering, method="collaboration-meeting@1")
    team.go_to("theme")
    team.say("teacher", "Klassen er min linse")
    client = Client()
    client.force_login(team.account(LEADS))
    told = words_on(read(client, team.meeting.address("minutes_pdf")))
    assert "Klassen er min linse" in told
    assert "At lære af hinanden" in words_on(read(client, team.meeting.address("agenda_pdf")))
    outside = Client()
    outside.force_login(team.account("leader"))
    assert outside.get(team.meeting.address("minutes_pdf")).status_code == 404

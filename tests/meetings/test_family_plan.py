"""The family plan on one page: goals, the way and agreements side by side, and on paper (S-32)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tests.meetings.test_minutes import signed_in
from tests.meetings.test_on_paper import headings, read, words_on
from tests.plans.agreed import agree, in_days
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.plans import actions as plans

pytestmark = pytest.mark.django_db

FIRST, THEN = "Først søvnen, så skolen", "Først gangen, så frikvarteret"
TAKEN_DOWN = "Vejen går over hegnet"
WISHED = "Send en besked om fredagen"


def planned(gathering: Gathering, *ways: str, days: int = 7) -> Table:
    """A coordination meeting that has written the way."""
    table = call(gathering, method="coordination-meeting@1", days=days)
    table.begin()
    for step in ("earlier", "story", "goals", "process"):
        table.move(step, over=True)
    for words in ways:
        table.say("mother", words, step="process", column="way")
    return table


@pytest.fixture
def table(gathering: Gathering) -> Table:
    agree(gathering)
    table = planned(gathering, FIRST, TAKEN_DOWN)
    worker, mother = table.account("social-worker"), table.account("mother")
    with acting(worker):
        down = table.meeting.contributions.get(text=TAKEN_DOWN)
        down.meeting = table.meeting
        actions.take_down(contribution=down, by=worker)
    with acting(mother):
        plans.wish(case=gathering.case, text=WISHED, of=table.account("teacher"), by=mother)
    return table


def address(table: Table, name: str = "family_plan") -> str:
    return reverse(f"meetings:{name}", args=[table.gathering.case.pk])


def told(client: Client, table: Table) -> str:
    answer = client.get(address(table))
    assert answer.status_code == 200
    return answer.content.decode()


def test_goal_way_and_agreements_stand_side_by_side(table: Table) -> None:
    page = told(signed_in(table, "mother"), table)
    in_order = ["Mål", "Lars er med i legen", "De andre henter ham", "Vejen dertil", FIRST]
    in_order += ["Aftaler", "Laver legegrupper", "Inviterer en klassekammerat", WISHED]
    places = [page.index(words, page.index('class="board"')) for words in in_order]
    assert places == sorted(places)
    assert TAKEN_DOWN not in page


def test_the_way_is_the_latest_meetings(table: Table) -> None:
    planned(table.gathering, days=20)
    assert FIRST in told(signed_in(table, "mother"), table)
    planned(table.gathering, THEN, days=30)
    page = told(signed_in(table, "mother"), table)
    assert THEN in page
    assert FIRST not in page


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_it_is_one_tagged_sheet_lying_down(table: Table, language: str) -> None:
    client = signed_in(table, "mother")
    client.post(reverse("shell:language"), {"language": language})
    paper = read(client, address(table, "family_plan_pdf"))
    root, sheet = paper.trailer["/Root"], paper.pages[0].mediabox
    assert root["/Lang"] == language
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert {"/H1", "/H2", "/L"} <= headings(paper)
    assert len(paper.pages) == 1
    assert sheet.width > sheet.height
    words = words_on(paper)
    for word in ("Lars er med i legen", FIRST, "Laver legegrupper", WISHED):
        assert word in words, word


def test_a_long_plan_fits_the_sheet_and_a_longer_one_loses_nothing(table: Table) -> None:
    client = signed_in(table, "mother")
    fill(table, 5)
    paper = read(client, address(table, "family_plan_pdf"))
    assert len(paper.pages) == 1
    fill(table, 30)
    paper = read(client, address(table, "family_plan_pdf"))
    assert len(paper.pages) > 1
    assert "Løfte 29" in words_on(paper)


def fill(table: Table, number: int) -> None:
    case, worker = table.gathering.case, table.account("social-worker")
    with acting(worker):
        for count in range(number):
            plans.promise(
                case=case, text=f"Løfte {count}, som tager lidt mere end en linje at skrive",
                owner=worker, due=in_days(7), by=worker,
            )  # fmt: skip


def test_it_costs_the_same_however_much_is_planned(table: Table) -> None:
    client = signed_in(table, "mother")
    told(client, table)
    counts = []
    for words in ((), ("En vej", "To veje", "Tre veje")):
        agree(table.gathering)
        planned(table.gathering, *words, days=40 + len(words))
        with CaptureQueriesContext(connection) as captured:
            told(client, table)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_one_finds_it_from_the_minutes_and_the_case(table: Table) -> None:
    client, link = signed_in(table, "mother"), f'href="{address(table)}"'
    for page in (
        reverse("meetings:minutes", args=[table.meeting.pk]),
        reverse("meetings:list", args=[table.gathering.case.pk]),
        reverse("shell:case", args=[table.gathering.case.pk]),
    ):
        assert link in client.get(page).content.decode(), page


def test_two_of_the_same_name_stand_apart(table: Table) -> None:
    namesake, worker = table.account("psychologist"), table.account("social-worker")
    with acting(worker):
        type(namesake).objects.filter(pk=namesake.pk).update(name=table.account("teacher").name)
        namesake.refresh_from_db()
        plans.promise(
            case=table.gathering.case, text="Taler med klassen", owner=namesake,
            due=in_days(3), by=worker,
        )  # fmt: skip
    page = told(signed_in(table, "mother"), table)
    notes = [note for note in page.split("<article") if f"<h3>{namesake.name}</h3>" in note]
    apart = [note for note in notes if "Taler med klassen" in note]
    assert len(apart) == 1
    assert "Laver legegrupper" not in apart[0]

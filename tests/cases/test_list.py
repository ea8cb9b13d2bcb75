"""My cases: only mine, by name, a page at a time, for the same number of queries."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.agenda import seats_ending
from tovholder.cases.holding import held_by
from tovholder.cases.models import Seat, SeatEnd
from tovholder.cases.rules import professionals_at
from tovholder.cases.worklist import listing, own_cases
from tovholder.meetings.chairs import chairs_at
from tovholder.organisation.models import Account, Professional
from tovholder.people.actions import register

pytestmark = pytest.mark.django_db


def open_cases(gathering: Gathering, *names: str) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        for name in names:
            given, family = name.split()
            child = register(
                given_name=given, family_name=family, birth_date=None, by=worker,
                unit=gathering.town.units["engskolen"], group="3.A",
            )  # fmt: skip
            actions.open_for(
                person_id=child.pk, holder=worker, by=worker, purpose="Støtte i hverdagen",
                basis_kind=gathering.town.work_basis,
            )  # fmt: skip


def names(account: Account, **options: Any) -> list[str]:
    with acting(account):
        rows = listing(account, own_cases(held_by(account)), **options).rows
        return [row.case.person.given_name for row in rows]


def test_names_stand_as_the_telephone_book_has_them(gathering: Gathering) -> None:
    open_cases(gathering, "Åse Dahl", "Zara Dahl", "Ærling Dahl", "Øjvind Dahl", "Aage Dahl")
    shown = names(gathering.account("social-worker"))
    assert shown == ["Lars", "Zara", "Ærling", "Øjvind", "Aage", "Åse"]


def test_pages_follow_each_other_without_gaps(gathering: Gathering) -> None:
    open_cases(gathering, "Ane Dahl", "Bo Dahl", "Bo Dahl", "Cai Dahl")
    worker = gathering.account("social-worker")
    seen: list[str] = []
    after: uuid.UUID | None = None
    with acting(worker):
        mine = own_cases(held_by(worker))
        for _page in range(3):
            shown = listing(worker, mine, after=after, size=2)
            seen += [row.case.person.given_name for row in shown.rows]
            after = shown.after
    assert seen == ["Ane", "Bo", "Bo", "Cai", "Lars"]
    assert after is None


def test_a_name_is_found_among_mine_alone(gathering: Gathering) -> None:
    open_cases(gathering, "Åse Dahl", "Bo Lund")
    assert names(gathering.account("social-worker"), words="aase") == ["Åse"]
    assert names(gathering.account("social-worker"), words="dahl ås") == ["Åse"]
    assert names(gathering.account("teacher"), words="dahl") == []
    assert names(gathering.account("outsider")) == []


def test_a_forged_key_shows_the_first_page(gathering: Gathering, visit: Visit) -> None:
    teacher = visit("teacher")
    for after in (str(uuid.uuid4()), "x", "1; --", "\x00"):
        page = teacher.get("/cases/", {"after": after, "found": "\x00Lars"})
        assert page.status_code == 200
        assert "Lars Test Berggren" in page.content.decode()


def test_closed_cases_lie_under_the_open_ones(gathering: Gathering, visit: Visit) -> None:
    open_cases(gathering, "Bo Lund")
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.close(case=gathering.case, kind="reached", reason="Lars trives", by=worker)
    assert names(worker) == ["Bo"]
    assert names(worker, closed=True) == ["Lars"]
    page = visit("social-worker").get("/cases/").content.decode()
    assert page.index("Bo Lund") < page.index("Afsluttede sager") < page.index("Lars Test")


def test_the_row_says_who_coordinates_or_that_nobody_does(
    gathering: Gathering, visit: Visit
) -> None:
    assert "Tovholder: Sofie Holm" in visit("teacher").get("/cases/").content.decode()
    with acting(gathering.account("social-worker")):
        actions.ask_to_coordinate(
            case=gathering.case, to=gathering.account("teacher"),
            by=gathering.account("social-worker"),
        )  # fmt: skip
    assert "Du er spurgt om at være tovholder" in visit("teacher").get("/cases/").content.decode()


def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    gathering: Gathering, visit: Visit
) -> None:
    worker = visit("social-worker")
    worker.get("/cases/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        worker.get("/cases/")
    open_cases(gathering, "Ane Dahl", "Bo Dahl", "Cai Dahl")
    with CaptureQueriesContext(connection) as four:
        worker.get("/cases/")
    assert len(one) == len(four)


def test_what_runs_out_is_told_to_whoever_coordinates_until_it_is_renewed(
    gathering: Gathering,
) -> None:
    worker = gathering.account("social-worker")

    def consent(days: int) -> None:
        with acting(worker):
            actions.share_by_consent(
                case=gathering.case, areas=["plan"], purpose="Taleundervisning", form="written",
                receivers=[Professional.objects.get(account__username="outsider")],
                until=timezone.now() + timedelta(days=days), by=worker,
                given_by=gathering.town.persons["mother"],
            )  # fmt: skip

    def expiring(account: Account) -> list[str]:
        with acting(account):
            return [seat.account.name for seat in seats_ending(account)]

    assert expiring(worker) == []
    consent(14)
    assert expiring(worker) == ["Peter Skov"]
    assert expiring(gathering.account("teacher")) == []
    consent(90)
    assert expiring(worker) == []


def test_what_is_searched_for_stands_in_no_address(gathering: Gathering, visit: Visit) -> None:
    open_cases(gathering, *(f"Bo Lund{number:02}" for number in range(30)), "Ane Dahl")
    worker = visit("social-worker")
    sent = worker.post("/cases/", {"find": "lund"})
    assert (sent.status_code, sent["Location"]) == (303, "/cases/?found=")
    found = worker.get(sent["Location"]).content.decode()
    assert "Bo Lund00" in found
    assert "Ane Dahl" not in found
    further = re.findall(r'href="(\?[^"]*after=[^"]*)"', found)
    assert further
    for address in (*re.findall(r'href="([^"]*)"', found), *re.findall(r'action="([^"]*)"', found)):
        assert "lund" not in address.casefold()
    more = worker.get("/cases/" + further[0].replace("&amp;", "&")).content.decode()
    assert "Bo Lund29" in more
    assert "Ane Dahl" not in more
    # An old address says nothing, and asking for nothing shows everything again.
    assert "Ane Dahl" in worker.get("/cases/?find=lund").content.decode()
    assert worker.post("/cases/", {"find": ""})["Location"] == "/cases/"
    assert "Ane Dahl" in worker.get("/cases/?found").content.decode()
    # What was searched for is one's own.
    assert "Lars" in visit("teacher").get("/cases/?found").content.decode()


def test_who_comes_in_anothers_place_is_not_one_more(gathering: Gathering, visit: Visit) -> None:
    """Given a case with one professional, then a substitute of hers asks for no coordinator."""
    worker = gathering.account("social-worker")
    with acting(worker):
        for seat in Seat.objects.standing().of_professionals().exclude(account=worker):
            SeatEnd.objects.create(case=gathering.case, seat=seat, by=worker, reason="x")
        [held] = Seat.objects.standing().filter(account=worker)
        before = professionals_at(gathering.case), len(chairs_at(gathering.case))
        actions.stand_in(
            seat=held, account=gathering.account("social-worker-2"), why="Syg", by=worker,
            until=timezone.now() + timedelta(hours=9),
        )  # fmt: skip
        assert (professionals_at(gathering.case), len(chairs_at(gathering.case))) == before
        assert before[0] == 1

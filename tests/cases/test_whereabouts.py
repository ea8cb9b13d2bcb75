"""Keeping it from a relative where a child is: decided one by one, at once, and told nowhere."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pypdf import PdfReader

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.whereabouts import tells_where, whereabouts
from tovholder.meetings import actions as meetings
from tovholder.meetings.models import Meeting, Place
from tovholder.people import actions as people
from tovholder.people.models import MayKnow, Person, Protection, Relation

pytestmark = pytest.mark.django_db
WORKER = "social-worker"
SEAL = re.compile(r'data-seen="([^"]+)"')
TOKENS = re.compile(
    r'(name="(csrfmiddlewaretoken|once)" value="|X-CSRFToken&quot;: &quot;|nonce=")[^"&]+'
)
SCHOOL = re.compile(r'<span[^>]*class="ds-tag"[^>]*>(?:<svg.*?</svg>)?\s*5\.B</span>', re.DOTALL)
REMINDER = "Skriv ikke, hvor barnet er"


def url(gathering: Gathering, rest: str = "whereabouts/") -> str:
    return f"/cases/{gathering.case.pk}/{rest}"


def decide(gathering: Gathering, *, mother: bool, because: str = "Mor bor skjult") -> None:
    worker = gathering.account(WORKER)
    persons = gathering.town.persons
    with acting(worker):
        may = {persons["mother"].pk: mother, persons["father"].pk: False}
        actions.keep_whereabouts(case=gathering.case, may_know=may, because=because, by=worker)


def told(gathering: Gathering, name: str) -> bool:
    with acting(gathering.account(name)):
        return tells_where(gathering.case.pk)


def place_of(table: Table, name: str) -> str:
    with acting(table.account(name)):
        return Meeting.objects.get(pk=table.meeting.pk).place


def move_to(table: Table, place: str) -> None:
    worker = table.account(WORKER)
    with acting(worker):
        meeting = Meeting.objects.select_related("case").get(pk=table.meeting.pk)
        meetings.reschedule(
            meeting=meeting, number=0, starts_at=meeting.starts_at, ends_at=meeting.ends_at,
            place=place, because="Større lokale", by=worker,
        )  # fmt: skip


def test_the_coordinator_says_it_of_each_and_nobody_is_guessed(
    gathering: Gathering, visit: Visit
) -> None:
    client = visit(WORKER)
    mother, father = (gathering.town.persons[name].pk for name in ("mother", "father"))
    halfway = client.post(
        url(gathering), {f"may_{mother}": "may", "because": "Mor bor på krisecenter"}
    )
    assert halfway.status_code == 422
    assert "Mor bor på krisecenter" in halfway.content.decode()
    assert not Protection.objects.filter(person=gathering.case.person).exists()
    answers = {f"may_{mother}": "may", f"may_{father}": "may-not", "because": "Krisecenter"}
    assert client.post(url(gathering), answers).status_code == 303
    with acting(gathering.account(WORKER)):
        now = whereabouts(gathering.case)
    assert {one.person.pk: one.may for one in now.near} == {mother: True, father: False}
    page = client.get(url(gathering)).content.decode()
    assert "Krisecenter" in page
    again = client.post(url(gathering), answers)
    assert again.status_code == 422
    assert "Sådan er det allerede." in again.content.decode()


def test_it_closes_and_opens_at_once(gathering: Gathering) -> None:
    assert told(gathering, "mother")
    decide(gathering, mother=False)
    assert not told(gathering, "mother")
    assert told(gathering, WORKER)
    assert told(gathering, "teacher")
    decide(gathering, mother=True, because="Hun bor med Lars")
    assert told(gathering, "mother")
    decide(gathering, mother=False)
    worker = gathering.account(WORKER)
    with acting(worker):
        actions.tell_whereabouts(case=gathering.case, because="Dommen er faldet", by=worker)
    assert told(gathering, "mother")
    with pytest.raises(ValidationError), acting(worker):
        actions.tell_whereabouts(case=gathering.case, because="Igen", by=worker)


def test_whoever_is_added_later_is_not_told_until_somebody_says_so(gathering: Gathering) -> None:
    worker = gathering.account(WORKER)
    with acting(worker):
        people.protect(person=gathering.case.person, because="Krisecenter", by=worker)
    assert not told(gathering, "mother")
    with acting(worker):
        assert len(whereabouts(gathering.case).undecided) == 2


def test_a_child_is_always_told_where_it_is_itself(gathering: Gathering) -> None:
    worker = gathering.account(WORKER)
    with acting(worker):
        actions.admit_child(case=gathering.case, purpose="Lars' egen side", by=worker)
    decide(gathering, mother=False)
    assert told(gathering, "child")


def test_a_professional_who_is_a_relative_is_not_told_either(gathering: Gathering) -> None:
    """Given the father works in the house under his family's sign-in's name: by relation alone."""
    father = gathering.town.persons["father"]
    teacher = gathering.account("teacher")
    decide(gathering, mother=True)
    assert told(gathering, "teacher")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tovholder.owner_sees_all', 'on', true)")
    with acting(gathering.account(WORKER)):
        Person.objects.filter(pk=father.pk).update(account=teacher)
    assert not told(gathering, "teacher")


def test_what_was_decided_is_never_changed(gathering: Gathering) -> None:
    decide(gathering, mother=False)
    for change in (
        lambda: Protection.objects.update(because="Andet"),
        lambda: MayKnow.objects.update(may=True),
        lambda: MayKnow.objects.all().delete(),
        lambda: Place.objects.update(words="Et andet sted"),
    ):
        with (
            pytest.raises(DatabaseError),
            acting(gathering.account(WORKER)),
            transaction.atomic(),
        ):
            change()


def test_a_decision_is_of_the_person_it_protects(gathering: Gathering) -> None:
    """Who may write is told by the person: so nobody names one, and the protection of another."""
    decide(gathering, mother=False)
    mother = gathering.town.persons["mother"]
    with acting(gathering.account(WORKER)), pytest.raises(DatabaseError), transaction.atomic():
        MayKnow.objects.create(
            protection=Protection.objects.get(person=gathering.case.person), person=mother,
            relative=mother, may=True, because="Forfalsket", by=gathering.account(WORKER),
        )  # fmt: skip
    assert not told(gathering, "mother")


@pytest.mark.parametrize("name", ["mother", "father", "outsider", "leader", "admin"])
def test_that_it_is_kept_is_read_by_those_at_work_with_the_child_alone(
    gathering: Gathering, name: str
) -> None:
    decide(gathering, mother=True)
    for one, reads in ((name, False), ("teacher", True)):
        with acting(gathering.account(one)):
            here = Protection.objects.filter(person=gathering.case.person)
            assert here.exists() == reads
            assert MayKnow.objects.exists() == reads


def test_a_place_follows_the_meeting_and_is_told_to_those_who_may_know(
    gathering: Gathering,
) -> None:
    table = call(gathering)
    move_to(table, "Ådalens kulturhus")
    assert place_of(table, "mother") == "Ådalens kulturhus"
    before = Client()
    before.force_login(table.account("mother"))
    invitation = f"/meetings/{table.meeting.pk}/invitation/"
    assert "Ådalens kulturhus" in before.get(invitation).content.decode()
    decide(gathering, mother=False)
    assert place_of(table, "mother") == ""
    assert place_of(table, "teacher") == "Ådalens kulturhus"
    page = before.get(invitation).content.decode()
    assert "Ådalens kulturhus" not in page
    with acting(table.account("mother")):
        assert not Place.objects.exists()


def test_printed_too(gathering: Gathering, visit: Visit) -> None:
    table = call(gathering)
    move_to(table, "Ådalens kulturhus")

    def printed() -> str:
        paper = visit("mother").get(table.meeting.address("agenda_pdf"))
        assert paper["Content-Type"] == "application/pdf"
        pages = PdfReader(BytesIO(paper.content)).pages
        return " ".join(page.extract_text() for page in pages)

    assert "Ådalens kulturhus" in printed()
    decide(gathering, mother=False)
    assert "Ådalens kulturhus" not in printed()


def test_the_same_place_is_said_once(gathering: Gathering) -> None:
    table = call(gathering)
    first = place_of(table, WORKER)
    move_to(table, "Ådalens kulturhus")
    with acting(table.account(WORKER)):
        assert {one.words for one in Place.objects.all()} == {first, "Ådalens kulturhus"}
        moved = table.meeting.reschedulings.get()
        assert (moved.was_place, moved.place) == (first, "Ådalens kulturhus")


def test_an_open_page_is_shown_anew_and_a_list_too(gathering: Gathering, visit: Visit) -> None:
    mother = visit("mother")
    seals = []
    for path in (url(gathering, ""), "/cases/", "/"):
        found = SEAL.search(mother.get(path).content.decode())
        assert found
        seals.append(unescape(found[1]))

    def asked() -> list[int]:
        return [mother.get("/still/", headers={"Seen": one}).status_code for one in seals]

    assert asked()[:2] == [204, 204]
    decide(gathering, mother=False)
    assert asked()[:2] == [205, 205]


@pytest.mark.parametrize("rest", ["", "people/", "consents/"])
def test_nothing_tells_that_it_is_kept(gathering: Gathering, visit: Visit, rest: str) -> None:
    """A page of one it is kept from is, byte for byte, the page without the places."""
    before = bare(visit("mother"), url(gathering, rest))
    for unit in gathering.town.units.values():
        before = before.replace(f", {unit.name}", "")
    for forum in gathering.town.forums.values():
        before = before.replace(forum.name, forum.title)
    before = SCHOOL.sub("", before)
    decide(gathering, mother=False)
    assert bare(visit("mother"), url(gathering, rest)) == before


def bare(client: Client, path: str) -> str:
    """A page without what differs each time it is drawn: its seal and its tokens."""
    return TOKENS.sub("", SEAL.sub("", client.get(path).content.decode()))


def test_those_who_write_are_reminded_and_the_family_is_not(
    gathering: Gathering, visit: Visit
) -> None:
    pages = ("", "tasks/new/")
    for name in (WORKER, "teacher", "mother"):
        assert REMINDER not in visit(name).get(url(gathering)).content.decode()
    decide(gathering, mother=True)
    assert REMINDER in visit("teacher").get(url(gathering, "")).content.decode()
    assert REMINDER in visit(WORKER).get(url(gathering, "meetings/new/")).content.decode()
    for rest in pages:
        assert REMINDER not in visit("mother").get(url(gathering, rest)).content.decode()
    table = call(gathering)
    table.begin()
    board = visit(WORKER).get(f"/meetings/{table.meeting.pk}/", follow=True).content.decode()
    assert "skjult" not in board
    assert REMINDER not in board


def test_it_waits_in_the_day_of_whoever_lets_people_in(gathering: Gathering, visit: Visit) -> None:
    """Given the father's address is protected, as the register says."""
    line = "Sig, hvem der må vide, hvor Lars"
    assert line in visit(WORKER).get("/").content.decode()
    assert line not in visit("teacher").get("/").content.decode()
    assert line not in visit("mother").get("/").content.decode()
    decide(gathering, mother=True)
    assert line not in visit(WORKER).get("/").content.decode()
    worker = gathering.account(WORKER)
    with acting(worker):
        people.add_relative(
            person_id=gathering.case.person_id, given_name="Bodil", family_name="Berggren",
            kind=Relation.Kind.OTHER, custody=False, by=worker,
        )  # fmt: skip
    assert line in visit(WORKER).get("/").content.decode()

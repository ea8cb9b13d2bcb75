"""Somebody from outside: a chair on the family's yes to one meeting, no way into the case."""

from contextlib import nullcontext
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tests.meetings.test_meeting_actions import close_well
from tovholder.audit.context import acting
from tovholder.consent import actions as consent_actions
from tovholder.consent.models import Basis
from tovholder.meetings import actions
from tovholder.meetings.linking import asked_by
from tovholder.meetings.models import Invitation, MayBeTold, Meeting, Statement
from tovholder.meetings.rules import consents_for
from tovholder.people.models import Person

pytestmark = pytest.mark.django_db
WHY = "Hun har undersøgt ham i foråret"


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


def call_in(table: Table, **asked: object) -> Invitation:
    worker = table.account("social-worker")
    with acting(worker):
        meeting = Meeting.objects.select_related("case__person").get(pk=table.meeting.pk)
        mother = Person.objects.get(pk=table.gathering.town.persons["mother"].pk)
        said = {
            "name": "Inger Vang", "title": "Børnelæge", "workplace": "Regionshospitalet",
            "because": WHY, "given_by": mother, "form": "written",
        }  # fmt: skip
        chair = actions.call_in(meeting=meeting, by=worker, **said | asked)
    chair.meeting = table.meeting
    return chair


def take_back(table: Table, chair: Invitation) -> None:
    mother = table.account("mother")
    with acting(mother):
        consent_actions.withdraw(basis=Basis.objects.get(pk=chair.basis_id), by=mother)


def move(table: Table, days: int) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        meeting = Meeting.objects.select_related("case").get(pk=table.meeting.pk)
        actions.reschedule(
            meeting=meeting, starts_at=meeting.starts_at + timedelta(days=days),
            ends_at=meeting.ends_at + timedelta(days=days), place="", number=0,
            because="Hun er på ferie", by=worker,
        )  # fmt: skip


def page(table: Table, name: str, address: str = "") -> str:
    client = Client()
    client.force_login(table.account(name))
    return client.get(address or table.meeting.address("invitation")).content.decode()


def test_the_page_calls_somebody_in_and_everyone_reads_why(table: Table) -> None:
    client = Client()
    client.force_login(table.account("social-worker"))
    address = f"/meetings/{table.meeting.pk}/called-in/"
    assert address in page(table, "social-worker")
    asked = {
        "name": "Inger Vang", "title": "Børnelæge", "workplace": "Regionshospitalet",
        "because": WHY, "given_by": table.gathering.town.persons["mother"].pk, "form": "oral",
        "witness": "Sofie Holm",
    }  # fmt: skip
    assert client.post(address, asked).status_code == 422  # an oral yes says why
    answer = client.post(address, asked | {"oral_reason": "Hun ringede fra arbejde"})
    assert answer.status_code == 303
    told = page(table, "mother")
    for words in ("børnelæge, Regionshospitalet", WHY, "4 professionelle, 1 fra familien",
                  f"{table.account('mother').name} har sagt ja til det, mundtligt"):  # fmt: skip
        assert words in told, words
    with acting(table.account("mother")):
        chair = Invitation.objects.get(name="Inger Vang")
        assert (chair.account, chair.side) == (None, "professional")
        assert chair.called_in_by == table.account("social-worker")


def test_she_has_a_chair_and_no_seat(table: Table) -> None:
    chair = call_in(table)
    with acting(table.account("social-worker")):
        assert not Basis.objects.get(pk=chair.basis_id).seats.exists()
    with acting(None):
        assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["mother", "teacher", "outsider", "leader"])
def test_nobody_else_calls_in(table: Table, name: str) -> None:
    client = Client()
    client.force_login(table.account(name))
    address = f"/meetings/{table.meeting.pk}/called-in/"
    assert client.get(address).status_code in (403, 404)
    assert client.post(address, {"name": "Inger Vang"}).status_code in (403, 404)
    assert address not in page(table, name)


def test_no_chair_for_somebody_from_outside_without_a_yes(table: Table) -> None:
    worker = table.account("social-worker")
    chair = actions.Chair(name="Inger Vang", side="professional", profession="Læge")
    with acting(worker), pytest.raises(ValidationError, match="the family's yes"):
        actions.invite(meeting=table.meeting, chair=chair, by=worker)
    row = {"case": table.meeting.case, "meeting": table.meeting, "name": "Inger Vang",
           "side": "professional", "profession": "Læge"}  # fmt: skip
    called = {"workplace": "Hospitalet", "because": WHY, "called_in_by": worker}
    with acting(worker):
        no_yes = Basis.objects.filter(consent__isnull=True).first()
        for basis in (None, no_yes):
            with pytest.raises(DatabaseError), transaction.atomic():
                Invitation.objects.create(**row, **called, basis=basis)
        with pytest.raises(DatabaseError), transaction.atomic():
            Invitation.objects.create(**row)
        with pytest.raises(ValidationError):
            call_in(table, given_by=Person.objects.get(pk=table.gathering.case.person_id))


def test_a_yes_taken_back_before_gives_no_chair(table: Table) -> None:
    chair = call_in(table)
    take_back(table, chair)
    worker = table.account("social-worker")
    with acting(worker), pytest.raises(DatabaseError), transaction.atomic():
        Invitation.objects.create(
            case=table.meeting.case, meeting=table.meeting, name="Ib Dam", side="professional",
            profession="Læge", workplace="Hospitalet", because=WHY, called_in_by=worker,
            basis_id=chair.basis_id,
        )  # fmt: skip


@pytest.mark.parametrize(("days", "stands"), [(20, True), (60, False)])
def test_a_chair_is_set_only_on_a_yes_that_stands_when_the_meeting_is_held(
    table: Table, *, days: int, stands: bool
) -> None:
    chair, worker = call_in(table), table.account("social-worker")
    move(table, days)
    another = Invitation(
        case=table.meeting.case, meeting=table.meeting, name="Ib Dam", side="professional",
        profession="Læge", workplace="Hospitalet", because=WHY, called_in_by=worker,
        basis_id=chair.basis_id,
    )  # fmt: skip
    refused = nullcontext() if stands else pytest.raises(DatabaseError)
    with acting(worker), refused, transaction.atomic():
        another.save(force_insert=True)
    with acting(worker):
        assert Invitation.objects.filter(name="Ib Dam").exists() is stands


def test_whoever_called_the_meeting_hears_in_the_day_that_the_yes_is_gone(table: Table) -> None:
    chair, gone = call_in(table), "Ja’et til, at Inger Vang er med, gælder ikke mere."
    assert gone not in page(table, "social-worker", "/")
    take_back(table, chair)
    assert gone in page(table, "social-worker", "/")
    assert gone not in page(table, "teacher", "/")
    with acting(table.account("social-worker")):
        actions.spare(invitation=chair, by=table.account("social-worker"))
    assert gone not in page(table, "social-worker", "/")


def test_what_she_rests_on_is_never_changed(table: Table) -> None:
    call_in(table)
    with acting(table.account("social-worker")):
        hers = Invitation.objects.filter(name="Inger Vang")
        for change in ({"because": "Noget andet"}, {"basis": None}, {"workplace": "Andetsteds"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                hers.update(**change)


def test_the_mother_takes_the_yes_back_and_link_and_meeting_close(table: Table) -> None:
    chair, worker = call_in(table), table.account("social-worker")
    with acting(worker):
        secret = actions.give_link(invitation=chair, by=worker)
    assert asked_by(secret) is not None
    assert f"/consents/{chair.basis_id}/" in page(table, "mother")
    assert f"/consents/{chair.basis_id}/" not in page(table, "teacher")
    take_back(table, chair)
    assert asked_by(secret) is None
    assert "Ja’et gælder ikke mere" in page(table, "teacher")
    with acting(worker), pytest.raises(ValidationError, match="Inger Vang"):
        actions.give_link(invitation=chair, by=worker)
    with acting(worker), pytest.raises(ValidationError, match="Inger Vang"):
        actions.begin(meeting=table.meeting, by=worker)
    with acting(worker):
        actions.spare(invitation=chair, by=worker)
    table.begin()


@pytest.mark.parametrize(("days", "stands"), [(20, True), (60, False)])
def test_a_yes_holds_for_a_meeting_moved_by_up_to_a_month(
    table: Table, days: int, *, stands: bool
) -> None:
    chair, worker = call_in(table), table.account("social-worker")
    move(table, days)
    assert ("Ja’et gælder ikke mere" not in page(table, "mother")) is stands
    with acting(worker):
        chair.meeting = Meeting.objects.get(pk=table.meeting.pk)
        if stands:
            assert actions.give_link(invitation=chair, by=worker)
        else:
            with pytest.raises(ValidationError, match="Inger Vang"):
                actions.give_link(invitation=chair, by=worker)


def test_she_prepares_by_link_as_a_professional_and_reads_nothing(table: Table) -> None:
    chair, worker = call_in(table), table.account("social-worker")
    with acting(worker):
        secret = actions.give_link(invitation=chair, by=worker)
    client = Client()
    asked = client.get(f"/prepare/{secret}/").content.decode()
    for words in ("Inger", "Regionshospitalet", WHY, "Lars", "Kirsten"):
        assert words not in asked
    assert client.post(f"/prepare/{secret}/", {"story.seen": "lægens-ord"}).status_code == 303
    table.go_to("story")
    board = page(table, "mother", table.meeting.address("step", "story"))
    assert "lægens-ord" in board
    assert "skrevet via link af Inger" in board


def test_the_sheet_of_paper_says_what_stays_and_not_why(table: Table) -> None:
    chair, worker = call_in(table), table.account("social-worker")
    with acting(worker):
        secret = actions.give_link(invitation=chair, by=worker)
    client = Client()
    client.force_login(worker)
    paper = client.post(f"/meetings/{table.meeting.pk}/links/paper/", {"secret": secret})
    text = " ".join(part.extract_text() for part in PdfReader(BytesIO(paper.content)).pages)
    assert "Inger Vang" in text
    assert "bliver der" in " ".join(text.split())
    for words in (WHY, "Lars", "Kirsten", "Berggren"):
        assert words not in text


def test_what_the_child_lets_everyone_know_waits_while_she_is_here(table: Table) -> None:
    worker, mother = table.account("social-worker"), table.account("mother")
    with acting(worker):
        said = Statement.objects.create(
            case=table.meeting.case, meeting=table.meeting, step="life", item="hopes",
            text="barnets-ord", written_by=worker,
        )  # fmt: skip
        for name in ("mother", "teacher", "psychologist"):
            MayBeTold.objects.create(
                case=table.meeting.case, statement=said, account=table.account(name), by=worker
            )
    with acting(mother):
        assert table.sitting().told_to_all == [said]
    call_in(table)
    with acting(mother):
        assert table.sitting().told_to_all == []


def test_nobody_strange_is_called_in_to_the_childs_own_talk(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    starts = timezone.now() + timedelta(days=3)
    with acting(worker):
        meeting = actions.call(
            case=gathering.case, method="child-interview@1", purpose="x", starts_at=starts,
            ends_at=starts + timedelta(hours=1), place="", by=worker,
            chairs=[actions.Chair(name="Lars", side="family", relation="child")],
        )  # fmt: skip
    with pytest.raises(ValidationError, match="child's own"):
        call_in(Table(gathering, meeting))


def test_the_minutes_name_her_and_the_next_meeting_does_not_call_her(table: Table) -> None:
    call_in(table)
    table.go_to("goals")
    following = close_well(table)
    minutes = page(table, "mother", table.meeting.address("minutes"))
    assert "Inger Vang, børnelæge, Regionshospitalet" in minutes
    assert following is not None
    with acting(table.account("mother")):
        assert not following.invitations.filter(name="Inger Vang").exists()
        assert following.invitations.count() == 4


def test_the_invitation_asks_the_same_for_one_and_for_three(table: Table) -> None:
    client = Client()
    client.force_login(table.account("mother"))
    counted = []
    for names in (("Inger Vang",), ("Ib Dam", "Ea Holm")):
        for name in names:
            call_in(table, name=name)
        client.get(table.meeting.address("invitation"))
        with CaptureQueriesContext(connection) as captured:
            client.get(table.meeting.address("invitation"))
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_a_yes_to_one_who_is_called_in_is_not_the_familys_consent(table: Table) -> None:
    """It opens one meeting to one person: no method and no phase may take it for more."""
    worker, mother = table.account("social-worker"), table.account("mother")
    with acting(mother):
        consent_actions.withdraw(basis=table.gathering.consent, by=mother)
    call_in(table)
    with acting(worker):
        meeting = Meeting.objects.select_related("case").get(pk=table.meeting.pk)
        assert Basis.objects.standing().filter(consent__isnull=False).count() == 1
        assert not consents_for(meeting.case).exists()


def test_the_mother_finds_her_yes_where_all_she_said_yes_to_stands(table: Table) -> None:
    """With the chair taken away as well: the yes still stands until she takes it back."""
    chair = call_in(table)
    case = f"/cases/{table.meeting.case_id}"
    back = f"{case}/consents/{chair.basis_id}/withdrawal/"
    with acting(table.account("social-worker")):
        actions.spare(invitation=chair, by=table.account("social-worker"))
    for name in ("mother", "social-worker"):
        seen = page(table, name, f"{case}/people/")
        assert "Inger Vang, Børnelæge, Regionshospitalet" in seen, name
        assert back in seen, name
    assert "Inger Vang, Børnelæge, Regionshospitalet må ikke få mere at vide" in page(
        table, "mother", back
    )
    take_back(table, chair)
    assert "Inger Vang" not in page(table, "mother", f"{case}/people/")

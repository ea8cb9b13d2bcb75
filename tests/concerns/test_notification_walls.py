"""Nobody but the signer and the reception learns that a notification exists: page, row, count."""

import uuid
from collections.abc import Iterable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.access.scene import Scene, set_scene
from tests.access.test_matrix import NAMES, addresses, filled
from tests.cast import Gathering
from tests.concerns.letters import write
from tests.concerns.notices import ANSWERS, assess, open_reception, send_receipt, sign
from tests.concerns.test_walls import everything_read, told_alike
from tovholder.audit.context import acting
from tovholder.concerns import actions
from tovholder.concerns.models import (
    Assessment,
    Notification,
    NotifiedChild,
    Receipt,
    Supplement,
)
from tovholder.demo.town import Town
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Membership
from tovholder.people.actions import Pupil

pytestmark = pytest.mark.django_db

HANDS = ("teacher", "social-worker")
OTHERS = tuple(name for name in NAMES if name and name not in HANDS)
SIGNERS = ("notification", "supplement")
RECEPTIONS = ("received", "assess", "receipt", "tell-back", "notified-child", "match-notified")


@pytest.fixture
def notified(town: Town) -> Notification:
    open_reception(town)
    one = sign(town)
    assess(town, one)
    return one


def visit(client: Client, name: str, key: object):
    """Ask for an address, as a POST where it takes nothing else."""
    address = reverse(f"concerns:{name}", args=[key])
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer


@pytest.mark.parametrize("name", OTHERS)
def test_for_everyone_else_it_is_not_there(
    town: Town, notified: Notification, client: Client, name: str
) -> None:
    assert everything_read(town.accounts[name]) == ""
    client.force_login(town.accounts[name])
    for page in SIGNERS + RECEPTIONS:
        hidden, missing = visit(client, page, notified.pk), visit(client, page, uuid.uuid4())
        assert hidden.status_code == missing.status_code == 404
        assert told_alike(hidden) == told_alike(missing)
    assert client.get(reverse("concerns:reception")).status_code == 404


def test_each_hand_is_told_whose_the_other_page_is(
    town: Town, notified: Notification, client: Client
) -> None:
    for name, pages in (("teacher", RECEPTIONS), ("social-worker", SIGNERS)):
        client.force_login(town.accounts[name])
        assert {visit(client, page, notified.pk).status_code for page in pages} == {403}


def test_the_signer_reads_no_assessment_and_no_child_in_any_table(
    town: Town, notified: Notification
) -> None:
    with acting(town.accounts["social-worker"]):
        person = town.persons["child"]
        actions.match_notified_child(
            notification=notified, by=town.accounts["social-worker"],
            pupil=Pupil(person.pk, person.name, None, ""),
        )  # fmt: skip
    with acting(town.accounts["teacher"]):
        assert Notification.objects.count() == 1
        assert not Assessment.objects.exists()
        assert not NotifiedChild.objects.exists()
    with acting(town.accounts["social-worker"]):
        assert NotifiedChild.objects.count() == Assessment.objects.count() == 1


def test_who_leaves_the_reception_reads_no_more(
    town: Town, notified: Notification, client: Client
) -> None:
    worker = town.accounts["social-worker"]
    place = Membership.objects.get(forum=town.forums["reception"], account=worker)
    organisation.leave(membership=place, by=town.accounts["admin"])
    assert everything_read(worker) == ""
    client.force_login(worker)
    assert visit(client, "received", notified.pk).status_code == 404


def test_a_draft_is_its_writers_alone(town: Town) -> None:
    open_reception(town)
    teacher = town.accounts["teacher"]
    with acting(teacher):
        actions.save_notification(
            draft_id=uuid.uuid4(), instrument="notification@1", answers=ANSWERS, by=teacher
        )
    for name in (*OTHERS, "social-worker"):
        assert everything_read(town.accounts[name]) == "", name


def test_the_database_refuses_what_is_not_ones_own_to_write(
    town: Town, notified: Notification
) -> None:
    teacher, worker = town.accounts["teacher"], town.accounts["social-worker"]
    other = town.accounts["psychologist"]
    forged = [
        (teacher, Receipt(notification=notified, by=teacher)),
        (teacher, Receipt(notification=notified, by=worker)),
        (worker, Supplement(notification=notified, number=1, text="x", by=worker)),
        (worker, Receipt(notification=notified, by=teacher)),
        (other, Receipt(notification=notified, by=other)),
        (other, Supplement(notification=notified, number=1, text="x", by=other)),
    ]
    for account, row in forged:
        with acting(account), pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
    for changed in ({"acute": True}, {"answers": {}}, {"waits": False}, {"forum": None}):
        with acting(teacher), pytest.raises(DatabaseError), transaction.atomic():
            Notification.objects.filter(pk=notified.pk).update(**changed)
    with acting(worker), pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.update(reason="x")


@pytest.mark.parametrize("wrong", ["signer", "forum", "waits"])
def test_the_database_takes_one_only_in_ones_own_name_and_at_a_reception(
    town: Town, wrong: str
) -> None:
    reception, teacher = open_reception(town), town.accounts["teacher"]
    given = {
        "signer": teacher, "unit": town.units["aaskolen"], "profession": "teacher",
        "forum": reception, "legal_basis": "duty-to-notify", "acute": False,
        "draft": uuid.uuid4(), "instrument": "notification@1", "language": "da",
    }  # fmt: skip
    other = {"signer": town.accounts["pedagogue"], "forum": town.forums["triage"], "waits": False}
    with acting(teacher):
        Notification.objects.create(**given)
        with pytest.raises(DatabaseError), transaction.atomic():
            Notification.objects.create(**given | {"draft": uuid.uuid4(), wrong: other[wrong]})


def crawled(scene: Scene, names: Iterable[str], doors: tuple[str, ...]) -> dict[str, str]:
    """Every address as each of these meets it, without what differs each time; leaves no look."""
    met = {}
    with transaction.atomic():
        for name in names:
            client = Client()
            client.force_login(scene.account(name))
            for path, view, declares in addresses():
                if view == "live" or not declares.startswith(doors):
                    continue
                answer = client.get(filled(path, scene.ids))
                reads = not answer.streaming and answer["Content-Type"].startswith("text/")
                body = told_alike(answer) if reads else ""
                met[f"{name} at {path}"] = f"{answer.status_code} {len(body)} {body}"
        transaction.set_rollback(True)
    return met


def plant(scene: Scene) -> None:
    """A whole notification about the child of the case, from the draft to what is told back."""
    town, case = scene.gathering.town, scene.gathering.case
    teacher, worker = town.accounts["teacher"], town.accounts["social-worker"]
    one = sign(town, name=case.person.name)
    with acting(teacher):
        actions.supplement(notification=one, text="Og i dag igen.", after=0, by=teacher)
        actions.save_notification(
            draft_id=uuid.uuid4(), instrument="notification@1", answers=ANSWERS, by=teacher
        )
    with acting(worker):
        [pupil, *_others] = actions.find_notified_child(
            notification=one, text=case.person.given_name, by=worker
        )
        actions.match_notified_child(notification=one, pupil=pupil, case_id=case.pk, by=worker)
    assess(town, one)
    send_receipt(town, one)
    with acting(worker):
        actions.tell_back(notification=one, started=True, by=worker)


# Every door but those that are open to all: what stands there is nobody's.
PERSONAL = (
    "signed in", "professional", "leader", "reception", "administrator", "officer", "case:",
    "meeting:", "team:", "gathering:", "question:", "concern:", "forum:", "notification:",
)  # fmt: skip
# The pace of a meeting that runs is told by the minute to whoever leads it, so it is left out here.
AT_THE_CASE = ("case:", "team:", "gathering:", "forum:")


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands, as the database's does in a transaction: pages tell the minute."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_no_page_of_family_or_team_differs_by_a_byte(
    gathering: Gathering, one_moment: None
) -> None:
    scene = set_scene(gathering)
    around = ("mother", "child", "school-leader", "psychologist")
    before = crawled(scene, around, PERSONAL) | crawled(scene, HANDS, AT_THE_CASE)
    plant(scene)
    after = crawled(scene, around, PERSONAL) | crawled(scene, HANDS, AT_THE_CASE)
    assert len(before) > 400
    assert "\n".join(cell for cell in before if before[cell] != after[cell]) == ""


def test_the_comparison_sees_what_does_differ(gathering: Gathering) -> None:
    scene = set_scene(gathering)
    before = crawled(scene, ("school-leader",), ("forum:", "concern:"))
    write(gathering.town)
    after = crawled(scene, ("school-leader",), ("forum:", "concern:"))
    assert [cell for cell in before if before[cell] != after[cell]] != []

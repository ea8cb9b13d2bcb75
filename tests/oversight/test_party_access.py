"""A party asks for the papers of a case: by its own law and time, and with how to complain."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.access.scene import set_scene
from tests.cast import Gathering, gather, settle
from tests.concerns.notices import open_reception, sign
from tests.oversight.test_access_requests import as_one, own_page, second_officer
from tests.oversight.test_deleting import owner_of
from tests.oversight.test_what_stays import match_all
from tovholder.audit.context import acting
from tovholder.consent.answering import due_from, party_from_age, put_off
from tovholder.organisation.models import Unit
from tovholder.oversight import actions
from tovholder.oversight.models import AccessAnswer, AccessBundle, AccessRequest, WeighedPaper
from tovholder.oversight.papers.bundle import bundle_of
from tovholder.oversight.papers.weighing import Weighed, weighed_papers
from tovholder.oversight.requests import complaint_of, grounds_of
from tovholder.oversight.searching import Somebody
from tovholder.ui.dates import day_text

PARTY = "party-access"


def asked_as_party(gathering: Gathering, name: str = "mother") -> AccessRequest:
    answer = as_one(gathering, name).post(own_page(gathering), {"kind": PARTY})
    assert answer.status_code == 303
    with acting(gathering.account(name)):
        return AccessRequest.objects.told().get(kind=PARTY)


def letter(gathering: Gathering, **said: str) -> AccessRequest:
    officer, child = gathering.account("officer"), gathering.town.persons["child"]
    told = {"asks_as": "self", "asked_by": "Advokat Kvist"} | said
    with acting(officer):
        return actions.record_access_request(
            about=Somebody(child.pk, child.name, None), kind=PARTY, how="letter",
            received=timezone.localdate(), by=officer, **told,
        )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "received", "due"),
    [
        ("dk", date(2026, 11, 23), date(2026, 12, 2)),
        ("dk", date(2026, 3, 31), date(2026, 4, 14)),  # over Easter
        ("no", date(2026, 11, 23), date(2026, 11, 30)),
        ("no", date(2026, 5, 13), date(2026, 5, 21)),  # over the Ascension
    ],
)
def test_the_time_runs_in_working_days_of_the_country(
    country: str, received: date, due: date
) -> None:
    Unit.objects.create(name="Kommunen", kind="department", country=country)
    assert due_from(received, PARTY) == due
    assert put_off(due, received=received, kind=PARTY) == due_from(due, PARTY)
    assert due_from(received) != due  # what is kept has a month


@pytest.mark.django_db
def test_the_mother_asks_twice_for_two_things(gathering: Gathering) -> None:
    client = as_one(gathering, "mother")
    due = day_text(due_from(timezone.localdate(), PARTY), year=True)
    assert due in client.get(own_page(gathering)).content.decode()
    one = asked_as_party(gathering)
    assert (one.asks_as, one.due) == ("custody", due_from(one.received, PARTY))
    client.post(own_page(gathering), {"kind": PARTY})
    client.post(own_page(gathering))
    with acting(gathering.account("mother")):
        kinds = sorted(AccessRequest.objects.values_list("kind", flat=True))
    assert kinds == ["access", PARTY]
    assert client.post(own_page(gathering), {"kind": "all"}).status_code == 404


@pytest.mark.django_db
def test_the_officer_reads_in_the_day_that_it_is_a_party(gathering: Gathering) -> None:
    one = asked_as_party(gathering)
    client = as_one(gathering, "officer")
    day = client.get("/").content.decode()
    assert "En part beder om papirerne i en sag." in day
    assert day_text(one.due) in day
    assert "Berggren" not in day
    told = client.get(f"/trace/requests/{one.pk}/").content.decode()
    assert "forældremyndighed" in told
    assert complaint_of(one) in told


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["teacher", "social-worker"])
def test_only_the_family_asks_as_a_party_from_the_case(gathering: Gathering, name: str) -> None:
    assert as_one(gathering, name).post(own_page(gathering), {"kind": PARTY}).status_code == 403


@pytest.mark.django_db
def test_who_asks_for_another_shows_that_they_may(gathering: Gathering) -> None:
    client, child = as_one(gathering, "officer"), gathering.town.persons["child"]
    sent = {
        "about": "berggren", "asked_by": "Advokat Kvist", "how": "letter", "kind": PARTY,
        "received": timezone.localdate(), "person": str(child.pk),
    }  # fmt: skip
    place = "/trace/requests/new/"
    assert client.post(place, sent).status_code == 422  # as what?
    sent["asks_as"] = "representative"
    assert client.post(place, sent).status_code == 422
    assert client.post(place, sent | {"authority": "Fuldmagt af 2. november"}).status_code == 303
    with pytest.raises(DatabaseError), transaction.atomic():
        letter(gathering, asks_as="representative", authority=" ")
    with pytest.raises(DatabaseError), transaction.atomic():
        letter(gathering, asks_as="")


@pytest.mark.django_db
def test_a_refusal_names_the_law_and_how_one_complains(gathering: Gathering) -> None:
    one, officer = asked_as_party(gathering), as_one(gathering, "officer")
    place = f"/trace/requests/{one.pk}/"
    sent = {"outcome": "refused", "words": "Vi udleverer intet."}
    assert officer.post(f"{place}answer/", sent).status_code == 422
    assert officer.post(f"{place}answer/", sent | {"grounds": ["Min egen"]}).status_code == 422
    grounds = grounds_of(one)
    assert officer.post(f"{place}answer/", sent | {"grounds": grounds[:1]}).status_code == 303
    second_officer(gathering)
    with acting(gathering.account("officer")):
        answer = AccessAnswer.objects.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            AccessAnswer.objects.create(
                request=one, outcome="part", words="Uden lov", by=gathering.account("officer")
            )
    second = as_one(gathering, "officer-2")
    assert second.post(f"{place}approval/", {"answer": answer.pk}).status_code == 303
    told = as_one(gathering, "mother").get(own_page(gathering)).content.decode()
    assert grounds[0] in told
    assert "Ankestyrelsen" in told


@pytest.mark.django_db
@pytest.mark.usefixtures("gathering")
def test_from_which_age_a_child_is_a_party_is_the_law_of_the_day() -> None:
    assert party_from_age(date(2026, 1, 1)) == 10
    assert party_from_age(date(2020, 1, 1)) == 15


@pytest.mark.parametrize(("custody", "asks_as"), [("yes", "custody"), ("no", "near")])
def test_the_officer_reads_whether_a_parent_has_custody(
    own_database: str, custody: str, asks_as: str
) -> None:
    gathering = gather(settle())
    with owner_of(own_database) as owner:
        owner.execute("UPDATE people_relation SET custody = %s", [custody])
    assert asked_as_party(gathering).asks_as == asks_as


class Notified:
    """The teacher has notified about the child; the mother asks for the papers as a party."""

    def __init__(self, gathering: Gathering, database: str, seen: str) -> None:
        self.gathering = gathering
        if "reception" not in gathering.town.forums:
            open_reception(gathering.town)
        with acting(gathering.account("teacher")):
            self.notification = sign(gathering.town, seen=seen, group="7.Q")
        match_all(database, gathering, gathering.town.persons["child"].pk)
        second_officer(gathering)
        self.one = asked_as_party(gathering)
        self.officer = gathering.account("officer")

    def paper(self) -> Weighed:
        with acting(self.officer):
            found = {each.paper.key: each for each in weighed_papers(self.one)}
        return found[str(self.notification.pk)]

    def weigh(self, *, because: str = "§ 15 b", unnamed: bool = True) -> None:
        paper = self.paper().paper
        with acting(self.officer):
            actions.weigh_papers(
                request=self.one, shown={paper.reference: paper.digest}, given=[paper.reference],
                unnamed=[paper.reference] if unnamed else [], because=because, by=self.officer,
            )  # fmt: skip


@pytest.fixture
def scene(own_database: str) -> Gathering:
    return set_scene(gather(settle())).gathering


def test_a_notification_leaves_without_who_signed_it(scene: Gathering, own_database: str) -> None:
    case = Notified(scene, own_database, "Lars havde et mærke på armen.")
    teacher, unit = scene.account("teacher").name, case.notification.unit.name
    assert not case.paper().proposed  # held back until somebody has weighed it
    assert case.paper().hides_writer
    assert case.paper().paper.by == teacher
    with pytest.raises(ValidationError):
        case.weigh(because=" ")
    case.weigh()
    other = scene.account("officer-2")
    with acting(case.officer):
        said = actions.propose_answer(
            request=case.one, outcome="all", words="Her er det.", by=case.officer
        )
    with acting(other), pytest.raises(ValidationError, match="hvem der har skrevet"):
        actions.approve_answer(answer=said, by=other, read=bundle_of(case.one).digest)
    with acting(case.officer):
        said = actions.propose_answer(
            request=case.one, outcome="part", words="Her er det.", grounds=grounds_of(case.one),
            by=case.officer,
        )  # fmt: skip
    with acting(other):
        actions.approve_answer(answer=said, by=other, read=bundle_of(case.one).digest)
        kept = AccessBundle.objects.get()
    told = bytes(kept.data).decode()
    (paper,) = json.loads(told)["papers"]
    assert paper["unnamed"]
    assert "mærke på armen" in told
    assert teacher not in told
    assert unit not in told


def test_with_the_name_it_is_told_as_it_was_signed(scene: Gathering, own_database: str) -> None:
    case = Notified(scene, own_database, "Lars havde et mærke på armen.")
    case.weigh(unnamed=False, because="")
    with acting(case.officer):
        assert scene.account("teacher").name in bundle_of(case.one).data().decode()


def test_words_that_tell_who_wrote_it_do_not_leave_unnamed(
    scene: Gathering, own_database: str
) -> None:
    first = scene.account("teacher").name.split()[0]
    case = Notified(scene, own_database, f"Jeg, {first}, så et mærke.")
    with pytest.raises(ValidationError, match="Ordene fortæller"):
        case.weigh()
    with acting(case.officer):
        assert not WeighedPaper.objects.exists()


def test_the_database_keeps_that_hiding_a_name_says_why(
    scene: Gathering, own_database: str
) -> None:
    case = Notified(scene, own_database, "Lars havde et mærke på armen.")
    paper = case.paper().paper
    for given, because in ((True, ""), (False, "§ 15 b")):
        with acting(case.officer), pytest.raises(DatabaseError), transaction.atomic():
            WeighedPaper.objects.create(
                request=case.one, kind=paper.kind, key=paper.key, read=paper.digest, given=given,
                unnamed=True, because=because, by=case.officer,
            )  # fmt: skip


def test_the_page_proposes_to_keep_the_name_back(scene: Gathering, own_database: str) -> None:
    case = Notified(scene, own_database, "Lars havde et mærke på armen.")
    client = as_one(scene, "officer")
    place = f"/trace/requests/{case.one.pk}/papers/notifications/"
    reference, digest = case.paper().paper.reference, case.paper().paper.digest
    line = f'name="unnamed" value="{reference}"'
    shown = client.get(place).content.decode()
    assert " checked" in shown.split(line)[1].split(">")[0]
    sent = {"shown": [f"{reference} {digest}"], "given": [reference], "unnamed": [reference]}
    assert client.post(place, sent).status_code == 422
    assert client.post(place, sent | {"because": "§ 15 b"}).status_code == 303
    assert case.paper().unnamed

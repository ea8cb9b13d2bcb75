"""Who says yes: by age, by what it is about, alone or together; told by the catalogue (S-43)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cases.test_requests import answer, ask, confirm, opened, page_of, row, yes
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Seat
from tovholder.catalogue import catalogue
from tovholder.consent.models import AlsoGiven, Basis, Consent
from tovholder.consent.rules import age_of_consent, domain_of, may_consent_for
from tovholder.organisation.models import Account
from tovholder.people.models import Person, Relation
from tovholder.ui.dates import day_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_agree() -> Iterator[None]:
    """A municipality in which all who hold custody must say yes."""
    bases = catalogue().legal_bases
    ours = bases["consent"]
    asked = MappingProxyType({**ours.parameters, "all_must_agree": 1})
    bases["consent"] = replace(ours, parameters=asked)
    try:
        yield
    finally:
        bases["consent"] = ours


def born(gathering: Gathering, years: int) -> Person:
    worker, today = gathering.account("social-worker"), timezone.localdate()
    with acting(worker):
        child = Person.objects.get(pk=gathering.case.person_id)
        child.birth_date = date(today.year - years, 1, 1)
        child.save()
    return child


def let_the_father_decide(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        father = Person.objects.get(pk=gathering.town.persons["father"].pk)
        theirs = Relation.objects.filter(relative=father, person=gathering.case.person_id)
        theirs.update(custody=True)
        actions.admit_parent(case=gathering.case, relative=father, purpose="Far", by=worker)


def test_the_ages_are_those_of_the_country() -> None:
    assert (age_of_consent("general", "consent"), age_of_consent("health", "consent")) == (18, 15)
    assert (age_of_consent("general", "no-consent"), age_of_consent("health", "no-consent")) == (
        18,
        16,
    )


def test_what_it_is_about_follows_from_those_who_receive(gathering: Gathering) -> None:
    visitor, teacher = gathering.account("health-visitor"), gathering.account("teacher")
    assert domain_of([visitor]) == "health"
    assert domain_of([visitor, teacher]) == domain_of([teacher]) == domain_of([]) == "general"


@pytest.mark.parametrize(
    ("years", "kind", "alone"),
    [(14, "consent", False), (15, "consent", True), (15, "no-consent", False),
     (16, "no-consent", True)],
)  # fmt: skip
def test_the_young_person_decides_about_health_alone(
    gathering: Gathering, years: int, kind: str, *, alone: bool
) -> None:
    child = born(gathering, years)
    with acting(gathering.account("social-worker")):
        about_health = may_consent_for(child, domain="health", kind=kind)
        assert (about_health == [child]) == alone
        assert child not in may_consent_for(child, kind=kind)


def test_a_girl_of_fifteen_is_asked_about_health_and_her_mother_about_the_rest(
    gathering: Gathering, visit: Visit
) -> None:
    born(gathering, 15)
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.admit_child(case=gathering.case, purpose="Lars selv", by=worker)
    request = ask(gathering, ["health-visitor", "teacher-3"])
    visitor, teacher = (row(gathering, request, name) for name in ("health-visitor", "teacher-3"))
    address = page_of(gathering, request)
    for name, mine, other in (("child", visitor, teacher), ("mother", teacher, visitor)):
        assert "Du bliver spurgt" in visit(name).get("/").content.decode()
        page = visit(name).get(address).content.decode()
        assert f'name="{mine.pk}-answer"' in page
        assert f'name="{other.pk}-answer"' not in page
        assert confirm(visit(name), address, yes(mine) | yes(other)).status_code == 303
    assert opened(gathering, "teacher-3") == ["meetings", "overview", "plan"]
    with acting(worker):
        [consent] = Consent.objects.filter(form="signed_in", receiver__contains="Karen")
        assert consent.given_by_id == gathering.case.person_id


def test_a_guardian_decides(gathering: Gathering) -> None:
    with acting(gathering.account("social-worker")):
        father = Person.objects.get(pk=gathering.town.persons["father"].pk)
        Relation.objects.filter(relative=father).update(kind=Relation.Kind.GUARDIAN)
        assert father in may_consent_for(gathering.case.person)


@pytest.mark.usefixtures("all_agree")
def test_a_consent_of_two_stands_when_both_have_said_yes(
    gathering: Gathering, visit: Visit
) -> None:
    let_the_father_decide(gathering)
    request = ask(gathering)
    with acting(gathering.account("mother")):
        assert answer(gathering, request, "teacher-3", areas=["plan", "meetings"]).basis is None
    assert opened(gathering, "teacher-3") == []
    told = visit("father").get(page_of(gathering, request)).content.decode()
    assert "Kirsten Test Berggren har sagt ja" in told
    with acting(gathering.account("father")):
        both = answer(
            gathering, request, "teacher-3", areas=["plan"], by=gathering.account("father"),
            giver=gathering.town.persons["father"],
        )  # fmt: skip
        assert both.basis is not None
        assert both.basis.consent.needs == 2
    assert opened(gathering, "teacher-3") == ["overview", "plan"]
    # Either takes it back alone.
    back = f"/cases/{gathering.case.pk}/consents/{both.basis_id}/withdrawal/"
    assert visit("mother").post(back, {}).status_code == 303
    assert opened(gathering, "teacher-3") == []


@pytest.mark.usefixtures("all_agree")
def test_the_second_to_say_yes_reads_what_both_open(gathering: Gathering, visit: Visit) -> None:
    let_the_father_decide(gathering)
    request, sooner = ask(gathering), timezone.now() + timedelta(days=3)
    with acting(gathering.account("mother")):
        answer(gathering, request, "teacher-3", areas=["plan"], until=sooner)
    shared = row(gathering, request, "teacher-3")
    told = visit("father").post(page_of(gathering, request), yes(shared)).content.decode()
    opens = re.findall(r"<p>Thomas Fjord, lærer, kan derefter se[^<]*", told)[0]
    assert "møderne" not in opens
    assert day_text(timezone.localdate(sooner), year=True) in opens
    assert confirm(visit("father"), page_of(gathering, request), yes(shared)).status_code == 303
    assert opened(gathering, "teacher-3") == ["overview", "plan"]
    with acting(gathering.account("social-worker")):
        assert Seat.objects.standing().get(account=gathering.account("teacher-3")).ends == sooner


@pytest.mark.usefixtures("all_agree")
def test_the_yes_of_one_who_no_longer_decides_does_not_count(
    gathering: Gathering, visit: Visit
) -> None:
    let_the_father_decide(gathering)
    request = ask(gathering)
    with acting(gathering.account("father")):
        answer(
            gathering, request, "teacher-3", areas=["plan"], by=gathering.account("father"),
            giver=gathering.town.persons["father"],
        )  # fmt: skip
    with acting(gathering.account("social-worker")):
        father = gathering.town.persons["father"]
        Relation.objects.filter(relative=father.pk).update(custody=False)
    shared = row(gathering, request, "teacher-3")
    assert confirm(visit("mother"), page_of(gathering, request), yes(shared)).status_code == 303
    assert opened(gathering, "teacher-3") == ["meetings", "overview", "plan"]
    with acting(gathering.account("mother")):
        consent = shared.answers.get(basis__isnull=False).basis.consent
        assert (consent.given_by_id, consent.needs) == (gathering.town.persons["mother"].pk, 1)


@pytest.mark.usefixtures("all_agree")
def test_the_no_of_one_is_enough_and_its_word_stays_with_whoever_asked(
    gathering: Gathering, visit: Visit
) -> None:
    let_the_father_decide(gathering)
    request = ask(gathering)
    with acting(gathering.account("mother")):
        answer(gathering, request, "teacher-3", accepted=False, word="Ikke mens vi skilles")
    assert "skilles" not in visit("father").get(page_of(gathering, request)).content.decode()
    with acting(gathering.account("father")):
        answer(
            gathering, request, "teacher-3", by=gathering.account("father"),
            giver=gathering.town.persons["father"],
        )  # fmt: skip
        assert not Consent.objects.filter(form="signed_in").exists()
    assert opened(gathering, "teacher-3") == []


@pytest.mark.usefixtures("all_agree")
def test_staff_record_both_or_nothing(gathering: Gathering) -> None:
    let_the_father_decide(gathering)
    worker = gathering.account("social-worker")
    with acting(worker):
        mother, father = (
            Person.objects.get(pk=gathering.town.persons[name].pk) for name in ("mother", "father")
        )
        asked = {
            "case": gathering.case, "receivers": [gathering.account("teacher-3").professional],
            "areas": ["plan"], "purpose": "Samarbejde", "form": "written", "by": worker,
            "until": timezone.now() + timedelta(days=30), "given_by": mother,
        }  # fmt: skip
        with pytest.raises(ValidationError):
            actions.share_by_consent(**asked)
        basis = actions.share_by_consent(**asked, also_given_by=[father])
        assert basis.consent.needs == 2


def test_the_database_lets_no_seat_rest_on_half_a_consent(gathering: Gathering) -> None:
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher-3")
    child, persons = gathering.case.person, gathering.town.persons
    with acting(worker):
        basis = Basis.objects.create(person=child, kind="consent", purpose="x", recorded_by=worker)
        Consent.objects.create(
            basis=basis, person=child, given_by=persons["mother"], receiver="Skolen",
            matter="Planen", form="written", witness="Sofie Holm", needs=2,
        )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            _seat(gathering, basis, teacher)
        # The same yes twice is one yes.
        AlsoGiven.objects.create(basis=basis, person=child, given_by=persons["mother"])
        with pytest.raises(IntegrityError), transaction.atomic():
            _seat(gathering, basis, teacher)
        AlsoGiven.objects.create(basis=basis, person=child, given_by=persons["father"])
        assert _seat(gathering, basis, teacher).pk


def _seat(gathering: Gathering, basis: Basis, holder: Account) -> Seat:
    return Seat.objects.create(
        case=gathering.case, person=gathering.case.person, basis=basis, account=holder,
        role="professional", areas=["overview"], given_by=gathering.account("social-worker"),
    )  # fmt: skip


def test_the_database_wants_a_witness_of_what_staff_record(gathering: Gathering) -> None:
    worker, child = gathering.account("social-worker"), gathering.case.person
    with acting(worker):
        basis = Basis.objects.create(person=child, kind="consent", purpose="x", recorded_by=worker)
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(
                basis=basis, person=child, given_by=gathering.town.persons["mother"],
                receiver="Skolen", matter="Planen", form="written",
            )  # fmt: skip


def test_a_consent_is_not_renewed_by_one_who_would_not_give_it_today(
    gathering: Gathering, visit: Visit
) -> None:
    """The mother gave it for a child; he has become old enough to give it himself."""
    request, soon = ask(gathering, ["health-visitor"]), timezone.now() + timedelta(days=5)
    with acting(gathering.account("mother")):
        basis = answer(gathering, request, "health-visitor", areas=["plan"], until=soon).basis
    assert basis is not None
    renewal = f"/cases/{gathering.case.pk}/consents/{basis.pk}/renewal/"
    listed = f"/cases/{gathering.case.pk}/consents/"
    for page in ("/", listed):
        assert renewal in visit("mother").get(page).content.decode()
    born(gathering, 15)
    for page in ("/", listed):
        assert renewal not in visit("mother").get(page).content.decode()
    assert "En anden bestemmer om dette i dag" in visit("mother").get(renewal).content.decode()
    assert visit("mother").post(renewal).status_code == 422

"""A parent is asked for consent, answers herself, limits, renews and takes back (S-43)."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import DatabaseError, IntegrityError
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cases.test_emergency import break_in
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import (
    AskedSharing,
    Case,
    ConsentRequest,
    RequestTakenBack,
    Seat,
    SharingAnswer,
)
from tovholder.cases.requesting import refusal_to_answer
from tovholder.consent.models import Basis, Consent
from tovholder.consent.rules import end_of_day
from tovholder.organisation.models import Account
from tovholder.people.models import Person

pytestmark = pytest.mark.django_db

TABLES = (ConsentRequest, AskedSharing, SharingAnswer, RequestTakenBack)
WHY = "At den nye skole kender planen"


def ask(
    gathering: Gathering,
    names: Sequence[str] = ("teacher-3", "school-leader"),
    areas: Sequence[str] = ("plan", "meetings", "concern"),
) -> ConsentRequest:
    worker = gathering.account("social-worker")
    with acting(worker):
        return actions.ask_for_consent(
            case=gathering.case, areas=areas, purpose=WHY, by=worker,
            receivers=[gathering.account(name).professional for name in names],
            until=end_of_day(timezone.localdate() + timedelta(days=90)),
        )  # fmt: skip


def page_of(gathering: Gathering, request: ConsentRequest) -> str:
    return f"/cases/{gathering.case.pk}/consents/asked/{request.pk}/"


def row(gathering: Gathering, request: ConsentRequest, name: str) -> AskedSharing:
    with acting(gathering.account("social-worker")):
        return AskedSharing.objects.get(request=request, receiver=gathering.account(name))


def yes(sharing: AskedSharing, areas: Sequence[str] = ("plan", "meetings")) -> dict[str, Any]:
    until = timezone.localdate(sharing.until).isoformat()
    fields = {"answer": "yes", "areas": list(areas), "until": until, "word": ""}
    return {f"{sharing.pk}-{key}": value for key, value in fields.items()}


def no(sharing: AskedSharing, word: str = "") -> dict[str, Any]:
    return {f"{sharing.pk}-answer": "no", f"{sharing.pk}-word": word}


def effect_in(response: HttpResponse) -> dict[str, str]:
    found = re.search(r'name="effect" value="(\w+)"', response.content.decode())
    return {"effect": found[1]} if found else {}


def confirm(client: Any, address: str, sent: dict[str, Any]) -> HttpResponse:
    read = client.post(address, sent)
    assert read.status_code == 200, read.content.decode()
    return client.post(address, sent | effect_in(read))


def opened(gathering: Gathering, name: str) -> list[str]:
    """What somebody sees at the case by a consent given on the mother's own page."""
    account = gathering.account(name)
    with acting(gathering.account("social-worker")):
        seats = Seat.objects.standing().filter(
            account=account, basis__consent__form=Consent.Form.SIGNED_IN
        )
        return sorted({area for seat in seats for area in seat.areas})


def test_staff_ask_and_nobody_gets_anything(gathering: Gathering, visit: Visit) -> None:
    address = f"/cases/{gathering.case.pk}/consents/asked/new/"
    sent = {
        "receivers": [str(gathering.account("teacher-3").pk)], "areas": ["plan"], "purpose": WHY,
        "until": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    worker = visit("social-worker")
    assert worker.get(address).status_code == 200
    read = worker.post(address, sent)
    assert "Det er Kirsten Test Berggren, der svarer." in read.content.decode()
    with acting(gathering.account("social-worker")):
        assert not ConsentRequest.objects.exists()
    assert worker.post(address, sent | effect_in(read)).status_code == 303
    assert visit("teacher-3").get(f"/cases/{gathering.case.pk}/").status_code == 404
    assert "Du bliver spurgt" in visit("mother").get("/").content.decode()
    assert "Du er spurgt om samtykke" in (
        visit("mother").get(f"/cases/{gathering.case.pk}/").content.decode()
    )
    for name in ("teacher", "mother"):
        assert visit(name).get(address).status_code == 403


def test_the_mother_reads_the_effect_and_says_yes_to_some(
    gathering: Gathering, visit: Visit
) -> None:
    request = ask(gathering)
    address, mother = page_of(gathering, request), visit("mother")
    teacher, leader = (row(gathering, request, name) for name in ("teacher-3", "school-leader"))
    assert WHY in mother.get(address).content.decode()
    sent = yes(teacher, ["plan"]) | no(leader, "Ikke endnu")
    read = mother.post(address, sent).content.decode()
    for words in ("Thomas Fjord, lærer, kan derefter se planen til og med",
                  "Thomas Fjord kan ikke se bekymringen og møderne",
                  "Thomas Fjord kan ikke lukke andre ind"):  # fmt: skip
        assert words in read, words
    assert opened(gathering, "teacher-3") == []
    assert confirm(mother, address, sent).status_code == 303
    assert opened(gathering, "teacher-3") == ["overview", "plan"]
    assert opened(gathering, "school-leader") == []
    with acting(gathering.account("mother")):
        [consent] = Consent.objects.filter(form="signed_in")
        assert consent.given_by.account == consent.basis.recorded_by == gathering.account("mother")
    told = visit("social-worker").get("/").content.decode()
    assert "Kirsten Test Berggren siger nej til" in told
    assert "“Ikke endnu”" in told
    assert "Kirsten Test Berggren siger ja: Thomas Fjord" in told
    assert "Du bliver spurgt" not in mother.get("/").content.decode()


def test_what_changed_after_reading_is_read_again(gathering: Gathering, visit: Visit) -> None:
    request = ask(gathering)
    address, mother = page_of(gathering, request), visit("mother")
    teacher = row(gathering, request, "teacher-3")
    read = effect_in(mother.post(address, yes(teacher, ["plan"])))
    assert mother.post(address, yes(teacher, ["plan", "meetings"]) | read).status_code == 200
    assert opened(gathering, "teacher-3") == []


def test_the_same_answer_twice_does_it_once(gathering: Gathering, visit: Visit) -> None:
    request = ask(gathering)
    address, mother = page_of(gathering, request), visit("mother")
    sent = yes(row(gathering, request, "teacher-3"))
    read = effect_in(mother.post(address, sent))
    assert mother.post(address, sent | read).status_code == 303
    again = mother.post(address, sent | read)
    assert again.status_code == 422
    with acting(gathering.account("mother")):
        assert Consent.objects.filter(form="signed_in").count() == 1
    with acting(gathering.account("mother")), pytest.raises(ValidationError, match="allerede"):
        answer(gathering, request, "teacher-3")


def answer(gathering: Gathering, request: ConsentRequest, name: str, **said: Any) -> SharingAnswer:
    """The mother's yes, written without a page."""
    by: Account = said.pop("by", gathering.account("mother"))
    sharing = (
        AskedSharing.objects.filter(request=request, receiver=gathering.account(name))
        .select_related("request__asked_by", "case__person", "receiver__professional__unit")
        .get()
    )
    fields = {
        "accepted": True, "areas": ["plan"], "until": sharing.until,
        "giver": gathering.town.persons["mother"],
    }  # fmt: skip
    return actions.answer_sharing(sharing=sharing, by=by, **fields | said)


def test_a_request_taken_back_is_not_answered(gathering: Gathering, visit: Visit) -> None:
    request = ask(gathering)
    address, mother = page_of(gathering, request), visit("mother")
    sent = yes(row(gathering, request, "teacher-3"))
    read = effect_in(mother.post(address, sent))
    assert visit("social-worker").post(f"{address}back/").status_code == 303
    late = mother.post(address, sent | read)
    assert late.status_code == 422
    assert "Sofie Holm har taget spørgsmålet tilbage" in late.content.decode()
    assert opened(gathering, "teacher-3") == []
    assert "Du bliver spurgt" not in mother.get("/").content.decode()


@pytest.mark.parametrize(
    "said", [{"areas": ["plan", "concern"]}, {"days": 91}], ids=["more areas", "longer"]
)
def test_nobody_says_yes_to_more_than_was_asked(gathering: Gathering, said: dict[str, Any]) -> None:
    request = ask(gathering, areas=["plan"])
    if days := said.get("days", 0):
        said = {"until": timezone.now() + timedelta(days=days)}
    with acting(gathering.account("mother")), pytest.raises(ValidationError):
        answer(gathering, request, "teacher-3", **said)
    sharing = row(gathering, request, "teacher-3")
    wider = {"areas": ["overview", "plan"], "until": sharing.until} | said
    with acting(gathering.account("mother")), pytest.raises(IntegrityError), transaction.atomic():
        SharingAnswer.objects.create(
            case=gathering.case, sharing=sharing, giver=gathering.town.persons["mother"],
            by=gathering.account("mother"), accepted=True, **wider,
        )  # fmt: skip


def test_only_the_mother_answers(gathering: Gathering, visit: Visit) -> None:
    request = ask(gathering)
    address, sharing = page_of(gathering, request), row(gathering, request, "teacher-3")
    for name in ("teacher", "father", "outsider", "school-leader", "admin"):
        for met in (visit(name).get(address), visit(name).post(address, yes(sharing))):
            assert met.status_code == 404, name
    worker = visit("social-worker")
    assert WHY in worker.get(address).content.decode()
    assert worker.post(address, yes(sharing)).status_code == 422
    with acting(gathering.account("social-worker")), pytest.raises(ValidationError):
        answer(gathering, request, "teacher-3", by=gathering.account("social-worker"))
    assert opened(gathering, "teacher-3") == []


def test_a_forged_row_changes_nothing(gathering: Gathering, visit: Visit) -> None:
    first, second = ask(gathering, ["teacher-3"]), ask(gathering, ["school-leader"])
    other = row(gathering, second, "school-leader")
    sent = yes(row(gathering, first, "teacher-3")) | yes(other)
    assert confirm(visit("mother"), page_of(gathering, first), sent).status_code == 303
    assert opened(gathering, "school-leader") == []
    assert visit("mother").get(page_of(gathering, first)[:-38] + f"{other.pk}/").status_code == 404


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
@pytest.mark.parametrize("name", ["teacher", "father", "outsider", "admin"])
def test_the_database_alone_shows_a_request_to_nobody_else(
    gathering: Gathering, name: str, table: type[Model]
) -> None:
    first, second = ask(gathering, ["teacher-3"]), ask(gathering, ["school-leader"])
    with acting(gathering.account("mother")):
        answer(gathering, first, "teacher-3")
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.take_back_request(request=second, by=worker)
        assert table._default_manager.exists()
    with acting(gathering.account(name)):
        assert not table._default_manager.exists()


def test_a_no_and_its_word_is_read_by_whoever_asked(gathering: Gathering) -> None:
    request = ask(gathering)
    with acting(gathering.account("mother")):
        answer(gathering, request, "teacher-3", accepted=False, word="Ikke endnu")
    with acting(gathering.account("social-worker")):
        actions.admit_child(
            case=gathering.case, purpose="Lars selv", by=gathering.account("social-worker")
        )
        assert SharingAnswer.objects.get().word == "Ikke endnu"
    with acting(gathering.account("child")):
        assert ConsentRequest.objects.exists()
        assert not SharingAnswer.objects.exists()
    sharing = row(gathering, request, "school-leader")
    with acting(gathering.account("teacher")), pytest.raises(DatabaseError), transaction.atomic():
        SharingAnswer.objects.create(
            case=gathering.case, sharing=sharing, giver=gathering.town.persons["mother"],
            by=gathering.account("teacher"), accepted=False,
        )  # fmt: skip


def limit_page(gathering: Gathering, basis: Basis, verb: str = "limit") -> str:
    return f"/cases/{gathering.case.pk}/consents/{basis.pk}/{verb}/"


def test_she_limits_people_areas_and_time_in_one_go(gathering: Gathering, visit: Visit) -> None:
    mother, old = visit("mother"), gathering.consent
    overview = mother.get(f"/cases/{gathering.case.pk}/consents/").content.decode()
    assert limit_page(gathering, old) in overview
    until = timezone.localdate() + timedelta(days=20)
    sent = {
        "receivers": [str(gathering.account("teacher").pk)], "areas": ["plan"],
        "until": until.isoformat(),
    }  # fmt: skip
    address = limit_page(gathering, old)
    read = mother.post(address, sent).content.decode()
    assert "Mette Lund kan ikke længere se møderne." in read
    assert confirm(mother, address, sent).status_code == 303
    with acting(gathering.account("mother")):
        assert not Seat.objects.standing().filter(basis=old).exists()
        [seat] = Seat.objects.standing().filter(basis__consent__replaces=old)
        assert (seat.account, seat.areas) == (gathering.account("teacher"), ["overview", "plan"])
        assert seat.ends == end_of_day(until)
    assert visit("pedagogue").get(f"/cases/{gathering.case.pk}/").status_code == 404
    assert mother.post(address, sent).status_code == 404
    with acting(gathering.account("mother")), pytest.raises(ValidationError):
        actions.limit_consent(
            case=gathering.case, basis=seat.basis, receivers=[seat.account], until=seat.ends,
            areas=["plan", "meetings"], by=gathering.account("mother"),
        )  # fmt: skip


@pytest.mark.parametrize("verb", ["limit", "renewal"])
def test_nobody_else_changes_her_consent(gathering: Gathering, visit: Visit, verb: str) -> None:
    address = limit_page(gathering, gathering.consent, verb)
    for name, status in (("teacher", 403), ("social-worker", 403), ("father", 404)):
        assert visit(name).get(address).status_code == status
        assert visit(name).post(address, {}).status_code == status
    assert visit("teacher").get(f"/cases/{gathering.case.pk}/consents/").status_code == 403


def test_one_tap_renews_and_nothing_widens(gathering: Gathering, visit: Visit) -> None:
    worker, mother = gathering.account("social-worker"), gathering.account("mother")
    person = gathering.town.persons["mother"]
    with acting(worker):
        soon = actions.share_by_consent(
            case=gathering.case, receivers=[gathering.account("teacher-3").professional],
            areas=["plan"], purpose=WHY, until=timezone.now() + timedelta(days=20),
            given_by=Person.objects.get(pk=person.pk), form="written", by=worker,
        )  # fmt: skip
    assert "Dit samtykke om Lars" in visit("mother").get("/").content.decode()
    address = limit_page(gathering, soon, "renewal")
    told = visit("mother").get(address).content.decode()
    assert "Thomas Fjord kan blive ved med at se planen til og med" in told
    assert visit("mother").post(address, {}).status_code == 303
    with acting(mother):
        [seat] = Seat.objects.standing().filter(account=gathering.account("teacher-3"))
        assert seat.basis.consent.replaces_id == soon.pk
        assert seat.areas == ["overview", "plan"]
        assert seat.basis.purpose == WHY
    assert visit("mother").post(address, {}).status_code == 404
    assert visit("teacher-3").get(f"/cases/{gathering.case.pk}/").status_code == 200


def test_taking_back_tells_what_has_been_seen(gathering: Gathering, visit: Visit) -> None:
    visit("teacher").get(f"/cases/{gathering.case.pk}/plan/")
    address = f"/cases/{gathering.case.pk}/consents/{gathering.consent.pk}/withdrawal/"
    told = visit("mother").get(address).content.decode()
    assert "Mette Lund har set" in told
    assert "planen" in told.split("Mette Lund har set")[1].split("</li>")[0]
    assert "Det stopper ikke det, kommunen skal efter loven" in told
    assert "Thomas Fjord har set" not in told


@pytest.mark.parametrize("name", ["father", "outsider", "admin"])
def test_the_trace_answers_nobody_outside(gathering: Gathering, visit: Visit, name: str) -> None:
    from tovholder.cases.consents import seen_by

    visit("teacher").get(f"/cases/{gathering.case.pk}/plan/")
    with acting(gathering.account("mother")):
        assert seen_by(gathering.consent)
        law = Basis.objects.filter(consent__isnull=True).first()
        assert law is not None
        assert not seen_by(law)
    with acting(gathering.account(name)):
        assert not seen_by(gathering.consent)


def test_a_closed_case_is_not_answered(gathering: Gathering) -> None:
    request, worker = ask(gathering), gathering.account("social-worker")
    with acting(worker):
        case = Case.objects.get()
        actions.close(case=case, kind="reached", reason="Det går godt", by=worker)
    with acting(gathering.account("mother")), pytest.raises(ValidationError, match="afsluttet"):
        answer(gathering, request, "teacher-3")


@pytest.mark.parametrize("page", ["", "consents/"])
def test_many_requests_and_consents_cost_no_more_questions(
    gathering: Gathering, visit: Visit, page: str
) -> None:
    mother, address = visit("mother"), f"/cases/{gathering.case.pk}/{page}"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert mother.get(address).status_code == 200
        return len(queries)

    def one_more(name: str) -> None:
        request = ask(gathering, [name])
        ask(gathering, [name])
        with acting(gathering.account("mother")):
            answer(gathering, request, name)

    one_more("teacher-3")
    asked()  # the first visit reads what is then remembered
    few = asked()
    for name in ("school-leader", "teacher-2", "outsider"):
        one_more(name)
    assert asked() == few


def test_whoever_looks_in_for_an_emergency_is_told_of_nowhere_on_the_way(
    gathering: Gathering, visit: Visit
) -> None:
    """Asked about the one who opened it, the mother reads the same as if nobody had."""
    request = ask(gathering, names=("outsider",))
    shared = row(gathering, request, "outsider")
    mother, page = visit("mother"), page_of(gathering, request)

    def met() -> tuple[str, str]:
        asked, meant = mother.get(page), mother.post(page, yes(shared))
        keys = r'value="[\w-]{32,}"|nonce="[^"]*"'
        return re.sub(keys, "", asked.content.decode()), re.sub(keys, "", meant.content.decode())

    before = met()
    assert gathering.account("outsider").name in before[0]
    break_in(gathering)
    assert met() == before


def test_where_one_yes_is_enough_the_second_makes_no_other_consent(gathering: Gathering) -> None:
    shared = row(gathering, ask(gathering, names=("teacher-3",)), "teacher-3")
    mother, father = gathering.town.persons["mother"], gathering.town.persons["father"]
    with acting(gathering.account("mother")):
        actions.answer_sharing(
            sharing=shared, giver=mother, accepted=True, by=gathering.account("mother"),
            areas=["plan"], until=shared.until,
        )  # fmt: skip
        refusal = refusal_to_answer(shared, father, [mother, father], gathering.account("father"))
    assert refusal == "En anden, der kan give samtykke, har allerede sagt ja til det her."


def test_whoever_stands_in_for_somebody_stays_when_the_consent_is_renewed(
    gathering: Gathering,
) -> None:
    teacher, mother = gathering.account("teacher"), gathering.account("mother")
    ends = timezone.now() + timedelta(hours=20)
    with acting(teacher):
        seat = Seat.objects.standing().get(case=gathering.case, account=teacher)
        actions.stand_in(
            seat=seat, account=gathering.account("teacher-2"), until=ends, why="Kursus", by=teacher
        )
    with acting(mother):
        actions.limit_consent(
            case=gathering.case, basis=gathering.consent, areas=["plan"], by=mother,
            receivers=[teacher], until=timezone.now() + timedelta(days=60),
        )  # fmt: skip
    substitute = gathering.account("teacher-2")
    with acting(substitute):
        held = Seat.objects.standing().get(case=gathering.case, account=substitute)
        assert held.ends == ends
        assert set(held.areas) == {"overview", "plan"}
        assert held.stand_in.why == "Kursus"


def test_the_mother_of_a_fifteen_year_old_takes_the_teacher_off(gathering: Gathering) -> None:
    """What is left is a health visitor's alone; she takes away, and consents to nothing new."""
    mother, nurse = gathering.account("mother"), gathering.account("health-visitor")
    today = timezone.localdate()
    with acting(gathering.account("social-worker")):
        child = Person.objects.get(pk=gathering.case.person_id)
        child.birth_date = today.replace(year=today.year - 16, day=1)
        child.save()
    with acting(mother):
        case = Case.objects.select_related("person").get(pk=gathering.case.pk)
        basis = Basis.objects.select_related("person").get(pk=gathering.consent.pk)
        new = actions.limit_consent(
            case=case, basis=basis, areas=["plan"], by=mother, receivers=[nurse],
            until=timezone.now() + timedelta(days=60),
        )  # fmt: skip
        assert new.consent.receiver.startswith(nurse.name)

"""Who holds the rope, how it is handed over, and how a cooperation ends."""

import pytest
from django.core.exceptions import ValidationError

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.agenda import handovers_waiting
from tovholder.cases.models import Case, Closure, Handover, Seat
from tovholder.cases.rules import coordinator_of, needs_coordinator, refusal_when_closed
from tovholder.organisation.models import Account, Professional

pytestmark = pytest.mark.django_db


def ask_the_teacher(gathering: Gathering) -> Handover:
    worker = gathering.account("social-worker")
    with acting(worker):
        return actions.ask_to_coordinate(
            case=gathering.case, to=gathering.account("teacher"), by=worker, why="Ser ham dagligt"
        )


def test_who_coordinates_goes_on_until_the_yes(gathering: Gathering, visit: Visit) -> None:
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    page = f"/cases/{gathering.case.pk}/coordinator/"
    sent = {"to": str(teacher.pk), "why": "Ser ham hver dag"}
    assert visit("social-worker").post(page, sent).status_code == 303
    with acting(teacher):
        assert coordinator_of(gathering.case) == worker
        (waiting,) = handovers_waiting(teacher)
    address = f"{page}{waiting.pk}/answer/"
    assert visit("psychologist").get(address).status_code == 403
    assert "Sofie Holm, indtil du siger ja" in visit("teacher").get(address).content.decode()
    assert visit("teacher").post(address, {"answer": "yes", "reason": ""}).status_code == 303
    with acting(teacher):
        assert coordinator_of(gathering.case) == teacher
        assert list(Case.objects.coordinated_by(teacher)) == [gathering.case]
        assert not Case.objects.coordinated_by(worker).exists()
    assert visit("teacher").get(f"/cases/{gathering.case.pk}/consents/new/").status_code == 200


def test_a_no_says_why_and_changes_nothing(gathering: Gathering, visit: Visit) -> None:
    asked = ask_the_teacher(gathering)
    address = f"/cases/{gathering.case.pk}/coordinator/{asked.pk}/answer/"
    teacher = visit("teacher")
    assert teacher.post(address, {"answer": "no", "reason": " "}).status_code == 422
    assert teacher.post(address, {"answer": "no", "reason": "Orlov"}).status_code == 303
    assert teacher.post(address, {"answer": "yes", "reason": ""}).status_code == 404
    people = visit("social-worker").get(f"/cases/{gathering.case.pk}/people/").content.decode()
    assert "Mette Lund kunne ikke: »Orlov«" in people
    with acting(gathering.account("teacher")):
        assert coordinator_of(gathering.case) == gathering.account("social-worker")


def test_whoever_has_no_sign_in_any_more_holds_no_rope(gathering: Gathering, visit: Visit) -> None:
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    Account.objects.filter(pk=worker.pk).update(is_active=False)
    with acting(teacher):
        assert coordinator_of(gathering.case) is None
    listed = visit("teacher").get("/cases/").content.decode()
    assert "der er ingen tovholder endnu" in listed
    Account.objects.filter(pk=worker.pk).update(is_active=True)
    with acting(teacher):
        assert coordinator_of(gathering.case) == worker


def test_asking_another_lets_the_first_go(gathering: Gathering) -> None:
    asked = ask_the_teacher(gathering)
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.ask_to_coordinate(
            case=gathering.case, to=gathering.account("psychologist"), by=worker
        )
        assert [one.to.name for one in Handover.objects.waiting()] == ["Anne Sofie Bruun"]
    with acting(gathering.account("teacher")), pytest.raises(ValidationError):
        actions.answer_handover(handover=asked, accepted=True, by=gathering.account("teacher"))


def test_only_a_professional_with_access_can_be_asked(gathering: Gathering, visit: Visit) -> None:
    worker = gathering.account("social-worker")
    for name in ("outsider", "mother"):
        with acting(worker), pytest.raises(ValidationError):
            actions.ask_to_coordinate(case=gathering.case, to=gathering.account(name), by=worker)
    page = visit("social-worker").get(f"/cases/{gathering.case.pk}/coordinator/").content.decode()
    assert "Mette Lund" in page
    assert "Peter Skov" not in page
    assert visit("teacher").get(f"/cases/{gathering.case.pk}/coordinator/").status_code == 403


def test_without_access_nobody_coordinates_and_the_page_says_so(
    gathering: Gathering, visit: Visit
) -> None:
    asked = ask_the_teacher(gathering)
    teacher = gathering.account("teacher")
    with acting(teacher):
        actions.answer_handover(handover=asked, accepted=True, by=teacher)
    withdrawal = f"/cases/{gathering.case.pk}/consents/{gathering.consent.pk}/withdrawal/"
    assert (
        "Mette Lund er tovholder. Der er ingen" in visit("mother").get(withdrawal).content.decode()
    )
    with acting(gathering.account("social-worker")):
        worker = gathering.account("social-worker")
        mother = gathering.town.persons["mother"]
        actions.share_by_consent(
            case=gathering.case, areas=["plan"], purpose="Taleundervisning", form="written",
            receivers=[Professional.objects.get(account__username="outsider")],
            until=gathering.consent.ends, given_by=mother, by=worker,
        )  # fmt: skip
    assert visit("mother").post(withdrawal, {"reason": ""}).status_code == 303
    with acting(gathering.account("social-worker")):
        assert coordinator_of(gathering.case) is None
        assert needs_coordinator(gathering.case, None)
    page = visit("social-worker").get(f"/cases/{gathering.case.pk}/people/").content.decode()
    assert "2 fagpersoner arbejder med barnet, og der er ingen tovholder endnu." in page


def close(gathering: Gathering, visit: Visit) -> None:
    sent = {"kind": "reached", "reason": "Lars trives"}
    assert (
        visit("social-worker").post(f"/cases/{gathering.case.pk}/closure/", sent).status_code == 303
    )


def test_a_closed_case_says_so_and_takes_nothing_new(gathering: Gathering, visit: Visit) -> None:
    close(gathering, visit)
    worker = gathering.account("social-worker")
    assert (
        "Sagen er afsluttet"
        in visit("teacher").get(f"/cases/{gathering.case.pk}/people/").content.decode()
    )
    with acting(worker):
        assert refusal_when_closed(gathering.case)
        for refused in (
            lambda: actions.ask_to_coordinate(
                case=gathering.case, to=gathering.account("teacher"), by=worker
            ),
            lambda: actions.close(case=gathering.case, kind="other", reason="Igen", by=worker),
            lambda: actions.give_seat(
                case=gathering.case, account=gathering.account("outsider"),
                basis=gathering.consent, role=Seat.Role.PROFESSIONAL, by=worker,
            ),
        ):  # fmt: skip
            with pytest.raises(ValidationError):
                refused()
    consent = f"/cases/{gathering.case.pk}/consents/{gathering.consent.pk}/withdrawal/"
    assert visit("mother").post(consent, {"reason": ""}).status_code == 303


def test_an_access_is_ended_in_a_closed_case_too(gathering: Gathering, visit: Visit) -> None:
    asked = ask_the_teacher(gathering)
    teacher = gathering.account("teacher")
    with acting(teacher):
        actions.answer_handover(handover=asked, accepted=True, by=teacher)
        seat = Seat.objects.get(account=teacher)
    close(gathering, visit)
    address = f"/cases/{gathering.case.pk}/people/{seat.pk}/end/"
    assert "Mette Lund" in visit("social-worker").get(address).content.decode()
    ended = visit("social-worker").post(address, {"reason": "Arbejdet er færdigt"})
    assert ended.status_code == 303
    assert visit("teacher").get(f"/cases/{gathering.case.pk}/people/").status_code == 404


def test_a_closed_case_is_opened_again_and_nothing_is_gone(
    gathering: Gathering, visit: Visit
) -> None:
    close(gathering, visit)
    worker = visit("social-worker")
    address = f"/cases/{gathering.case.pk}/reopening/"
    assert "Lars trives" in worker.get(address).content.decode()
    assert worker.post(address, {"reason": "Det er blevet svært igen"}).status_code == 303
    assert worker.post(address, {"reason": "To gange"}).status_code == 422
    with acting(gathering.account("social-worker")):
        assert Case.objects.open().filter(pk=gathering.case.pk).exists()
        assert Closure.objects.get().reopening.reason == "Det er blevet svært igen"


def test_what_stands_in_the_way_of_closing_is_said(gathering: Gathering, visit: Visit) -> None:
    ask_the_teacher(gathering)
    address = f"/cases/{gathering.case.pk}/closure/"
    worker = visit("social-worker")
    assert "har ikke svaret" in worker.get(address).content.decode()
    assert worker.post(address, {"kind": "reached", "reason": "Nok"}).status_code == 422
    assert visit("mother").get(address).status_code == 403

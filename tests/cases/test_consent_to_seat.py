"""From a yes to a seat, and from a smaller yes to a smaller one: each rule, without a page."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.cases.test_requests import answer, ask
from tests.cases.test_who_consents import let_the_father_decide
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Case, Seat, SeatEnd
from tovholder.catalogue import catalogue
from tovholder.consent.actions import record_basis, record_consent
from tovholder.consent.models import Basis
from tovholder.consent.rules import last_moment
from tovholder.organisation.actions import join
from tovholder.organisation.models import Account, Membership, Professional
from tovholder.people.models import Person, Relation

pytestmark = pytest.mark.django_db

IN_TWO_MONTHS = timedelta(days=60)


def of_the_case(gathering: Gathering) -> Case:
    return Case.objects.select_related("person").get(pk=gathering.case.pk)


def recorded(gathering: Gathering, **said: Any) -> Basis:
    """The mother's yes to a school that has no seat."""
    worker = gathering.account("social-worker")
    fields = {
        "person": gathering.case.person, "given_by": gathering.town.persons["mother"],
        "receiver": "Skolen", "matter": "Planen", "purpose": "Samarbejde", "form": "written",
        "until": timezone.now() + IN_TWO_MONTHS, "by": worker,
    }  # fmt: skip
    with acting(worker), translation.override("en"):
        return record_consent(**fields | said)


def limited(gathering: Gathering, *names: str, by: str = "mother", **said: Any) -> Basis:
    """The mother lets these few read the plan for two months."""
    with acting(gathering.account(by)), translation.override("en"):
        return actions.limit_consent(
            case=of_the_case(gathering),
            basis=Basis.objects.select_related("person").get(pk=gathering.consent.pk),
            receivers=[gathering.account(name) for name in names],
            areas=said.get("areas", ["plan"]),
            until=said.get("until", timezone.now() + IN_TWO_MONTHS),
            by=gathering.account(by),
        )


def sees(gathering: Gathering, name: str) -> list[list[str]]:
    """The areas of each seat somebody holds now."""
    with acting(gathering.account("social-worker")):
        seats = Seat.objects.standing().filter(account=gathering.account(name))
        return sorted(sorted(areas) for areas in seats.values_list("areas", flat=True))


def test_it_rests_on_the_rule_that_was_named(gathering: Gathering) -> None:
    assert recorded(gathering, kind="no-consent").kind == "no-consent"
    assert recorded(gathering).kind == "consent"


def test_who_heard_it_is_named_and_who_signs_in_needs_nobody(gathering: Gathering) -> None:
    assert recorded(gathering).consent.witness == gathering.account("social-worker").name
    assert recorded(gathering, witness=" Anna Holm ").consent.witness == "Anna Holm"
    assert recorded(gathering, form="signed_in", witness="Anna").consent.witness == ""


def test_an_oral_yes_without_its_reason_is_refused_in_words(gathering: Gathering) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        recorded(gathering, form="oral")


def test_nobody_makes_it_longer_by_making_it_smaller(gathering: Gathering) -> None:
    with pytest.raises(ValidationError, match="shorter, not longer"):
        limited(gathering, "teacher", until=timezone.now() + timedelta(days=200))
    assert sees(gathering, "pedagogue") == [["meetings", "overview", "plan"]]


@pytest.mark.parametrize("names", [(), ("teacher", "outsider")])
def test_somebody_is_left_and_nobody_is_added(gathering: Gathering, names: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError, match="Keep at least one"):
        limited(gathering, *names)
    assert sees(gathering, "teacher") == [["meetings", "overview", "plan"]]


@pytest.mark.parametrize("name", ["social-worker", "teacher"])
def test_only_who_gave_it_makes_it_smaller(gathering: Gathering, name: str) -> None:
    with pytest.raises(ValidationError, match="Only the one who gave"):
        limited(gathering, "teacher", by=name)


def test_who_saw_less_than_the_others_sees_no_more_by_it(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.give_seat(
            case=gathering.case, account=gathering.account("teacher-3"), basis=gathering.consent,
            role=Seat.Role.PROFESSIONAL, areas=["overview", "meetings"], by=worker,
        )  # fmt: skip
    limited(gathering, "teacher", "teacher-3", areas=["plan"])
    assert sees(gathering, "teacher") == [["overview", "plan"]]
    assert sees(gathering, "teacher-3") == [["overview"]]


def test_a_substitute_stays_with_whom_they_stand_in_for_and_with_no_other(
    gathering: Gathering,
) -> None:
    teacher = gathering.account("teacher")
    with acting(teacher):
        seat = Seat.objects.standing().get(case=gathering.case, account=teacher)
        actions.stand_in(
            seat=seat, account=gathering.account("teacher-2"), why="Kursus", by=teacher,
            until=timezone.now() + timedelta(hours=20),
        )  # fmt: skip
    limited(gathering, "teacher", "pedagogue")
    assert sees(gathering, "teacher-2") == [["overview", "plan"]]


def test_each_receiver_is_told_by_name_and_profession(gathering: Gathering) -> None:
    told = limited(gathering, "teacher", "pedagogue").consent.receiver
    for name in ("teacher", "pedagogue"):
        colleague = gathering.account(name)
        assert f"{colleague.name}, " in told
        assert colleague.professional.unit.name in told


def test_what_has_another_in_its_place_is_not_changed_again(gathering: Gathering) -> None:
    """Two windows: the other yes came first, and the seats have not followed yet."""
    recorded(gathering, replaces=gathering.consent)
    with pytest.raises(ValidationError, match="changed already"):
        limited(gathering, "teacher")


def test_who_has_lost_custody_renews_nothing(gathering: Gathering) -> None:
    mother = gathering.account("mother")
    let_the_father_decide(gathering)
    with acting(gathering.account("social-worker")):
        theirs = Relation.objects.filter(relative=gathering.town.persons["mother"])
        theirs.filter(person=gathering.case.person_id).update(custody=False)
    with acting(mother), translation.override("en"):
        case, basis = of_the_case(gathering), Basis.objects.get(pk=gathering.consent.pk)
        with pytest.raises(ValidationError, match="Somebody else decides"):
            actions.renew_consent(case=case, basis=basis, by=mother)


def test_a_closed_case_gives_no_seat(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker), translation.override("en"):
        actions.close(case=of_the_case(gathering), kind="reached", reason="Godt", by=worker)
        with pytest.raises(ValidationError, match="closed"):
            actions.give_seat(
                case=of_the_case(gathering), account=gathering.account("teacher-3"),
                basis=gathering.consent, role=Seat.Role.PROFESSIONAL, by=worker,
            )  # fmt: skip
    with pytest.raises(ValidationError, match="closed"):
        limited(gathering, "teacher")


def test_what_is_about_one_person_opens_nothing_about_another(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    other = Basis(person=gathering.town.persons["mother"], kind=gathering.town.work_basis)
    with (
        acting(worker), translation.override("en"),
        pytest.raises(ValidationError, match="another person"),
    ):  # fmt: skip
        actions.give_seat(
            case=gathering.case, account=gathering.account("teacher-3"), basis=other,
            role=Seat.Role.PROFESSIONAL, by=worker,
        )  # fmt: skip


def test_nobody_stands_on_a_rule_that_opens_nothing(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    [told, *_more] = [one.id for one in catalogue().legal_bases.values() if not one.carries_a_seat]
    with (
        acting(worker), translation.override("en"),
        pytest.raises(ValidationError, match="gives nobody access"),
    ):  # fmt: skip
        record_basis(person=gathering.case.person, kind=told, purpose="x", by=worker)


@pytest.mark.parametrize(("days", "by_the_rule"), [(1, False), (300, True)])
def test_it_ends_when_its_rule_does_or_sooner(
    gathering: Gathering, days: int, *, by_the_rule: bool
) -> None:
    worker, ends = gathering.account("social-worker"), timezone.now() + timedelta(days=days)
    with acting(worker):
        basis = record_basis(
            person=gathering.case.person, kind="one-time-exchange", purpose="x", by=worker,
            ends=ends,
        )  # fmt: skip
    assert basis.ends == (last_moment("one-time-exchange") if by_the_rule else ends)


def test_nobody_opens_to_another_what_they_do_not_see(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    with acting(teacher), translation.override("en"):
        written = {"given_by": gathering.town.persons["mother"], "form": "written"}
        for said in (actions.ask_for_consent, partial(actions.share_by_consent, **written)):
            with pytest.raises(ValidationError, match="what you can see yourself"):
                said(
                    case=gathering.case, areas=["concern"], purpose="x", by=teacher,
                    receivers=[gathering.account("teacher-3").professional],
                    until=timezone.now() + IN_TWO_MONTHS,
                )  # fmt: skip
    assert sees(gathering, "teacher-3") == []


def test_a_closed_case_asks_nobody(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.close(case=of_the_case(gathering), kind="reached", reason="Godt", by=worker)
    with pytest.raises(ValidationError, match="afsluttet"):
        ask(gathering)


def test_a_no_says_nothing_of_what_and_for_how_long(gathering: Gathering) -> None:
    request = ask(gathering)
    with acting(gathering.account("mother")):
        said = answer(gathering, request, "teacher-3", accepted=False, areas=(), until=None)
    assert (said.areas, said.until, said.basis) == ([], None, None)


def test_whom_she_says_yes_to_comes_as_a_professional(gathering: Gathering) -> None:
    request = ask(gathering)
    with acting(gathering.account("mother")):
        answer(gathering, request, "teacher-3")
    with acting(gathering.account("social-worker")):
        [seat] = Seat.objects.standing().filter(account=gathering.account("teacher-3"))
        assert (seat.role, seat.given_by) == (Seat.Role.PROFESSIONAL, gathering.account("mother"))


def test_a_yes_says_until_when(gathering: Gathering) -> None:
    request = ask(gathering)
    with acting(gathering.account("mother")), pytest.raises(ValidationError, match="ikke til mere"):
        answer(gathering, request, "teacher-3", until=None)
    assert sees(gathering, "teacher-3") == []


def test_a_no_comes_too_late_when_the_case_is_closed(gathering: Gathering) -> None:
    request, worker = ask(gathering), gathering.account("social-worker")
    with acting(worker):
        actions.close(case=of_the_case(gathering), kind="reached", reason="Godt", by=worker)
    with acting(gathering.account("mother")), pytest.raises(ValidationError, match="afsluttet"):
        answer(gathering, request, "teacher-3", accepted=False)


def test_a_question_is_taken_back_once(gathering: Gathering) -> None:
    request, worker = ask(gathering), gathering.account("social-worker")
    with acting(worker), translation.override("en"):
        actions.take_back_request(request=request, by=worker)
        with pytest.raises(ValidationError, match="taken back already"):
            actions.take_back_request(request=request, by=worker)


def takes_back(gathering: Gathering, worker: Account) -> None:
    actions.take_back_request(request=ask(gathering), by=worker)


def answers(gathering: Gathering, _worker: Account) -> None:
    request = ask(gathering)
    with acting(gathering.account("mother")):
        answer(gathering, request, "teacher-3")


def limits(gathering: Gathering, _worker: Account) -> None:
    limited(gathering, "teacher")


@pytest.mark.parametrize("decides", [takes_back, answers, limits], ids=lambda one: one.__name__)
def test_what_is_decided_about_a_case_is_decided_in_turn(
    gathering: Gathering, decides: Callable[[Gathering, Account], None]
) -> None:
    """It asks for its turn before anything is written, and after what the test itself laid down."""
    with CaptureQueriesContext(connection) as asked, acting(gathering.account("social-worker")):
        decides(gathering, gathering.account("social-worker"))
    turns = [one["sql"] for one in asked if "pg_advisory_xact_lock" in one["sql"]]
    assert any(str(gathering.case.pk) in one for one in turns)


def test_who_ends_a_seat_ends_what_a_substitute_holds_by_it(gathering: Gathering) -> None:
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    with acting(teacher):
        seat = Seat.objects.standing().get(case=gathering.case, account=teacher)
        actions.stand_in(
            seat=seat, account=gathering.account("teacher-2"), why="Kursus", by=teacher,
            until=timezone.now() + timedelta(hours=20),
        )  # fmt: skip
    with acting(worker), translation.override("en"):
        actions.end_seat(seat=seat, by=worker, reason="Ny lærer")
        assert SeatEnd.objects.filter(reason="Ny lærer").count() == 2
        with pytest.raises(ValidationError, match="ended already"):
            actions.end_seat(seat=seat, by=worker)
    assert sees(gathering, "teacher-2") == sees(gathering, "teacher") == []
    assert sees(gathering, "pedagogue") != []


def test_a_seat_ends_though_its_substitute_has_left_already(gathering: Gathering) -> None:
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    with acting(teacher):
        seat = Seat.objects.standing().get(case=gathering.case, account=teacher)
        substitute = actions.stand_in(
            seat=seat, account=gathering.account("teacher-2"), why="Kursus", by=teacher,
            until=timezone.now() + timedelta(hours=20),
        )  # fmt: skip
        actions.end_seat(seat=substitute.seat, by=teacher)
    with acting(worker):
        actions.end_seat(seat=seat, by=worker)
    assert sees(gathering, "teacher") == []


def test_another_case_of_theirs_does_not_let_them_leave_the_rope(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker), translation.override("en"):
        actions.open_for(
            person_id=gathering.town.persons["sister"].pk, holder=worker, by=worker,
            basis_kind=gathering.town.work_basis, purpose="Søsteren",
        )  # fmt: skip
        [seat] = Seat.objects.standing().filter(case=gathering.case, account=worker)
        with pytest.raises(ValidationError, match="hands over"):
            actions.end_seat(seat=seat, by=worker)


def test_who_holds_the_rope_hands_it_over_before_they_leave(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker), translation.override("en"):
        [seat] = Seat.objects.standing().filter(case=gathering.case, account=worker)
        with pytest.raises(ValidationError, match="hands over"):
            actions.end_seat(seat=seat, by=worker)
        second = actions.give_seat(
            case=gathering.case, account=worker, basis=seat.basis, role=Seat.Role.PROFESSIONAL,
            by=worker,
        )  # fmt: skip
        actions.end_seat(seat=second, by=worker)
        with pytest.raises(ValidationError, match="hands over"):
            actions.end_seat(seat=seat, by=worker)
        actions.close(case=of_the_case(gathering), kind="reached", reason="Godt", by=worker)
        actions.end_seat(seat=Seat.objects.select_related("case").get(pk=seat.pk), by=worker)
    assert sees(gathering, "social-worker") == []


def test_a_parent_and_the_child_are_let_in_once(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker), translation.override("en"):
        mother = Person.objects.get(pk=gathering.town.persons["mother"].pk)
        with pytest.raises(ValidationError):
            actions.admit_parent(case=gathering.case, relative=mother, purpose="x", by=worker)
        seat = actions.admit_child(case=of_the_case(gathering), purpose="Lars", by=worker)
        assert (seat.role, seat.account) == (Seat.Role.CHILD, gathering.account("child"))
        with pytest.raises(ValidationError, match="access already"):
            actions.admit_child(case=of_the_case(gathering), purpose="Lars", by=worker)


def given(gathering: Gathering, **said: Any) -> Seat:
    """A seat on the mother's yes, laid down by itself."""
    worker = gathering.account("social-worker")
    with acting(worker):
        return Seat.objects.create(
            case=gathering.case, person_id=gathering.case.person_id, basis=gathering.consent,
            role=Seat.Role.PROFESSIONAL, areas=["overview"], given_by=worker, **said,
        )  # fmt: skip


def test_a_seat_counts_from_its_first_day_to_its_last(gathering: Gathering) -> None:
    over, ahead, now = gathering.account("teacher-3"), gathering.account("outsider"), timezone.now()
    given(gathering, account=over, ends=now + timedelta(seconds=1))
    given(gathering, account=ahead, starts=now + timedelta(days=1))
    sleep(max(0.0, (now + timedelta(seconds=1.1) - timezone.now()).total_seconds()))
    with acting(gathering.account("social-worker")):
        assert Seat.objects.filter(account__in=[over, ahead]).count() == 2
        assert not Seat.objects.standing().filter(account__in=[over, ahead]).exists()


def test_a_mother_who_worked_here_once_is_still_the_mother(gathering: Gathering) -> None:
    mother, before = gathering.account("mother"), sees(gathering, "mother")
    Professional.objects.create(
        account=mother, unit=gathering.account("teacher").professional.unit,
        profession="teacher", works_to=timezone.now() - timedelta(days=100),
    )  # fmt: skip
    assert sees(gathering, "mother") == before != []


def test_a_team_holds_its_seat_for_those_who_sit_in_it_now(gathering: Gathering) -> None:
    sits, sat, never = (gathering.account(one) for one in ("teacher-2", "teacher-3", "outsider"))
    forum = gathering.town.forums["triage-2"]
    for account in (sits, sat):
        join(forum=forum, account=account)
    Membership.objects.filter(forum=forum, account=sat).update(ends=timezone.now())
    seat = given(gathering, forum=forum)
    with acting(gathering.account("social-worker")):
        holders = [one for one in (sits, sat, never) if seat in Seat.objects.held_by(one)]
        assert seat not in Seat.objects.of_professionals()
    assert holders == [sits]


def test_a_team_leaves_a_case_where_nobody_holds_the_rope(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        other = actions.open_for(
            person_id=gathering.town.persons["sister"].pk, holder=worker, by=worker,
            basis_kind=gathering.town.work_basis, purpose="Søsteren",
        )  # fmt: skip
        mine = Seat.objects.standing().get(case=other)
        seat = Seat.objects.create(
            case_id=other, person_id=mine.person_id, basis=mine.basis, areas=["overview"],
            role=Seat.Role.PROFESSIONAL, forum=gathering.town.forums["triage-2"], given_by=worker,
        )  # fmt: skip
        actions.end_seat(seat=seat, by=worker)
        assert list(Seat.objects.standing().filter(case=other)) == [mine]

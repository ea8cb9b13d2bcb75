"""The plan's pages: who may do what, bad input, two tabs, a second click."""

import uuid
from datetime import date
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import Gathering
from tests.plans.agreed import Agreed, agree, in_days, watch
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case
from tovholder.plans import actions as plans
from tovholder.plans.models import Comment, Goal, Observation, Sign, Task, TaskEnd

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(gathering: Gathering) -> Agreed:
    return agree(gathering)


class Visitor:
    """Someone of the cast at the plan."""

    def __init__(self, gathering: Gathering, name: str) -> None:
        self.account = gathering.account(name)
        self.base = f"/cases/{gathering.case.pk}/"
        self.client = Client()
        self.client.force_login(self.account)

    def get(self, place: str = "plan/") -> HttpResponse:
        return self.client.get(self.base + place)

    def post(self, place: str, **answers: object) -> HttpResponse:
        return self.client.post(self.base + place, answers)


@pytest.fixture
def worker(gathering: Gathering) -> Visitor:
    return Visitor(gathering, "social-worker")


@pytest.fixture
def mother(gathering: Gathering) -> Visitor:
    return Visitor(gathering, "mother")


@pytest.fixture
def teacher(gathering: Gathering) -> Visitor:
    return Visitor(gathering, "teacher")


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_everyone_around_the_child_reads_the_plan(
    agreed: Agreed, worker: Visitor, mother: Visitor, teacher: Visitor
) -> None:
    for visitor in (worker, mother, teacher):
        shown = text(visitor.get())
        assert "Lars er med i legen" in shown
        assert "Laver legegrupper" in shown
        assert "Læreren" in shown


def test_who_has_no_seat_sees_no_difference_to_nothing(
    gathering: Gathering, agreed: Agreed
) -> None:
    nowhere = uuid.uuid4()
    for name in ("outsider", "leader", "admin", "father"):
        client = Client()
        client.force_login(gathering.account(name))
        for page in ("plan/", "plan/print/", "plan/history/", f"goals/{agreed.goal.pk}/"):
            hidden = client.get(f"/cases/{gathering.case.pk}/{page}")
            absent = client.get(f"/cases/{nowhere}/{page}")
            assert hidden.status_code == absent.status_code == 404
            assert "Lars" not in text(hidden)


def test_the_family_observes_comments_and_wishes_but_does_not_plan(
    agreed: Agreed, mother: Visitor
) -> None:
    assert mother.get("goals/new/").status_code == 403
    assert mother.post("goals/new/", text="Mit mål").status_code == 403
    assert mother.get(f"signs/{agreed.child_sign.pk}/observations/").status_code == 200
    assert mother.get("wishes/new/").status_code == 200
    assert mother.get("plan/comments/new/").status_code == 200


def test_a_professional_wishes_nothing_of_another(agreed: Agreed, worker: Visitor) -> None:
    assert worker.get("wishes/new/").status_code == 403


def test_a_goal_leads_on_to_its_signs(gathering: Gathering, worker: Visitor) -> None:
    answer = worker.post("goals/new/", text="Lars sover hele natten", need="Ro om aftenen")
    with acting(worker.account):
        goal = Goal.objects.get(text="Lars sover hele natten")
    assert answer.status_code == 303
    assert answer["Location"] == f"{worker.base}goals/{goal.pk}/signs/new/"
    answer = worker.post(
        f"goals/{goal.pk}/signs/new/",
        text="Han vågner af sig selv",
        watchers="Mor",
        about="child",
    )
    assert answer.status_code == 303
    assert "omkring barnet" in text(worker.get())  # the sign about the surroundings is missing


def test_two_tabs_show_both_texts_side_by_side(agreed: Agreed, worker: Visitor) -> None:
    place = f"goals/{agreed.goal.pk}/"
    assert worker.post(place, text="Den første", need="", version=1).status_code == 303
    answer = worker.post(place, text="Den anden", need="", version=1)
    assert answer.status_code == 409
    shown = text(answer)
    assert "Den første" in shown
    assert "Den anden" in shown
    assert 'name="version" value="2"' in shown
    assert worker.post(place, text="Den anden", need="", version=2).status_code == 303
    history = text(worker.get("plan/history/"))
    for said in ("Lars er med i legen", "Den første", "Den anden"):
        assert said in history


def test_observing_is_one_post_with_today_as_its_day(agreed: Agreed, mother: Visitor) -> None:
    answer = mother.post(f"signs/{agreed.child_sign.pk}/observations/", seen="seen")
    assert answer.status_code == 303
    with acting(mother.account):
        (seen,) = Observation.objects.filter(by=mother.account)
    assert (seen.seen, seen.on, seen.note) == ("seen", in_days(0), "")


def test_a_note_and_another_day_can_be_given(agreed: Agreed, teacher: Visitor) -> None:
    place = f"signs/{agreed.child_sign.pk}/observations/"
    answer = teacher.post(place, seen="partly", note="Kun i går 🙂", on=in_days(-1).isoformat())
    assert answer.status_code == 303
    shown = text(teacher.get(place))
    assert "Kun i går 🙂" in shown
    assert "Delvis" in shown


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"seen": "seen", "on": "1890-01-01"}, "mere end et år siden"),
        ({"seen": "seen", "on": "2190-01-01"}, "ikke kommet endnu"),
        ({"seen": "seen", "on": "2026-02-31"}, "findes ikke i kalenderen"),
        ({"seen": "purple"}, "purple"),
        ({}, "Vælg set, delvis eller ikke set"),
        ({"seen": "seen", "note": "ord " * 300}, "tegn længere"),
    ],
)
def test_bad_observations_are_told_and_keep_what_was_typed(
    agreed: Agreed, teacher: Visitor, answers: dict[str, str], words: str
) -> None:
    answer = teacher.post(f"signs/{agreed.child_sign.pk}/observations/", **answers)
    assert answer.status_code == 422
    assert words in text(answer)
    if note := answers.get("note"):
        assert note.strip() in text(answer)
    with acting(teacher.account):
        assert not Observation.objects.exists()


def test_too_long_a_goal_is_told_and_kept_in_the_form(
    gathering: Gathering, worker: Visitor
) -> None:
    long = "Lars " * 100
    answer = worker.post("goals/new/", text=long)
    assert answer.status_code == 422
    assert "tegn længere" in text(answer)
    assert long.strip() in text(answer)
    assert "maxlength" not in text(answer)  # it would cut what is pasted, without a word


def test_control_characters_disappear_and_emoji_stay(gathering: Gathering, worker: Visitor) -> None:
    assert worker.post("goals/new/", text="Lars\x00 smiler\x07 😀").status_code == 303
    with acting(worker.account):
        assert Goal.objects.filter(text="Lars smiler 😀").exists()


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(1890, 1, 1), "allerede gået"),
        (date(2190, 1, 1), "mere end to år"),
        ("i morgen", "findes ikke i kalenderen"),
        ("", "Vælg en dag"),
    ],
)
def test_promises_need_a_day_ahead(
    gathering: Gathering, worker: Visitor, due: object, words: str
) -> None:
    owner = f"account:{worker.account.pk}"
    answer = worker.post("tasks/new/", text="Ringer til mor", owner=owner, due=due)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Ringer til mor" in text(answer)


def test_an_owner_from_outside_is_refused(gathering: Gathering, worker: Visitor) -> None:
    outsider = gathering.account("outsider")
    due = in_days(3).isoformat()
    for owner in (f"account:{outsider.pk}", "account:0", "person:x", "x"):
        answer = worker.post("tasks/new/", text="Ringer", owner=owner, due=due)
        assert answer.status_code == 422
    assert worker.post("tasks/new/", text="Ringer", owner="other", due=due).status_code == 422
    answer = worker.post("tasks/new/", text="Ringer", owner="other", owner_name="Mormor", due=due)
    assert answer.status_code == 303


def test_ids_of_another_case_are_not_found(gathering: Gathering, worker: Visitor) -> None:
    mine = worker.account
    with acting(mine):
        other_id = cases.open_for(
            person_id=gathering.town.persons["mother"].pk,
            holder=mine,
            basis_kind=gathering.town.work_basis,
            purpose="En anden sag",
            by=mine,
        )
        other = plans.add_goal(case=Case.objects.get(pk=other_id), text="Fremmed", by=mine)
        sign = plans.add_sign(goal=other, text="Fremmed", by=mine)
    for place in (
        f"goals/{other.pk}/",
        f"goals/{other.pk}/signs/new/",
        f"goals/{uuid.uuid4()}/",
        f"signs/{sign.pk}/observations/",
        f"tasks/{uuid.uuid4()}/end/",
    ):
        assert worker.get(place).status_code == 404
        assert worker.post(place, text="x", seen="seen", version=1).status_code == 404


def test_a_second_click_does_nothing_twice(agreed: Agreed, teacher: Visitor) -> None:
    place = f"signs/{agreed.child_sign.pk}/observations/"
    once = str(uuid.uuid4())
    first, second = (teacher.post(place, seen="seen", once=once) for _ in range(2))
    assert first["Location"] == second["Location"]
    with acting(teacher.account):
        assert Observation.objects.count() == 1


def test_done_is_one_click_for_the_owner_alone(agreed: Agreed, mother: Visitor) -> None:
    place = f"tasks/{agreed.mothers_task.pk}/end/"
    others = f"tasks/{agreed.teachers_task.pk}/end/"
    assert mother.get(others).status_code == 403
    assert mother.post(others, outcome="kept").status_code == 403
    assert mother.post(place, outcome="kept").status_code == 303
    again = mother.post(place, outcome="could_not", because="Alligevel ikke")
    assert again.status_code == 422
    assert "allerede svaret" in text(again)
    with acting(mother.account):
        assert TaskEnd.objects.get(task=agreed.mothers_task).outcome == "kept"


def test_could_not_asks_what_stood_in_the_way(agreed: Agreed, mother: Visitor) -> None:
    place = f"tasks/{agreed.mothers_task.pk}/end/"
    assert mother.post(place, outcome="could_not").status_code == 422
    assert mother.post(place, outcome="could_not", because="Sygdom").status_code == 303
    assert "Sygdom" in text(mother.get())


def test_a_late_promise_is_said_in_a_sentence(
    gathering: Gathering, agreed: Agreed, mother: Visitor
) -> None:
    with acting(gathering.account("social-worker")):
        plans.edit_task(
            task=agreed.mothers_task,
            version=1,
            text=agreed.mothers_task.text,
            due=in_days(-3),
            by=gathering.account("social-worker"),
        )
    assert "for 3 dage siden" not in text(mother.get("plan/print/"))
    assert "3 dage siden" in text(mother.get())


def test_a_wish_is_answered_by_the_one_asked(
    gathering: Gathering, agreed: Agreed, mother: Visitor, teacher: Visitor, worker: Visitor
) -> None:
    key = f"account:{teacher.account.pk}"
    assert mother.post("wishes/new/", of=key, text="Ring om fredagen").status_code == 303
    with acting(mother.account):
        wished = Task.objects.get(wish=True)
    place = f"tasks/{wished.pk}/answer/"
    assert worker.get(place).status_code == 403
    assert teacher.post(place, accepted="yes").status_code == 422
    assert teacher.post(place, accepted="no").status_code == 422
    due = in_days(4).isoformat()
    assert teacher.post(place, accepted="yes", due=due).status_code == 303
    assert "ønsket af familien" in text(mother.get())


def test_the_family_takes_a_wish_back(
    gathering: Gathering, agreed: Agreed, mother: Visitor, teacher: Visitor
) -> None:
    mother.post("wishes/new/", of=f"account:{teacher.account.pk}", text="Ring om fredagen")
    with acting(mother.account):
        wished = Task.objects.get(wish=True)
    place = f"tasks/{wished.pk}/withdrawal/"
    assert "taget tilbage" not in text(teacher.post(place, text="Nej"))
    assert teacher.post(place, text="Nej").status_code == 422
    assert mother.post(place).status_code == 422
    assert mother.post(place, text="Vi taler om det på mødet").status_code == 303
    assert mother.post(place, text="Igen").status_code == 404
    with acting(teacher.account):
        assert not Task.objects.of(gathering.case).wishes().exists()


def test_comments_are_written_by_both_sides(
    agreed: Agreed, mother: Visitor, teacher: Visitor
) -> None:
    assert mother.post(f"goals/{agreed.goal.pk}/comments/new/", text="Det hjælper").status_code
    assert teacher.post(f"tasks/{agreed.teachers_task.pk}/comments/new/", text="I gang")
    with acting(teacher.account):
        assert Comment.objects.count() == 2
    shown = text(teacher.get())
    assert "Det hjælper" in shown
    assert "I gang" in shown


def test_signs_over_time_are_drawn_told_and_tabled(
    gathering: Gathering, agreed: Agreed, teacher: Visitor
) -> None:
    watch(gathering, agreed.child_sign, "not_seen", "not_seen", "partly", "seen", "seen", "seen")
    shown = text(teacher.get(f"signs/{agreed.child_sign.pk}/observations/"))
    assert "<svg" in shown
    assert "Set 3 af de sidste 3 gange og 0 af de første 3." in shown
    assert shown.count("<tr>") == 7


def test_a_reached_goal_stays_readable(agreed: Agreed, worker: Visitor) -> None:
    place = f"goals/{agreed.goal.pk}/end/"
    assert worker.post(place, outcome="let_go").status_code == 422
    answer = worker.post(place, outcome="reached", text="Han leger hver dag")
    assert answer.status_code == 303
    shown = text(worker.get())
    assert "Nået" in shown
    assert "Han leger hver dag" in shown
    assert worker.post(f"goals/{agreed.goal.pk}/", text="Nyt", version=1).status_code == 422


def test_when_every_goal_is_reached_the_page_asks_whether_it_can_end(
    agreed: Agreed, worker: Visitor, mother: Visitor
) -> None:
    assert "Alle mål er nået" not in text(worker.get())
    worker.post(f"goals/{agreed.goal.pk}/end/", outcome="reached")
    assert "Alle mål er nået" in text(mother.get())
    assert "Afslut samarbejdet" not in text(mother.get())
    assert "Afslut samarbejdet" in text(worker.get())


@pytest.mark.parametrize(
    "typed",
    [
        "\x00",
        "\u202edlrow olleh",
        "👩‍👩‍👧‍👦" * 20,
        "'; DROP TABLE plans_goal; --",
        "<script>alert(1)</script>",
        "{{ 7 }}{% now %}",
        "a" * 100_000,
        "\ud83d",
        "\u200b",
    ],
)
def test_nothing_typed_breaks_the_page(gathering: Gathering, worker: Visitor, typed: str) -> None:
    answer = worker.client.post(
        f"{worker.base}goals/new/",
        f"text={quote(typed, errors='surrogatepass')}",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in {303, 422}
    shown = text(worker.get())
    assert "<script>alert" not in shown


@pytest.mark.parametrize("version", ["0", "-1", "x", "", str(2**31), "9" * 40])
def test_a_forged_version_is_refused(agreed: Agreed, worker: Visitor, version: str) -> None:
    answer = worker.post(f"goals/{agreed.goal.pk}/", text="Nyt", version=version)
    assert answer.status_code == 422
    assert "Nyt" in text(answer)


def test_the_paper_tells_who_what_when_and_the_coordinator(
    agreed: Agreed, mother: Visitor, worker: Visitor
) -> None:
    shown = text(mother.get("plan/print/"))
    for words in ("Lars er med i legen", "Laver legegrupper", worker.account.name, "Hvem"):
        assert words in shown
    assert "En ven" not in shown  # the unmet need is for the professionals' page


def test_a_sign_that_is_dropped_says_why(agreed: Agreed, worker: Visitor) -> None:
    place = f"signs/{agreed.child_sign.pk}/end/"
    assert worker.post(place).status_code == 422
    assert worker.post(place, text="Det sker hele tiden").status_code == 303
    with acting(worker.account):
        assert not Sign.objects.of(agreed.goal.case).watched().filter(pk=agreed.child_sign.pk)


def test_after_the_cooperation_the_plan_is_read_and_not_changed(
    gathering: Gathering, agreed: Agreed, worker: Visitor, mother: Visitor
) -> None:
    with acting(worker.account):
        cases.close(case=gathering.case, kind="reached", reason="Lars trives", by=worker.account)
    shown = text(worker.get())
    assert "planen hviler" in shown
    assert "goals/new/" not in shown
    assert "<form" not in text(mother.get()).partition("<main")[2].partition("</main>")[0]
    for visitor, place, answers in (
        (worker, "goals/new/", {"text": "Endnu et mål"}),
        (mother, f"signs/{agreed.child_sign.pk}/observations/", {"seen": "seen"}),
        (mother, "plan/comments/new/", {"text": "Tak"}),
    ):
        assert visitor.post(place, **answers).status_code == 403, place
    answer = mother.post(f"tasks/{agreed.mothers_task.pk}/end/", outcome="kept")
    assert answer.status_code == 422
    assert "planen hviler" in text(answer)

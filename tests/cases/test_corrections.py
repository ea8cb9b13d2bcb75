"""The family says that something is wrong, and is answered by whoever coordinates."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Correction, CorrectionAnswer
from tovholder.consent.answering import due_from
from tovholder.ui.dates import day_text

pytestmark = pytest.mark.django_db
SAID = {"place": "Planen, mål to", "wrong": "Han går i 5.A", "right": "Han går i 5.B"}
ANSWER = {"outcome": "mended", "words": "Det har du ret i. Nu står der 5.B."}


def page_of(gathering: Gathering) -> str:
    return f"/cases/{gathering.case.pk}/corrections/"


def say(gathering: Gathering, name: str = "mother", **said: str) -> Correction:
    account = gathering.account(name)
    with acting(account):
        return actions.ask_to_correct(case=gathering.case, by=account, **(SAID | said))


def test_the_mother_says_it_and_reads_the_answer(gathering: Gathering, visit: Visit) -> None:
    mother, worker, page = visit("mother"), visit("social-worker"), page_of(gathering)
    assert page in mother.get(f"/cases/{gathering.case.pk}/").content.decode()
    assert mother.post(page, SAID).status_code == 303
    mother.post(page, SAID)
    with acting(gathering.account("mother")):
        one = Correction.objects.get()  # said twice is said once
    assert one.due == due_from(timezone.localdate())
    day = worker.get("/").content.decode()
    answer = f"{page}{one.pk}/answer/"
    assert answer in day
    assert day_text(one.due) in day
    assert SAID["wrong"] in worker.get(answer).content.decode()
    assert worker.post(answer, ANSWER).status_code == 303
    assert answer not in worker.get("/").content.decode()
    told = mother.get(page).content.decode()
    assert ANSWER["words"] in told
    late = worker.post(answer, ANSWER | {"words": "Min egen lange tekst"})
    assert late.status_code == 422  # answered is answered, and nothing is lost
    assert "Det er der svaret på" in late.content.decode() or "allerede" in late.content.decode()
    assert "Min egen lange tekst" in late.content.decode()
    assert worker.get(answer).status_code == 303


def test_what_was_typed_survives_a_fault(gathering: Gathering, visit: Visit) -> None:
    refused = visit("mother").post(page_of(gathering), SAID | {"place": ""})
    assert refused.status_code == 422
    assert SAID["wrong"] in refused.content.decode()


@pytest.mark.parametrize("name", ["social-worker", "teacher", "psychologist"])
def test_those_at_work_read_it_and_say_nothing_is_wrong_themselves(
    gathering: Gathering, visit: Visit, name: str
) -> None:
    say(gathering)
    client = visit(name)
    assert SAID["wrong"] in client.get(page_of(gathering)).content.decode()
    assert client.post(page_of(gathering), SAID).status_code == 403
    account = gathering.account(name)
    with acting(account), pytest.raises(DatabaseError), transaction.atomic():
        actions.ask_to_correct(case=gathering.case, by=account, **SAID)


@pytest.mark.parametrize("name", ["teacher", "mother"])
def test_only_whoever_coordinates_answers(gathering: Gathering, visit: Visit, name: str) -> None:
    one = say(gathering)
    assert visit(name).post(f"{page_of(gathering)}{one.pk}/answer/", ANSWER).status_code == 403
    assert str(one.pk) not in visit(name).get("/").content.decode()


def test_nobody_answers_what_they_said_themselves(gathering: Gathering) -> None:
    one, mother = say(gathering), gathering.account("mother")
    with acting(mother), pytest.raises(DatabaseError), transaction.atomic():
        actions.answer_correction(correction=one, outcome="mended", words="Ja.", by=mother)


def test_others_in_the_family_do_not_read_it(gathering: Gathering, visit: Visit) -> None:
    """The child has a seat of its own, and reads nothing of what its mother said."""
    say(gathering)
    child, worker = gathering.account("child"), gathering.account("social-worker")
    with acting(worker):
        actions.admit_child(case=gathering.case, purpose="Lars selv", by=worker)
    with acting(child):
        assert not Correction.objects.exists()
        assert not CorrectionAnswer.objects.exists()
    assert SAID["wrong"] not in visit("child").get(page_of(gathering)).content.decode()
    assert visit("father").get(page_of(gathering)).status_code == 404


def test_no_word_of_it_is_changed_afterwards(gathering: Gathering) -> None:
    one, mother = say(gathering), gathering.account("mother")
    with acting(mother), pytest.raises(DatabaseError), transaction.atomic():
        Correction.objects.filter(pk=one.pk).update(wrong="Andet")


def test_the_page_asks_as_often_for_three_as_for_one(gathering: Gathering, visit: Visit) -> None:
    worker, counted = visit("social-worker"), []
    worker.get(page_of(gathering))
    for number in range(3):
        say(gathering, wrong=f"Forkert {number}")
        with CaptureQueriesContext(connection) as queries:
            worker.get(page_of(gathering))
        counted.append(len(queries))
    assert len(set(counted)) == 1

"""Two people at the same case in the same moment: one goes after the other, and nothing breaks."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from django.db import connection

from tests.cast import gather
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import HandoverAnswer
from tovholder.cases.rules import coordinator_of
from tovholder.demo.actions import settle


def test_asking_another_while_the_first_answers_waits_for_the_answer(own_database: str) -> None:
    gathering = gather(settle())
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    with acting(worker):
        asked = actions.ask_to_coordinate(case=gathering.case, to=teacher, by=worker)
    answered = Event()

    def ask_another() -> None:
        try:
            with acting(worker):
                answered.wait()
                psychologist = gathering.account("psychologist")
                actions.ask_to_coordinate(case=gathering.case, to=psychologist, by=worker)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with acting(teacher):
            actions.answer_handover(handover=asked, accepted=True, by=teacher)
            told = other.submit(ask_another)
            answered.set()
            time.sleep(0.5)  # the other has come to the case by now, and waits
        told.result()
    with acting(teacher):
        assert coordinator_of(gathering.case) == teacher
        assert HandoverAnswer.objects.get(handover=asked).accepted

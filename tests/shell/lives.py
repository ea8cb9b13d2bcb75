"""Cases with life in them, for the pages that show everything."""

from datetime import timedelta

from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases.models import Case
from tovholder.meetings.actions.calling import Chair, call
from tovholder.meetings.models import Meeting, Side
from tovholder.plans import actions as plans


def live(gathering: Gathering, *, times: int = 1) -> None:
    """Give the case as many goals, signs, promises, wishes and meetings as asked."""
    for number in range(times):
        plan(gathering, number)
        meet(gathering, number)


def plan(gathering: Gathering, number: int) -> None:
    """One goal with a sign seen twice, a promise of the teacher and a wish of the mother."""
    case, worker = gathering.case, gathering.account("social-worker")
    teacher, mother = gathering.account("teacher"), gathering.account("mother")
    today = timezone.localdate()
    with acting(worker):
        goal = plans.add_goal(case=case, text=f"Lars er med i legen {number}", by=worker)
        sign = plans.add_sign(goal=goal, text=f"Han leger med to andre {number}", by=worker)
        plans.promise(
            case=case,
            text=f"Ringe hjem på fredag {number}",
            owner=teacher,
            goal=goal,
            due=today - timedelta(days=2 - number),
            by=worker,
        )
    with acting(teacher):
        plans.observe(sign=sign, seen="partly", on=today - timedelta(days=20), by=teacher)
        plans.observe(sign=sign, seen="seen", on=today - timedelta(days=9), by=teacher)
    with acting(mother):
        plans.wish(case=case, text=f"Sig det til mig først {number}", of=teacher, by=mother)


def meet(gathering: Gathering, number: int) -> Meeting:
    """A meeting next week with the teacher and the mother."""
    worker = gathering.account("social-worker")
    starts = timezone.now() + timedelta(days=7 + number)
    with acting(worker):
        return call(
            case=Case.objects.get(pk=gathering.case.pk),
            method="five-steps@1",
            purpose="Vi lægger én plan sammen",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            place="Åskolen, lokale 12",
            by=worker,
            chairs=[
                Chair("Mette Lund", Side.PROFESSIONAL, account=gathering.account("teacher")),
                Chair("Mor", Side.FAMILY, account=gathering.account("mother")),
            ],
        )

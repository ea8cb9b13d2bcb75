"""A case that ended long ago: kept for five years, and now for the officers to decide on."""

from datetime import date

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case
from tovholder.people import actions as people
from tovholder.plans import actions as plans

from .town import Town

WORKER = "social-worker-2"
BORN = date(2006, 3, 14)
CLOSED_DAYS_AGO = 1890
"""Before the story begins: with its eight months, a little more than five years."""


def a_case_is_closed(town: Town) -> None:
    """Vilja has grown up since; nobody has opened her case again."""
    worker = town.accounts[WORKER]
    with acting(worker):
        person = people.register(
            given_name="Vilja", family_name="Eksempelsen", birth_date=BORN, by=worker
        )
        opened = cases.open_for(
            person_id=person.pk, holder=worker, by=worker, basis_kind=town.work_basis,
            purpose="En rolig overgang til efterskolen",
        )  # fmt: skip
        case = Case.objects.get(pk=opened)
        goal = plans.add_goal(case=case, text="Bor trygt på efterskolen", by=worker)
        plans.add_sign(goal=goal, text="Ringer hjem, når noget er svært", by=worker)
        cases.close(
            case=case, kind="reached", reason="Hun trives, og skolen tager over.", by=worker
        )

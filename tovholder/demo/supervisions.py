"""A leader has the work of her unit looked at: once with what was found, once still going on."""

from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Supervision

from .town import Town

FIRST = "Om aftaler med familier bliver holdt, og om nogen får besked, når de ikke gør"
FOUND = (
    "Aftalerne bliver holdt. Der står sjældent, hvem der gav familien besked, når noget blev "
    "flyttet. Det taler vi om på næste personalemøde."
)
NOW = "Om børnene selv er blevet spurgt, før der blev lavet en plan"


def one_has_ended(town: Town) -> None:
    """The leader of the family department lets the school leader look at two cases."""
    looks = town.accounts["school-leader"]
    made = _set_up(town, FIRST)
    with acting(looks):
        cases.tell_result(supervision=made, words=FOUND, by=looks)


def one_goes_on(town: Town) -> None:
    """Two cases are drawn; nobody has said yet what was found."""
    _set_up(town, NOW)


def _set_up(town: Town, purpose: str) -> Supervision:
    leader = town.accounts["leader"]
    with acting(leader):
        return cases.supervise(
            supervisor=town.accounts["school-leader"], purpose=purpose, count=2,
            until=timezone.localdate() + timedelta(days=14), by=leader,
        )  # fmt: skip

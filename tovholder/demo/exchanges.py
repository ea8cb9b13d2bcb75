"""Laura's social worker asks to talk with those who see her at school, without a yes (S-44)."""

from tovholder.audit.context import acting
from tovholder.cases import actions as cases

from .days import by_the_next_day_at_work
from .repertoire import case_of
from .town import Town

LAURA = ("Laura", "Friis")
OTHERS = ("health-visitor", "pedagogue-2")
WHY_NOT = {
    "anonymous": "Alle på skolen ved, hvem det er, så snart jeg siger det om lejligheden.",
    "with_parents": "Hendes far kom ikke de to gange, vi havde aftalt. Mor er indlagt.",
    "consent": "Jeg har ringet og skrevet til dem begge. Ingen har svaret i to uger.",
}
NECESSARY = "Laura sover hos en veninde, og ingen af os ved, hvem der ser hende om morgenen."


def one_is_planned(town: Town) -> None:
    """They meet on the next day at work; until then it can be called off."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        cases.talk_once(
            case=case_of(*LAURA), meets_on=by_the_next_day_at_work(), why_not=WHY_NOT,
            others=[town.accounts[name].professional for name in OTHERS], necessary=NECESSARY,
            by=worker,
        )  # fmt: skip

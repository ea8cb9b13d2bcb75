"""Concerns for tests: written by the cast, with words that could leak."""

import re
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.concerns import actions
from tovholder.concerns.actions.deciding import FirstQuestion, Words
from tovholder.concerns.instrument import CONCERN
from tovholder.concerns.models import Concern, Ground
from tovholder.demo.town import Town
from tovholder.people.actions import find_pupils

# The child's name and class stand in the middle of what is told, as they do in life.
NAME, GROUP = "Zebrine Quist", "7.Q"
SECRETS = re.compile(r"zebrine|quist|zebbe|\b7\W?q\b", re.IGNORECASE)
ANSWERS: dict[str, Any] = {
    "name": NAME,
    "group": GROUP,
    "seen": "Zebrine sidder alene i frikvarteret. I 7q siger de, at ZEBRINES taske er tom.",
    "meaning": "Jeg tror, at Zebrine Quist er ked af det. Zebbe, som de kalder hende.",
    "tried": "Jeg har flyttet hende hen til døren i 7.Q.",
    "child": "Zebrine siger, at hun har ondt i maven.",
    "parents": "Hr. Quist siger, at det går godt.",
    "worry": "yellow",
}


def write(town: Town, author: str = "teacher", **answers: Any) -> Concern:
    """A concern sent by one of the cast, with some answers changed."""
    account = town.accounts[author]
    with acting(account):
        return actions.send(
            draft_id=uuid.uuid4(), instrument=CONCERN, answers={**ANSWERS, **answers}, by=account
        )


def agree(town: Town, concern: Concern) -> Ground:
    """The leader records that the parents agreed."""
    leader = town.accounts["school-leader"]
    with acting(leader):
        return actions.agree(
            concern=concern, on=timezone.localdate(), how="Ved et møde på skolen", by=leader
        )


def hide(town: Town, concern: Concern, *also: str) -> Ground:
    """The leader lets the team read it anonymously."""
    leader = town.accounts["school-leader"]
    with acting(leader):
        return actions.discuss_anonymously(concern=concern, also=also, by=leader)


def match_lars(town: Town, concern: Concern) -> None:
    """The leader finds the child among the pupils."""
    leader = town.accounts["school-leader"]
    with acting(leader):
        given = town.persons["child"].given_name
        [pupil, *_others] = find_pupils(concern.forum.unit, given, by=leader)
        actions.match(concern=concern, pupil=pupil, by=leader)


def try_locally(
    town: Town, concern: Concern, *, after: int = 0, days: int = 14, by: str = "school-leader"
) -> None:
    """The team decides on a local effort."""
    leader = town.accounts[by]
    with acting(leader):
        actions.decide_locally(
            concern=concern,
            first=FirstQuestion(one_person=True, reason="Klasselæreren kan selv"),
            effort="En fast makker i frikvarteret",
            responsible="Klasselæreren",
            look_again_on=timezone.localdate() + timedelta(days=days),
            answer=Words("Tak, vi prøver en makker.", "Find en makker inden fredag."),
            after=after,
            by=leader,
        )

"""The municipality's structure: a second level, an authority level, and one that holds nothing."""

import uuid

from tovholder.audit.context import acting
from tovholder.concerns import actions as concerns
from tovholder.concerns.actions.deciding import Words
from tovholder.concerns.models import Concern
from tovholder.organisation import actions as organisation

from .town import Town

# Key, kind, name, unit, weekday, and who sits there: the first one leads.
FORA = (
    ("second", "cross-professional-team", "Skoleteamet, Åskolen", "aaskolen", 3,
     ("health-visitor", "school-leader", "psychologist", "social-worker", "therapist")),
    ("authority", "tvaers-authority", "TVÆRS Myndighed", "family", 2,
     ("social-worker-2", "psychologist", "school-leader-2")),
    ("district", "tvaers-district", "TVÆRS Distrikt Øst", "east", 0,
     ("school-leader", "school-leader-2", "leader")),
)  # fmt: skip


def teams_are_set_up(town: Town) -> None:
    """The administrator adds the teams and says who sits there."""
    admin = town.accounts["admin"]
    with acting(admin):
        for key, kind, name, unit, weekday, members in FORA:
            forum = organisation.add_forum(
                kind=kind, name=name, unit=town.units[unit], weekday=weekday, by=admin
            )
            for member in members:
                account = town.accounts[member]
                organisation.join(
                    forum=forum, account=account, chair=member == members[0], by=admin
                )
            town.forums[key] = forum


def a_concern_goes_on(town: Town) -> None:
    """One that needs more professions than TRIO has, and is read without a name."""
    author, leader = town.accounts["teacher-2"], town.accounts["school-leader"]
    answers = {
        "name": "Malou Vang", "group": "2.A", "worry": "yellow",
        "seen": "Malou siger 't' for 'k' og bliver rød i hovedet, når de andre retter hende. Hun"
                " rækker ikke hånden op mere.",
        "meaning": "Jeg tror, at hun er begyndt at spare på ordene.",
        "tried": "Vi læser i en lille gruppe to gange om ugen.",
        "child": "Hun vil gerne kunne fortælle uden at blive afbrudt.", "parents": "",
    }  # fmt: skip
    with acting(author):
        sent = concerns.send(
            draft_id=uuid.uuid4(), instrument="concern@1", answers=answers, by=author
        )
    with acting(leader):
        concern = Concern.objects.get(pk=sent.pk)
        concerns.discuss_anonymously(concern=concern, also=(), by=leader)
        concerns.refer(
            concern=concern, to=town.forums["second"], parents_know=False,
            reason="Ingen af os tre ved nok om sprog. Det gør de i skoleteamet.",
            answer=Words("Skoleteamet ser på det på torsdag.", "Bliv ved med den lille gruppe."),
            after=0, by=leader,
        )  # fmt: skip

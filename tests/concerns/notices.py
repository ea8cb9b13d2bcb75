"""Notifications for tests: a reception, and one the teacher signs, with words that could leak."""

import uuid
from typing import Any

from tovholder.audit.context import acting
from tovholder.concerns import actions
from tovholder.concerns.models import Notification
from tovholder.demo.town import Town
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Forum

ANSWERS: dict[str, Any] = {
    "danger": "not-now",
    "name": "Zebrine Quist",
    "born": "2016-03-02",
    "group": "7.Q, Åskolen",
    "seen": "Et blåt mærke på Zebrines arm. ”Far blev vred”, sagde hun.",
    "meaning": "Jeg er bange for, at hun bliver slået.",
    "done": "Jeg har talt med hende mandag og tirsdag.",
    "child": "”Sig det ikke til far.”",
    "parents": "Ikke noget: det kan sætte hende i fare.",
}


def open_reception(town: Town, *members: str) -> Forum:
    """A reception at the family department, with the social worker unless others are named."""
    forum = organisation.add_forum(
        kind="reception", name="Modtagelsen", unit=town.units["family"], weekday=0
    )
    for name in members or ("social-worker",):
        organisation.join(forum=forum, account=town.accounts[name])
    town.forums["reception"] = forum
    return forum


def sign(town: Town, signer: str = "teacher", **answers: Any) -> Notification:
    """A notification signed by one of the cast, with some answers changed."""
    account = town.accounts[signer]
    with acting(account):
        return actions.notify(
            draft_id=uuid.uuid4(),
            instrument="notification@1",
            answers={**ANSWERS, **answers},
            by=account,
        )


def assess(town: Town, notification: Notification, **said: Any) -> None:
    """The social worker assesses it."""
    worker = town.accounts["social-worker"]
    told = {"outcome": "examination", "reason": "Vi taler med barnet i morgen."} | said
    with acting(worker):
        fresh = Notification.objects.told().get(pk=notification.pk)
        actions.assess(
            notification=fresh,
            after=fresh.supplements.count(),
            number=len(fresh.assessments.all()),
            by=worker,
            **told,
        )


def send_receipt(town: Town, notification: Notification) -> None:
    """The social worker sends the receipt."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        actions.send_receipt(notification=notification, by=worker)

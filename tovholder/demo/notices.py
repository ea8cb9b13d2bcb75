"""Notifications of concern: one that was received and answered, and one that waits since today."""

import uuid

from tovholder.audit.context import acting
from tovholder.concerns import actions as concerns
from tovholder.concerns.models import Notification
from tovholder.organisation import actions as organisation

from .town import Town

MEMBERS = ("social-worker", "social-worker-2")
ANSWERED = {
    "danger": "not-now",
    "name": "Noah Vestby",
    "born": "2017-05-14",
    "group": "2.B, Åskolen",
    "seen": "Noah er kommet uden mad fire dage på to uger. I dag sagde han: ”Jeg har selv været"
    " hjemme siden i lørdags.”",
    "meaning": "Jeg tror, at han er alene om aftenen.",
    "child": "”Mor kommer nok i morgen.”",
    "done": "Jeg har givet ham mad og talt med ham to gange.",
    "parents": "Jeg har ringet til mor tre gange og lagt besked om, at jeg underretter.",
}
WAITS = {
    "danger": "not-now",
    "name": "Emma Lindgaard",
    "born": "2016-09-30",
    "group": "3.A, Åskolen",
    "seen": "I badet efter idræt så jeg tre runde mærker på Emmas overarm. Hun trak hurtigt blusen"
    " på.",
    "meaning": "Mærkerne ligner fingre. Jeg ved det ikke.",
    "child": "”Det er ikke noget.”",
    "done": "Jeg har skrevet ned, hvad jeg så, med klokkeslæt.",
    "parents": "Intet. Jeg ved ikke, om det kan skade hende.",
}


def a_reception_is_set_up(town: Town) -> None:
    """The administrator says who receives what is notified."""
    admin = town.accounts["admin"]
    with acting(admin):
        reception = organisation.add_forum(
            kind="reception", name="Modtagelsen", unit=town.units["family"], weekday=0, by=admin
        )
        for name in MEMBERS:
            organisation.join(
                forum=reception, account=town.accounts[name], chair=name == MEMBERS[0], by=admin
            )
    town.forums["reception"] = reception


def one_is_answered(town: Town) -> None:
    """A teacher signs, the reception assesses, the teacher hears as much as the rule allows."""
    signed, worker = _sign(town, "teacher", ANSWERED), town.accounts["social-worker-2"]
    with acting(worker):
        received = Notification.objects.told().get(pk=signed.pk)
        concerns.assess(
            notification=received, outcome="examination", after=0, number=0, by=worker,
            reason="Vi ser familien i morgen og taler med Noah, før vi taler med mor.",
        )  # fmt: skip
        concerns.send_receipt(notification=received, by=worker)
        concerns.tell_back(notification=received, started=True, by=worker)


def one_waits(town: Town) -> None:
    """A colleague has signed today, and nobody has assessed it yet."""
    _sign(town, "teacher-2", WAITS)


def _sign(town: Town, name: str, answers: dict[str, str]) -> Notification:
    signer = town.accounts[name]
    with acting(signer):
        return concerns.notify(
            draft_id=uuid.uuid4(), instrument="notification@1", answers=answers, by=signer
        )

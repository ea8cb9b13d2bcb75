"""A network agrees on how it works together, and looks at it again four months later (S-53)."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.meetings import actions as meetings
from tovholder.meetings.engine.kinds.sign import content_at
from tovholder.meetings.sitting import sit

from .gathering import Gathered, meet
from .town import Town

METHOD = "collaboration-agreement@1"
PLACE = "Åskolen, lokale 12"

POINTS = {
    "purpose": "Vi mødes, for at børn på Åskolen får hjælp, mens vanskelighederne er små, og for"
               " at deres forældre kun skal fortælle det én gang.",
    "target": "Børn fra 0. til 6. klasse, hvor mindst to af os er i tvivl om det samme. Er et barn"
              " i fare, underretter vi hver især og venter ikke på et møde.",
    "members": "Vi seks sidder her altid. SSP og familiebehandler spørger vi, når temaet er deres."
               " Den, der ikke kan komme, sender en kollega.",
    "family": "Her taler vi om vores arbejde. Er det et bestemt barn, indkalder vi forældrene og"
              " barnet til et netværksmøde i stedet.",
    "expectations": "Vi kommer til tiden og har læst dagsordenen. Vi siger det, vi har set, før"
                    " det, vi tror. Er vi uenige, siger vi det ved bordet og ikke bagefter.",
    "guidelines": "Vi taler, som om forældrene sad her. Vi lover ikke noget på en andens vegne."
                  " Det, vi aftaler, får et navn og en dag.",
    "process": "De to, der leder, laver dagsordenen en uge før. Værten tager imod og holder øje"
               " med tiden. Vi begynder og slutter med en runde.",
    "goals": "Fra nogen er i tvivl, til forældrene har fået et svar, går der højst tre uger.",
    "following": "På hvert fjerde møde tæller vi, hvor mange uger det tog, og siger, hvad der"
                 " hjalp.",
    "evaluation": "Efter fire måneder den første gang, siden en gang om året: Læs punkterne højt,"
                  " og spørg, om vi gør det.",
}  # fmt: skip
SINCE = {
    "goals": "Fra nogen er i tvivl, til forældrene har fået et svar, går der højst to uger.",
    "process": "De to, der leder, laver dagsordenen en uge før. Værten tager imod og holder øje"
               " med tiden. Vi begynder og slutter med en runde. Den, der sagde mindst sidst,"
               " begynder.",
}  # fmt: skip


def the_network_agrees(town: Town) -> None:
    """The first thing the network does is to say how it will work together."""
    held = meet(town, "network", METHOD, "At aftale, hvordan vi arbejder sammen", place=PLACE)
    _agree(held, POINTS, again_in=120)
    held.end(because="Næste gang er et almindeligt møde, hvor vi læser aftalen op.")


def the_network_looks_again(town: Town) -> None:
    """Four months later two points read otherwise."""
    held = meet(town, "network", METHOD, "At se på vores aftale igen", place=PLACE)
    _agree(held, SINCE, again_in=365)
    held.end(because="Vi har en dato til det næste møde.")


def _agree(held: Gathered, points: Mapping[str, str], *, again_in: int) -> None:
    """Each point is said, a day is set, and everyone signs."""
    meeting, by = held.meeting, held.by
    held.move("agreement")
    day = timezone.localdate() + timedelta(days=again_in)
    with acting(by):
        for point, text in points.items():
            stands = sit(meeting).agreement.points.get(point)
            meetings.word_point(
                meeting=meeting, step="agreement", point=point, text=text, by=by,
                version=stands.version if stands else 0,
            )  # fmt: skip
        meetings.set_evaluation(meeting=meeting, step="agreement", day=day, by=by)
    held.move("signing")
    for name, chair in held.chairs.items():
        account = held.account(name)
        with acting(account):
            sitting = sit(meeting)
            content = content_at(sitting, sitting.method.step("signing"))
            meetings.sign(meeting=meeting, step="signing", voice=chair, content=content, by=account)

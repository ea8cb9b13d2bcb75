"""A network agrees on how it works together, and looks at it again half a year later (S-53)."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.gatherings import actions as gatherings
from tovholder.gatherings.hosting import chairs_in, host_after_last
from tovholder.gatherings.models import Invitation, Meeting
from tovholder.meetings import actions as meetings
from tovholder.meetings.engine.kinds.sign import content_at
from tovholder.meetings.sitting import sit
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Account, Forum

from .town import Town

METHOD = "collaboration-agreement@1"
HOUR = timedelta(hours=1)
# Two of different professions lead.
LEADS = ("psychologist", "health-visitor")
MEMBERS = (*LEADS, "teacher", "social-worker", "therapist")

POINTS = {
    "purpose": "Vi mødes, for at børn på Åskolen får hjælp, mens vanskelighederne er små, og for"
               " at deres forældre kun skal fortælle det én gang.",
    "target": "Børn fra 0. til 6. klasse, hvor mindst to af os er i tvivl om det samme. Er et barn"
              " i fare, underretter vi hver især og venter ikke på et møde.",
    "members": "Vi fem sidder her altid. SSP og familiebehandler spørger vi, når temaet er deres."
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
    "evaluation": "Hvert halve år, i en halv time: Læs punkterne højt, og spørg, om vi gør det.",
}  # fmt: skip
SINCE = {
    "goals": "Fra nogen er i tvivl, til forældrene har fået et svar, går der højst to uger.",
    "process": "De to, der leder, laver dagsordenen en uge før. Værten tager imod og holder øje"
               " med tiden. Vi begynder og slutter med en runde. Den, der sagde mindst sidst,"
               " begynder.",
}  # fmt: skip


def a_network_agrees(town: Town) -> None:
    """The network is set up, and its first meeting is about how it will meet."""
    admin = town.accounts["admin"]
    with acting(admin):
        forum = organisation.add_forum(
            kind="collaboration-network", name="Netværket om Åskolen",
            unit=town.units["aaskolen"], weekday=2, by=admin,
        )  # fmt: skip
        for name in MEMBERS:
            organisation.join(
                forum=forum, account=town.accounts[name], chair=name in LEADS, by=admin
            )
        town.forums["network"] = forum
    _agree(town, forum, "At aftale, hvordan vi arbejder sammen", POINTS, again_in=180)


def it_is_looked_at_again(town: Town) -> None:
    """Half a year later two points read otherwise, and the next meeting is called."""
    _agree(
        town, town.forums["network"], "At se på vores aftale efter det første halve år", SINCE,
        again_in=365, meets_in=62,
    )  # fmt: skip


def _agree(
    town: Town, forum: Forum, purpose: str, points: Mapping[str, str], *, again_in: int,
    meets_in: int = 0,
) -> None:  # fmt: skip
    lead = town.accounts[LEADS[0]]
    begins = timezone.now().replace(hour=14, minute=0, second=0, microsecond=0)
    with acting(lead):
        meeting = gatherings.call(
            forum=forum, method=METHOD, purpose=purpose, starts_at=begins, ends_at=begins + HOUR,
            place="Lærerværelset", chairs=chairs_in(forum), host=host_after_last(forum), by=lead,
        )  # fmt: skip
        meetings.begin(meeting=meeting, by=lead)
    for name in MEMBERS:
        account = town.accounts[name]
        with acting(account):
            meetings.approve(
                meeting=meeting, step="framing", voice=_chair(meeting, account), by=account
            )
    with acting(lead):
        _word(meeting, points, again_in, lead)
    for name in MEMBERS:
        account = town.accounts[name]
        with acting(account):
            sitting = sit(meeting)
            meetings.sign(
                meeting=meeting, step="signing", voice=_chair(meeting, account), by=account,
                content=content_at(sitting, sitting.method.step("signing")),
            )  # fmt: skip
    with acting(lead):
        _close(meeting, meets_in, lead)


def _word(meeting: Meeting, points: Mapping[str, str], again_in: int, lead: Account) -> None:
    """Each point is said, a day is set, and the table goes on to sign."""
    meetings.move(meeting=meeting, to="agreement", by=lead)
    for point, text in points.items():
        stands = sit(meeting).agreement.points.get(point)
        meetings.word_point(
            meeting=meeting, step="agreement", point=point, text=text,
            version=stands.version if stands else 0, by=lead,
        )  # fmt: skip
    day = timezone.localdate() + timedelta(days=again_in)
    meetings.set_evaluation(meeting=meeting, step="agreement", day=day, by=lead)
    meetings.move(meeting=meeting, to="signing", by=lead)


def _close(meeting: Meeting, meets_in: int, lead: Account) -> None:
    meetings.move(meeting=meeting, to="closing", by=lead)
    meetings.continue_or_end(
        meeting=meeting, step="closing", next_place="", by=lead,
        next_at=meeting.starts_at + timedelta(days=meets_in) if meets_in else None,
        ends_because="" if meets_in else "De to, der leder, sender en dato, når skemaet er lagt.",
    )  # fmt: skip
    meetings.end_meeting(meeting=meeting, by=lead)


def _chair(meeting: Meeting, account: Account) -> Invitation:
    chair = Invitation.objects.get(meeting=meeting, account=account)
    chair.meeting = meeting
    return chair

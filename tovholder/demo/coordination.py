"""Liva awaits an examination: the coordination model from the family to the family plan (S-34)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.meetings import actions as meetings
from tovholder.meetings.chairs import chairs_at
from tovholder.meetings.engine.signing import PLAN, fingerprint, standing_text
from tovholder.meetings.models import Meeting
from tovholder.meetings.sitting import sit
from tovholder.organisation.models import Account, Professional
from tovholder.people import actions as people
from tovholder.people.models import Person

from .repertoire import begun, case_of, frame, gather, sign
from .town import Town

LIVA = ("Liva", "Kofoed")
MOTHER = ("Trine Kofoed", "mother")
RECEIVERS = ("teacher", "health-visitor", "therapist")
# Column, whose voice, words.
MATTERS = (
    ("matters", "Trine", "At Liva kan være vred, uden at de andre bliver bange for hende."),
    ("involved", "Trine", "Mormor, og Lise i fritidsklubben."),
    ("concerns", "Trine", "Om vi bliver spurgt, før noget bliver bestemt."),
)
ROLES = (
    ("role", "Mette", "Jeg ser, hvad der sker lige før, og er tæt på i frikvartererne."),
    ("role", "Karen", "Jeg taler med Trine om søvn og mad."),
    ("expectations", "Mette", "At nogen siger til mig, når hun har haft en hård nat."),
    ("unknown", "Ida", "Om larm og trængsel gør det sværere for hende."),
)
AGENDA = (
    ("order", "Sofie", "Trine begynder. Så skolen, så vi andre."),
    ("facilitator", "Sofie", "Karen leder, så Sofie kan lytte."),
    ("questions", "Mette", "Hvornår går det godt derhjemme?"),
)
STORY = (
    ("everyday", "Trine", "Om morgenen er hun glad. Det vender, når hun kommer hjem."),
    ("everyday", "Mette", "Det er sjældent i timerne. Det er på gangen."),
    ("sense", "Trine", "Jeg tror, hun har holdt sammen på sig selv hele dagen."),
    ("sense", "Ida", "Trængsel på gangen kan være nok til, at det koger over."),
)
# The goal; each sign, who sees it, what it is about.
GOAL = "At det er til at være Liva i skolen og derhjemme"
SIGNS = (
    ("Liva går fra klassen til gården uden at slås", "Mette, fem dage i træk", "child"),
    ("Vi andre går først, når gangen er tom", "Mette og Ida", "surroundings"),
    ("Aftensmaden begynder uden råb", "Trine", "child"),
)
WAYS = (
    ("way", "Trine", "Først gangen og hjemkomsten. Så ser vi."),
    ("way", "Mette", "Når gangen går, tager vi frikvarteret."),
)
PROMISED = (
    ("Trine", "Lader Liva have en halv time for sig selv, når hun kommer hjem", 8),
    ("Mette", "Lukker Liva ud to minutter før de andre", 6),
    ("Ida", "Kigger på gangen sammen med Liva", 10),
)


def the_family_is_asked_first(town: Town) -> None:
    """Sofie meets with the mother, who says what matters and consents."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        held = gather(
            town, LIVA, "coordination-preparation@1",
            "At høre, hvad der er vigtigt for jer, før nogen andre mødes", (MOTHER,),
        )  # fmt: skip
        frame(held)
        held.move("matters")
        held.say("matters", MATTERS)
        held.move("contact")
        held.promise(
            "contact", (("Sofie", "Er den, Trine kan ringe til, også når det ikke haster", 60),)
        )
        held.move("closing")
        held.end("closing", teller="Trine", how="På vej hjem fra skole", days=34)
    _consent(town)


def _consent(town: Town) -> None:
    """Written, for those whom the mother wants around Liva."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        case = case_of(*LIVA)
        people.add_relative(
            person_id=case.person_id, given_name="Trine", family_name="Kofoed", kind="mother",
            custody=True, by=worker,
        )  # fmt: skip
        mother = Person.objects.get(given_name="Trine", family_name="Kofoed")
        receivers = Professional.objects.filter(account__username__in=RECEIVERS)
        cases.share_by_consent(
            case=case, receivers=list(receivers.select_related("account", "unit")),
            areas=["plan", "meetings"], purpose="At vi kan finde ud af, hvordan vi hjælper Liva",
            until=timezone.now() + timedelta(days=180), given_by=mother, form="written", by=worker,
        )  # fmt: skip


def the_professionals_prepare(town: Town) -> None:
    """The workshop: roles, expectations, the agenda; no solution."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        held = gather(
            town, LIVA, "coordination-workshop@1", "At blive klar til mødet med Trine", ()
        )
        frame(held)
        held.move("roles")
        held.say("roles", ROLES)
        held.move("agenda")
        held.say("agenda", AGENDA)
        held.move("closing")
        meetings.end_meeting(meeting=held.meeting, over=True, by=worker)


def the_family_plan_is_made(town: Town) -> None:
    """Goal, way and agreements, signed by everyone there."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        case = case_of(*LIVA)
        agreed = Meeting.objects.upcoming().filter(case=case, method="coordination-meeting@1")
        meeting = agreed.select_related("case__person", "pen_holder").get()
        _let_in(meeting)
        held = begun(meeting, worker)
        frame(held)
        held.move("earlier", "story")
        held.say("story", STORY)
        held.move("goals")
        _set_goal(meeting, worker)
        held.move("process")
        held.say("process", WAYS)
        held.move("agreements")
        held.promise("agreements", PROMISED)
        held.move("signing")
        content = fingerprint(standing_text(sit(held.meeting), PLAN))
    sign(held, content)
    with acting(worker):
        held.move("closing")
        held.end("closing", teller="Trine", how="Over en kop kakao", days=45)


def _set_goal(meeting: Meeting, worker: Account) -> None:
    """The one goal of the family, with what everyone can see."""
    goal = meetings.add_goal(meeting=meeting, step="goals", text=GOAL, need="Ro", by=worker)
    for text, watchers, about in SIGNS:
        meetings.add_sign(
            meeting=meeting, step="goals", goal=goal, text=text, watchers=watchers, about=about,
            by=worker,
        )  # fmt: skip


def _let_in(meeting: Meeting) -> None:
    """Those who came with the consent have a chair as well."""
    seated = set(meeting.invitations.values_list("account", flat=True))
    for chair in chairs_at(meeting.case):
        if chair.account and chair.account.pk not in seated:
            meetings.invite(meeting=meeting, chair=chair, by=meeting.called_by)

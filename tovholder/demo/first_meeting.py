"""The five steps around Lars, as they were held."""

from collections.abc import Callable

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.meetings import actions as meetings
from tovholder.meetings.engine.state import DOCUMENTATION
from tovholder.meetings.models import Coherence, Meeting
from tovholder.organisation.models import Account
from tovholder.plans.models import Goal

from .days import within
from .story import voices
from .town import Town

# Step, column, whose voice, words.
SAID = (
    ("story", "life", "mother", "Hans far bor for sig selv nu. Det er nyt for os alle."),
    ("story", "strengths", "psychologist", "Han fortæller klart om det, han tegner."),
    ("efforts", "", "teacher", "Jeg kunne lave en makkerordning."),
    ("meaning", "knowledge", "psychologist",
     "Børn, der mister en ven, har brug for, at de voksne åbner gruppen igen."),
    ("meaning", "sense", "child", "Jeg ved ikke, hvem jeg skal spørge."),
)  # fmt: skip

# Goal, need, and its signs: text, who sees it, what it is about.
GOALS = (
    ("Lars har nogen at være sammen med i frikvarteret", "At høre til i en gruppe igen", (
        ("Lars er i gang med en leg sammen med andre, når klokken ringer", "Mette", "child"),
        ("Mindst to klassekammerater spørger, om Lars vil være med", "Mette og Jonas",
         "surroundings"),
    )),
    ("Lars kommer i skole om mandagen uden ondt i maven", "En rolig søndag aften", (
        ("Lars sover i sin egen seng søndag nat", "Mor", "child"),
    )),
)  # fmt: skip

# Whose task, words, days until, together with.
PROMISES = (
    ("teacher", "Sætter en legegruppe i gang tirsdag og torsdag", 7, "Jonas"),
    ("pedagogue", "Møder Lars ved døren kl. 7.50 om mandagen", 4, "Lars"),
    ("mother", "Laver en søndagsplan med tegninger", 5, "Lars"),
    ("psychologist", "Taler med Lars tre gange om det, der bekymrer ham", 40, "Lars og mor"),
    ("social-worker", "Ringer til far og fortæller, hvad vi har aftalt", 3, "mor"),
)  # fmt: skip


def hold(town: Town) -> None:
    """From the framing to the next date."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        meeting = Meeting.objects.select_related("case", "pen_holder").get(
            case__person=town.persons["child"].pk
        )
        chairs = voices(meeting)
        meetings.begin(meeting=meeting, by=worker)
        for chair in chairs.values():
            meetings.approve(meeting=meeting, step="framing", voice=chair, by=worker)
        for step in ("earlier", "story"):
            meetings.move(meeting=meeting, to=step, by=worker)
        _say(meeting, worker, lambda step: step != "meaning")
        meetings.move(meeting=meeting, to="meaning", by=worker)
        _say(meeting, worker, lambda step: step == "meaning")
        meetings.move(meeting=meeting, to="goals", by=worker)
        _set_goals(meeting, worker)
        meetings.move(meeting=meeting, to="efforts", by=worker)
        _promise(meeting, worker)
        meetings.move(meeting=meeting, to="closing", by=worker)
        _close(meeting, worker)


def _say(meeting: Meeting, worker: Account, wanted: Callable[[str], bool]) -> None:
    chairs = voices(meeting)
    for step, column, name, text in SAID:
        if wanted(step):
            meetings.add_word(
                meeting=meeting, step=step, column=column, text=text, voice=chairs[name],
                by=worker,
            )  # fmt: skip


def _set_goals(meeting: Meeting, worker: Account) -> None:
    for text, need, signs in GOALS:
        goal = meetings.add_goal(meeting=meeting, step="goals", text=text, need=need, by=worker)
        for words, watchers, about in signs:
            meetings.add_sign(
                meeting=meeting, step="goals", goal=goal, text=words, watchers=watchers,
                about=about, by=worker,
            )  # fmt: skip


def _promise(meeting: Meeting, worker: Account) -> None:
    chairs = voices(meeting)
    goal = Goal.objects.filter(case=meeting.case).order_by("position").first()
    today = timezone.localdate()
    for name, text, days, together in PROMISES:
        meetings.promise(
            meeting=meeting, step="efforts", text=text, voice=chairs[name],
            due=today + within(days), together_with=together, goal=goal,
            by=worker,
        )  # fmt: skip
    task = meetings.wish(
        meeting=meeting, step="efforts", text="At nogen ringer til mig, også når det går godt",
        voice=chairs["mother"], of=chairs["teacher"], by=worker,
    )  # fmt: skip
    due = today + within(14)
    meetings.accept_wish(meeting=meeting, task=task, of=chairs["teacher"], due=due, by=worker)


def _close(meeting: Meeting, worker: Account) -> None:
    chairs = voices(meeting)
    today = timezone.localdate()
    meetings.add_word(
        meeting=meeting, step="closing", column=DOCUMENTATION, voice=chairs["teacher"], by=worker,
        text="Mette og mor sætter kryds ved tegnene hver fredag",
    )  # fmt: skip
    meetings.tell_child(
        meeting=meeting, step="closing", voice=chairs["pedagogue"], by=worker,
        due=today + within(1), how="På en gåtur med tegneblokken",
    )  # fmt: skip
    meetings.check_coherence(
        meeting=meeting, step="closing", hangs=Coherence.Hangs.YES, words="", by=worker
    )
    next_at = (timezone.localtime() + within(60)).replace(hour=13, minute=0)
    meetings.continue_or_end(
        meeting=meeting, step="closing", next_at=next_at, next_place="", ends_because="",
        by=worker,
    )  # fmt: skip
    meetings.end_meeting(meeting=meeting, by=worker)

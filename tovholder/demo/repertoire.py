"""Other ways of meeting, each held once around one of the thirty children."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases.models import Case
from tovholder.meetings import actions as meetings
from tovholder.meetings.chairs import chairs_at
from tovholder.meetings.engine.signing import PLAN, fingerprint, standing_text
from tovholder.meetings.models import Invitation, Meeting, Side
from tovholder.meetings.sitting import sit
from tovholder.organisation.models import Account

from .days import within
from .town import Town

FAMILY = Side.FAMILY
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Gathered:
    """A meeting with its leader, and its chairs by the name people use."""

    meeting: Meeting
    by: Account
    chairs: dict[str, Invitation]

    def move(self, *steps: str) -> None:
        """Through these steps, over what the method would rather have had."""
        for step in steps:
            meetings.move(meeting=self.meeting, to=step, over=True, by=self.by)

    def say(self, step: str, said: Iterable[tuple[str, str, str]]) -> None:
        """Column, whose voice, words."""
        for column, name, text in said:
            meetings.add_word(
                meeting=self.meeting, step=step, column=column, text=text,
                voice=self.chairs[name], by=self.by,
            )  # fmt: skip

    def promise(self, step: str, promised: Iterable[tuple[str, str, int]]) -> None:
        """Who, what, and within how many days."""
        today = timezone.localdate()
        for name, text, days in promised:
            meetings.promise(
                meeting=self.meeting, step=step, text=text, voice=self.chairs[name],
                due=today + within(days), by=self.by,
            )  # fmt: skip

    def end(self, step: str, *, teller: str, how: str, days: int) -> None:
        """Who tells the child, and when all meet again."""
        meetings.tell_child(
            meeting=self.meeting, step=step, voice=self.chairs[teller], how=how, by=self.by,
            due=timezone.localdate() + within(1),
        )  # fmt: skip
        again = (timezone.localtime() + within(days)).replace(hour=13, minute=0, second=0)
        meetings.continue_or_end(
            meeting=self.meeting, step=step, next_at=again, next_place="", ends_because="",
            by=self.by,
        )  # fmt: skip
        meetings.end_meeting(meeting=self.meeting, by=self.by)


def gather(
    town: Town, child: tuple[str, str], method: str, purpose: str, family: Iterable[tuple[str, str]]
) -> Gathered:
    """Call and begin a meeting about one of the thirty. Acts as whoever is acting: its leader."""
    by, case = town.accounts["social-worker"], case_of(*child)
    begins = timezone.localtime().replace(hour=13, minute=0, second=0, microsecond=0)
    chairs = [meetings.Chair(name=name, side=FAMILY, relation=kin) for name, kin in family]
    meeting = meetings.call(
        case=case, method=method, purpose=purpose, starts_at=begins, place="Familiehuset",
        ends_at=begins + 2 * HOUR, chairs=[*chairs, *chairs_at(case)], by=by,
    )  # fmt: skip
    return begun(meeting, by)


def case_of(given: str, surname: str) -> Case:
    """One of the thirty."""
    return Case.objects.select_related("person").get(
        person__given_name=given, person__family_name=surname
    )


def begun(meeting: Meeting, by: Account) -> Gathered:
    """The meeting begins, with its chairs by first name."""
    meetings.begin(meeting=meeting, by=by)
    invited = Invitation.objects.filter(meeting=meeting).select_related("account")
    return Gathered(meeting, by, {chair.name.split()[0]: chair for chair in invited})


# Column, whose voice (the teacher's where nobody is named), words.
KNOWN = (
    ("strengths", "", "Astrid trøster de andre, når nogen er ked af det."),
    ("worries", "", "Hun er tit træt og har været væk syv dage siden efterårsferien."),
    ("questions", "Grethe", "Er det bestemte dage, hun er væk?"),
)
# Who, what, within how many days.
DECIDED = (
    ("Grethe", "Henter Astrid mandag og onsdag, så eftermiddagen bliver rolig", 6),
    ("Torben", "Går i svømmehallen med hende om lørdagen", 5),
    ("Bodil", "Ringer til skolen selv, når det er en svær morgen", 3),
    ("", "Tager imod Astrid i døren, også når hun kommer for sent", 4),
)


def a_family_decides(town: Town) -> None:
    """A family group conference: the mother, the grandmother and an uncle make the plan."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        held = gather(
            town, ("Astrid", "Øllgaard"), "family-group-conference@1",
            "At familien selv finder ud af, hvordan hverdagen bliver lettere",
            (
                ("Bodil Øllgaard", "mother"), ("Grethe Øllgaard", "other"),
                ("Torben Øllgaard", "other"),
            ),
        )  # fmt: skip
        teacher = next(c for c in held.chairs.values() if c.account and c.account != worker)
        frame(held)
        held.move("information")
        school = teacher.name.split()[0]
        held.say("information", [(where, who or school, text) for where, who, text in KNOWN])
        held.move("alone", "plan")
        held.promise("plan", [(who or school, text, days) for who, text, days in DECIDED])
        held.move("goals", "signing")
        content = fingerprint(standing_text(sit(held.meeting), PLAN))
    sign(held, content)
    with acting(worker):
        held.move("closing")
        held.end("closing", teller="Bodil", how="Hjemme i sofaen", days=30)


def frame(held: Gathered) -> None:
    """Everyone says yes to the frame."""
    for chair in held.chairs.values():
        meetings.approve(meeting=held.meeting, step="framing", voice=chair, by=held.by)


def sign(held: Gathered, content: str) -> None:
    """Each on their own screen; for those without one, on their word."""
    for chair in held.chairs.values():
        account = chair.account or held.by
        with acting(account):
            meetings.sign(
                meeting=held.meeting, step="signing", voice=chair, content=content, by=account
            )


# Column, whose voice (the teacher's where nobody is named), words.
BOARD = (
    ("works", "Hanne", "Han er god til at passe hunden, og han står op, når han skal gå med den."),
    ("works", "", "Han kommer altid tirsdag, når vi har værksted."),
    ("worries", "", "Han har været væk hver fredag siden efterårsferien."),
    ("worries", "Hanne", "Han siger ikke, hvad der er i vejen."),
    ("understanding", "Hanne", "Jeg tror, han er bange for at læse højt for en, der griner."),
    ("understanding", "Sofie", "Fredag er den dag, de fremlægger."),
)
# Who, safety and progress; then willing and able.
SCALED = (("Hanne", 5, 4), ("", 7, 6), ("Sofie", 6, 5))
READY = (("", 9, 7), ("Sofie", 10, 8), ("Hanne", 10, 4))
PROMISED = (
    ("", "Lader ham fremlægge for en lille gruppe fredag", 5),
    ("Hanne", "Går turen med hunden sammen med ham torsdag aften", 4),
    ("Sofie", "Ringer til Hanne hver fredag middag den næste måned", 12),
)


def at_the_board(town: Town) -> None:
    """A network meeting: what works, what worries, and how we understand him."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        held = gather(
            town, ("Anton", "Ågård"), "network-meeting@1",
            "At Anton kommer i skole, også om fredagen", (("Hanne Ågård", "mother"),),
        )  # fmt: skip
        school = next(name for name in held.chairs if name not in ("Hanne", "Sofie"))
        frame(held)
        held.move("earlier", "now")
        held.say("now", [(where, who or school, text) for where, who, text in BOARD])
        held.move("safety")
    for who, safety, progress in SCALED:
        _answer(held, who or school, "safety", safety=safety, progress=progress)
    with acting(worker):
        held.move("goals", "efforts")
        held.promise("efforts", [(who or school, text, days) for who, text, days in PROMISED])
        held.move("ready")
    for who, willing, able in READY:
        _answer(held, who or school, "ready", willing=willing, able=able)
    with acting(worker):
        held.move("closing")
        held.end("closing", teller="Hanne", how="På turen med hunden", days=28)


def _answer(held: Gathered, name: str, step: str, **values: int) -> None:
    """Each on their own screen; who has none says it to the one with the pen."""
    chair = held.chairs[name]
    account = chair.account or held.by
    with acting(account):
        meetings.answer(
            meeting=held.meeting, step=step, voice=chair, by=account,
            answers={item: (value, "") for item, value in values.items()},
        )  # fmt: skip

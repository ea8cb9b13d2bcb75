"""Freja speaks with her teacher; then she, her mother and the school make one plan together, and
look at it together (S-33, S-37)."""

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.meetings import actions as meetings
from tovholder.meetings.engine.signing import PLAN, fingerprint, standing_text
from tovholder.meetings.models import Meeting, Statement
from tovholder.meetings.sitting import sit
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .repertoire import Gathered, begun, case_of, frame, gather, sign
from .town import Town

FREJA = ("Freja", "Kjeldsen")
# Step, question, level (None where words are asked for), words, and whether all there may know it.
SAID = (
    ("strengths", "good-at", None, "At få de små til at grine. Og at svømme.", True),
    ("life", "hard", None, "Når jeg kommer for sent, kigger alle.", True),
    ("life", "hopes", None, "At jeg kan gå ind sammen med en, jeg kender.", True),
    ("wheel", "safe", 3, "", True),
    ("wheel", "healthy", 1, "Jeg sover ikke, før mor er hjemme.", False),
    ("plan", "want-to-say", None, "Jeg vil selv sige det med døren.", True),
)
TOGETHER = (
    ("good", "Freja", "Jeg vil gerne i skole. Det er kun døren."),
    ("good", "Sanne", "Hun pakker selv sin taske om aftenen."),
    ("good", "Mette", "Når hun først er inde, er hun med hele dagen."),
    ("hard", "Freja", "Når jeg kommer for sent, kigger alle."),
    ("hard", "Sanne", "Jeg har aftenvagt tre dage om ugen."),
    ("tried", "Mette", "Et vækkeur hjalp i to uger. Så var det ikke sjovt mere."),
)
GOAL = "Freja går ind ad døren sammen med nogen"
SIGNS = (
    ("Freja kommer ind sammen med en anden, før timen begynder", "Mette", "child"),
    ("En voksen siger godmorgen ved døren, også når det er sent", "Mette og Sanne", "surroundings"),
)
PROMISED = (
    ("Freja", "Ringer til min ven, når jeg går hjemmefra", 6),
    ("Sanne", "Lægger tøj frem og ringer godnat fra arbejdet", 5),
    ("Mette", "Lader en klassekammerat vente ved døren til fem minutter over otte", 4),
)
HELPS = (
    ("helps", "Freja", "Der står en og venter. Så kigger de ikke."),
    ("helps", "Sanne", "At jeg ringer godnat. Hun sover før."),
    ("hinders", "Mette", "Når den, der venter, er syg, er der ingen, der ved det."),
)
AGAIN = (("Mette", "Finder en mere, der gerne vil vente ved døren", 50),)


def a_girl_speaks(town: Town) -> None:
    """Her own talk with Mette, before the grown-ups meet."""
    worker, teacher = town.accounts["social-worker"], town.accounts["teacher"]
    with acting(worker):
        held = gather(
            town, FREJA, "child-interview@1", "At høre, hvordan Freja selv har det",
            (("Freja Kjeldsen", "child"),),
        )  # fmt: skip
        for chair in held.chairs.values():
            meetings.approve(meeting=held.meeting, step="duty", voice=chair, by=worker)
    for step in dict.fromkeys(step for step, *_rest in SAID):
        with acting(worker):
            held.move(step)
        with acting(teacher):
            for where, item, value, text, _told in SAID:
                if where == step:
                    meetings.note(
                        meeting=held.meeting, step=step, item=item, text=text, value=value,
                        by=teacher,
                    )  # fmt: skip
    with acting(worker):
        held.move("closing")
        meetings.continue_or_end(
            meeting=held.meeting, step="closing", next_at=None, next_place="", by=worker,
            ends_because="Vi taler sammen igen, når Freja vil.",
        )  # fmt: skip
        meetings.end_meeting(meeting=held.meeting, by=worker)
        _let_the_mother_in(worker)
    _who_may_know(town)


def _let_the_mother_in(worker: Account) -> None:
    """With a sign-in of her own."""
    case = case_of(*FREJA)
    cases.add_relative(
        case=case, given_name="Sanne", family_name="Kjeldsen", kind="mother", custody=True,
        by=worker,
    )  # fmt: skip
    mother = Person.objects.get(given_name="Sanne", family_name="Kjeldsen")
    cases.give_sign_in(case=case, one=mother, language="da", by=worker)
    mother.refresh_from_db()
    cases.admit_parent(case=case, relative=mother, purpose="Frejas mor", by=worker)


def _who_may_know(town: Town) -> None:
    """Freja says it to Mette, who wrote her words down."""
    teacher = town.accounts["teacher"]
    let_out = {(step, item) for step, item, *_, everyone in SAID if everyone}
    mother = Account.objects.get(name="Sanne Kjeldsen")
    with acting(teacher):
        said = Statement.objects.filter(case=case_of(*FREJA)).select_related("case__person")
        for statement in said:
            if (statement.step, statement.item) in let_out:
                for account in (mother, town.accounts["social-worker"]):
                    meetings.may_tell(statement=statement, account=account, told=True, by=teacher)


def one_plan_is_made(town: Town) -> None:
    """What Freja lets them know lies beside the board; all sign the plan, she too."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        held = gather(
            town, FREJA, "child-plan-meeting@1", "At Freja kan gå ind ad døren uden at være bange",
            (("Freja Kjeldsen", "child"),),
        )  # fmt: skip
        frame(held)
        held.move("earlier", "together")
        held.say("together", TOGETHER)
        held.move("goals")
        goal = meetings.add_goal(
            meeting=held.meeting, step="goals", text=GOAL, need="At nogen venter", by=worker
        )
        for text, watchers, about in SIGNS:
            meetings.add_sign(
                meeting=held.meeting, step="goals", goal=goal, text=text, watchers=watchers,
                about=about, by=worker,
            )  # fmt: skip
        held.move("efforts")
        held.promise("efforts", PROMISED)
        held.move("signing")
        content = fingerprint(standing_text(sit(held.meeting), PLAN))
    sign(held, content)
    with acting(worker):
        held.move("closing")
        held.end("closing", teller="Sanne", how="På vej hjem i bussen", days=43)
    _found(town, held, {"teacher": 8, "social-worker": 7})


def they_look_at_it(town: Town) -> None:
    """Six weeks after: what helps, what is in the way, and one thing more."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        agreed = Meeting.objects.upcoming().filter(case=case_of(*FREJA), method="follow-up@1")
        held = begun(agreed.select_related("case__person", "pen_holder").get(), worker)
        frame(held)
        held.move("kept")
        for task in held.meeting.book.open_tasks(held.meeting):
            meetings.review(
                meeting=held.meeting, step="kept", task=task, outcome="kept", because="", by=worker
            )
        held.move("signs", "understanding")
        held.say("understanding", HELPS)
        held.move("adjust", "efforts")
        held.promise("efforts", AGAIN)
        held.move("closing")
        held.end("closing", teller="Sanne", how="Hjemme i sofaen", days=60)
    _found(town, held, {"teacher": 9, "social-worker": 9})


def _found(town: Town, held: Gathered, sense: dict[str, int]) -> None:
    """How each found it, for themselves; the mother too."""
    answers = {town.accounts[name]: value for name, value in sense.items()}
    answers[Account.objects.get(name="Sanne Kjeldsen")] = 8
    meeting = Meeting.objects.select_related("end").get
    for chair in held.chairs.values():
        if chair.account in answers:
            account = chair.account
            with acting(account):
                chair.meeting = meeting(pk=held.meeting.pk)
                meetings.evaluate(
                    voice=chair, answers={"sense": (answers[account], "")}, unnamed=False,
                    version="", by=account,
                )  # fmt: skip

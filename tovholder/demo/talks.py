"""Lars speaks with an adult he trusts, and decides who may know what (S-37, S-38)."""

from collections.abc import Mapping

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.meetings import actions as meetings
from tovholder.meetings.chairs import chairs_at
from tovholder.meetings.models import Invitation, Meeting, Statement

from .repertoire import HOUR
from .story import the_case
from .town import Town

Seen = Mapping[str, Mapping[str, tuple[int | None, str]]]

PRESENT = ("child", "pedagogue", "social-worker")
# Step, question, level (None where words are asked for), words, and who may know it.
SAID = (
    ("strengths", "proud", None, "Jeg har tegnet hele klassen som dyr, og de grinede.",
     ("mother", "teacher", "social-worker")),
    ("strengths", "good-at", None, "At tegne. Og at huske ting.", ("mother", "teacher")),
    ("life", "hard", None, "Når der ikke er nogen voksne i gården.", ("teacher",)),
    ("life", "who-helps", None, "Jonas lægger mærke til det uden at spørge foran de andre.", ()),
    ("wheel", "included", 2, "Det går bedre, når det er tegneklub.", ("mother", "teacher")),
    ("wheel", "care", 3, "", ()),
    ("wheel", "safe", 2, "Ikke i omklædningen.", ()),
    ("plan", "want-to-say", None, "Jonas må gerne sige det om gården.", ("teacher",)),
)  # fmt: skip


# Who fills in how they see what Lars has around him: each thing with a level and words.
SEEN_FIRST = {
    "mother": {"care": (4, ""), "included": (1, "Han er meget alene om eftermiddagen."),
               "safe": (4, "Han siger ikke noget hjemme."), "developing": (2, "")},
    "teacher": {"included": (1, ""), "safe": (2, "Der mangler voksne i gården."),
                "respected": (3, ""), "developing": (3, "")},
}  # fmt: skip
SEEN_AGAIN = {
    "mother": {"included": (3, "Der bliver ringet på igen."),
               "safe": (2, "Nu fortæller han mere.")},
    "teacher": {"included": (3, ""), "safe": (3, "To faste voksne i gården nu.")},
    "pedagogue": {"active": (4, "Tegneklub og bold."), "included": (3, ""), "safe": (2, "")},
}  # fmt: skip


def the_adults_see(town: Town, seen: Seen) -> None:
    """Each in a wheel of their own, beside what Lars lets them know."""
    for name, answers in seen.items():
        account = town.accounts[name]
        with acting(account):
            meetings.see(
                case=the_case(town), instrument="wellbeing-wheel@1", answers=answers, by=account
            )


def the_child_speaks(town: Town) -> None:
    """The talk before the next meeting, with Jonas, whom the family trusts."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        meeting = _called(town)
        meetings.begin(meeting=meeting, by=worker)
        for chair in Invitation.objects.filter(meeting=meeting):
            meetings.approve(meeting=meeting, step="duty", voice=chair, by=worker)
    for step in dict.fromkeys(step for step, *_rest in SAID):
        with acting(worker):
            meetings.move(meeting=meeting, to=step, by=worker)
        _say(town, meeting, step)
    with acting(worker):
        meetings.move(meeting=meeting, to="closing", by=worker)
        meetings.continue_or_end(
            meeting=meeting, step="closing", next_at=None, next_place="", by=worker,
            ends_because="Det var det hele for denne gang. Lars siger selv til.",
        )  # fmt: skip
        meetings.end_meeting(meeting=meeting, by=worker)


def _called(town: Town) -> Meeting:
    worker, case = town.accounts["social-worker"], the_case(town)
    wanted = {town.accounts[name].pk for name in PRESENT}
    begins = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    return meetings.call(
        case=case, method="child-interview@1", purpose="At høre, hvordan Lars selv har det",
        starts_at=begins, ends_at=begins + HOUR, place="Tegnelokalet", by=worker,
        chairs=[each for each in chairs_at(case) if each.account and each.account.pk in wanted],
    )  # fmt: skip


def _say(town: Town, meeting: Meeting, step: str) -> None:
    """Jonas writes what Lars says; Lars says who may know."""
    jonas, child = town.accounts["pedagogue"], town.accounts["child"]
    for where, item, value, text, told in SAID:
        if where != step:
            continue
        with acting(jonas):
            key = meetings.note(
                meeting=meeting, step=step, item=item, text=text, value=value, by=jonas
            ).pk
        with acting(child):
            statement = Statement.objects.select_related("case__person").get(pk=key)
            for name in told:
                meetings.may_tell(
                    statement=statement, account=town.accounts[name], told=True, by=child
                )

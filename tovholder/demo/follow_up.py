"""The follow-ups around Lars: promises, signs, what helps, and what next."""

from collections.abc import Mapping

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.meetings import actions as meetings
from tovholder.meetings.models import Coherence, Meeting, Review
from tovholder.organisation.models import Account
from tovholder.plans import actions as plans
from tovholder.plans.models import Task

from .days import within
from .story import the_case, voices
from .town import Town

# Column to voices and what they said.
Words = Mapping[str, tuple[tuple[str, str], ...]]

FIRST: Words = {
    "helps": (
        ("mother", "Søndagsplanen. Han streger selv dagene ud."),
        ("teacher", "Legegruppen. Han kender reglerne og viser dem til de andre."),
        ("child", "Jonas ved døren."),
    ),
    "hinders": (("teacher", "Når legegruppen bliver aflyst, går han alene igen."),),
}
SECOND = {
    "helps": (
        ("mother", "Han har haft en klassekammerat med hjemme to gange."),
        ("pedagogue", "De andre spørger ham nu, uden at vi siger det."),
    ),
    "hinders": (("mother", "Mandage efter en weekend hos far er stadig svære."),),
}


def first(town: Town) -> None:
    """Two months after: some of it helps."""
    _keep(town, "teacher", "pedagogue", "mother", "social-worker")
    _hold(
        town, words=FIRST, days_to_next=85,
        promises=(
            ("teacher", "Finder en afløser, når legegruppen ellers bliver aflyst", 10),
            ("mother", "Fortæller Mette søndag aften, hvordan weekenden var", 80),
        ),
    )  # fmt: skip


def second(town: Town) -> None:
    """Five months after: nearly there."""
    _keep(town, "psychologist", "teacher")
    _hold(
        town, words=SECOND, days_to_next=97,
        promises=(
            ("social-worker", "Taler med far om en fast søndag aften", 88),
            ("teacher", "Lader legegruppen fortsætte uden voksne om torsdagen", 99),
            ("pedagogue", "Ser til Lars mandag morgen de næste fire uger", 96),
        ),
    )  # fmt: skip


def _keep(town: Town, *names: str) -> None:
    """Those who promised something say that they did it."""
    for name in names:
        account = town.accounts[name]
        with acting(account):
            for task in Task.objects.of(the_case(town)).open().of_account(account):
                plans.keep(task=task, by=account)


def _hold(
    town: Town,
    *,
    words: Words,
    promises: tuple[tuple[str, str, int], ...],
    days_to_next: int,
) -> None:
    worker = town.accounts["social-worker"]
    with acting(worker):
        meeting = (
            Meeting.objects.upcoming().select_related("case", "pen_holder").get(case=the_case(town))
        )
        chairs = voices(meeting)
        meetings.begin(meeting=meeting, by=worker)
        for chair in chairs.values():
            meetings.approve(meeting=meeting, step="framing", voice=chair, by=worker)
        meetings.move(meeting=meeting, to="kept", by=worker)
        _review(meeting, worker)
        for step in ("signs", "understanding"):
            meetings.move(meeting=meeting, to=step, by=worker)
        _say(meeting, worker, words)
        for step in ("adjust", "efforts"):
            meetings.move(meeting=meeting, to=step, by=worker)
        for name, text, days in promises:
            meetings.promise(
                meeting=meeting, step="efforts", text=text, voice=chairs[name],
                due=timezone.localdate() + within(days), by=worker,
            )  # fmt: skip
        meetings.move(meeting=meeting, to="closing", by=worker)
        _close(meeting, worker, days_to_next)


def _say(meeting: Meeting, worker: Account, words: Words) -> None:
    chairs = voices(meeting)
    for column, said in words.items():
        for name, text in said:
            meetings.add_word(
                meeting=meeting, step="understanding", column=column, text=text,
                voice=chairs[name], by=worker,
            )  # fmt: skip


def _review(meeting: Meeting, worker: Account) -> None:
    for task in Task.objects.of(meeting.case).open().exclude(agreed__meeting=meeting):
        meetings.review(
            meeting=meeting, step="kept", task=task, outcome=Review.Outcome.KEPT, because="",
            by=worker,
        )  # fmt: skip


def _close(meeting: Meeting, worker: Account, days_to_next: int) -> None:
    chairs = voices(meeting)
    meetings.tell_child(
        meeting=meeting, step="closing", voice=chairs["mother"], how="Ved aftensmaden",
        due=timezone.localdate() + within(1), by=worker,
    )  # fmt: skip
    meetings.check_coherence(
        meeting=meeting, step="closing", hangs=Coherence.Hangs.YES, words="", by=worker
    )
    next_at = timezone.localtime() + within(days_to_next)
    meetings.continue_or_end(
        meeting=meeting, step="closing", next_at=next_at.replace(hour=12, minute=30, second=0),
        next_place="", ends_because="", by=worker,
    )  # fmt: skip
    meetings.end_meeting(meeting=meeting, by=worker)

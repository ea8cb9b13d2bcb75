"""After Lars' meetings: how people found them, who has read the minutes, what one corrected."""

from collections.abc import Mapping

from tovholder.audit.context import acting
from tovholder.meetings import actions as meetings
from tovholder.meetings.models import Contribution, Invitation, Meeting
from tovholder.organisation.models import Account

from .story import the_case, voices
from .town import Town

# How much sense it made, from 0 to 10, and what was good or missing, in words others may read.
Found = Mapping[str, tuple[int, str]]

FIRST: Found = {
    "mother": (4, "Der gik lang tid, før nogen spurgte mig."), "teacher": (6, ""),
    "pedagogue": (5, "Jeg forstod ikke alle ordene."), "psychologist": (7, ""),
    "social-worker": (6, ""),
}  # fmt: skip
SECOND: Found = {
    "mother": (7, "Denne gang begyndte vi med det, der var gået godt."), "teacher": (7, ""),
    "pedagogue": (7, ""), "psychologist": (8, ""), "social-worker": (7, "Far manglede."),
}  # fmt: skip
THIRD: Found = {
    "mother": (8, "Jeg sagde det meste selv."), "teacher": (9, ""), "pedagogue": (8, ""),
    "psychologist": (8, ""), "social-worker": (9, ""),
}  # fmt: skip
WRITTEN = "Mandage efter en weekend hos far er stadig svære."
MEANT = "Mandage efter en weekend hos far kan være svære. Det var det ikke de sidste to gange."


def it_was(town: Town, found: Found) -> None:
    """Each answers for themselves, in a minute."""
    for name, (sense, words) in found.items():
        account = town.accounts[name]
        with acting(account):
            meeting = _latest(town)
            meetings.evaluate(
                voice=_voice(meeting, name), unnamed=True, version="", by=account,
                answers={"sense": (sense, ""), "content": (None, words)},
            )  # fmt: skip


def all_have_read(town: Town) -> None:
    """Everybody who has a sign-in has read the minutes, and the coordinator makes them final."""
    for name in FIRST:
        _has_read(town, name)
    worker = town.accounts["social-worker"]
    with acting(worker):
        meetings.make_final(meeting=_latest(town), by=worker)


def the_mother_corrects_her_words(town: Town) -> None:
    """What was written is not what she meant; what stood there before stays to be seen."""
    mother = town.accounts["mother"]
    with acting(mother):
        said = Contribution.objects.select_related("meeting", "voice").get(
            meeting=_latest(town), text=WRITTEN
        )
        meetings.correct_word(contribution=said, version=said.version, text=MEANT, by=mother)
    for name in ("mother", "teacher"):
        _has_read(town, name)


def _has_read(town: Town, name: str) -> None:
    account: Account = town.accounts[name]
    with acting(account):
        meetings.have_read(invitation=_voice(_latest(town), name), by=account)


def _latest(town: Town) -> Meeting:
    """The last meeting around Lars that was held."""
    held = Meeting.objects.of(the_case(town)).ended().select_related("end")
    found: Meeting = held.exclude(method="child-interview@1").latest("starts_at")
    return found


def _voice(meeting: Meeting, name: str) -> Invitation:
    voice = voices(meeting)[name]
    voice.meeting = meeting
    return voice

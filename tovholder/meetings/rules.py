"""Questions about a meeting, answered in words: who may write what, and in whose voice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.consent.models import Basis, Consent

from .engine.running import Obstacle, Running, asked
from .engine.state import Board
from .evaluating import steps_at_table
from .models import Invitation, Meeting, Side, Writing
from .table import AnyInvitation, AnyMeeting

if TYPE_CHECKING:
    from tovholder.cases.models import Case
    from tovholder.catalogue.methods import Method
    from tovholder.organisation.models import Account

    from .models import Statement

CONTACT = "contact"  # the step at which a family gets somebody to turn to
EVALUATED_WITHIN = timedelta(days=14)
"""After that nobody remembers how it was."""


def obstacle_to_changing(meeting: AnyMeeting) -> str | None:
    """Why nothing more is written at this meeting."""
    if meeting.has_ended:
        return _("The meeting has ended. What was agreed goes on in the plan.")
    if meeting.is_called_off:
        return _("The meeting has been called off.")
    if meeting.sealed:
        return _("Some are alone just now. Nothing is written until they are back.")
    return None


def obstacle_to_leading(meeting: AnyMeeting) -> str | None:
    """Why the table does not move any more. A sealed meeting moves: that is how it is opened."""
    if meeting.has_ended or meeting.is_called_off:
        return obstacle_to_changing(meeting)
    return None


def obstacle_to_rescheduling(meeting: AnyMeeting) -> str | None:
    """Why a meeting is neither moved nor called off any more."""
    if obstacle := obstacle_to_changing(meeting):
        return obstacle
    if meeting.has_begun:
        return _("The meeting has begun, so it is neither moved nor called off. You can end it.")
    return None


def obstacles_to_calling(method: Method, case: Case) -> list[Obstacle]:
    """What a method asks before it is called about this case; one that asks nothing has none."""
    if not method.calls:
        return []
    held = Meeting.objects.of(case).ended().values_list("method", flat=True)
    board = Board(steps={}, consent=consents_for(case).exists(), held=references(held))
    return asked(board, method.calls)


def consents_for(case: Case) -> QuerySet[Consent]:
    """The consents about this child that stand today; a yes to one who is called in is none."""
    called_in = Invitation.objects.filter(basis__isnull=False).values("basis")
    standing = Basis.objects.standing().exclude(pk__in=called_in)
    return Consent.objects.filter(person=case.person_id, basis__in=standing)


def references(held: Iterable[str]) -> frozenset[str]:
    """Methods that were held, by reference and by name: a file may ask for any version of one."""
    return frozenset(name for method in held for name in (method, method.partition("@")[0]))


def obstacle_to_time(
    meeting: AnyMeeting, starts_at: datetime, ends_at: datetime, place: str
) -> str | None:
    """Why a meeting cannot be moved to this time and place."""
    if ends_at <= starts_at:
        return _("The meeting ends before it begins.")
    if starts_at <= timezone.now():
        return _("That time has passed.")
    if (starts_at, ends_at, place) == (meeting.starts_at, meeting.ends_at, meeting.place):
        return _("That is the time and the place it has already.")
    return None


def obstacle_to_writing(meeting: AnyMeeting, account: Account) -> str | None:
    """Why this account does not write on the board just now."""
    if ended := obstacle_to_changing(meeting):
        return ended
    if meeting.writing == Writing.PEN and meeting.pen_holder_id != account.pk:
        return _("%(name)s holds the pen.") % {"name": meeting.pen_holder.name}
    return None


def obstacle_to_speaking(meeting: AnyMeeting, account: Account, voice: AnyInvitation) -> str | None:
    """Why this account does not write in this voice.

    Who holds the pen writes for everyone in the room. Where all write, each writes for
    themselves, and the pen holder for those who have no sign-in.
    """
    return obstacle_to_writing(meeting, account) or _obstacle_to_voice(meeting, account, voice)


def _obstacle_to_voice(meeting: AnyMeeting, account: Account, voice: AnyInvitation) -> str | None:
    if voice.meeting_id != meeting.pk:
        return _("This voice is not at the table.")
    own = _writes_in(meeting, account, voice)
    return None if own else _("At this meeting each writes in their own voice.")


def _writes_in(meeting: AnyMeeting, account: Account, voice: AnyInvitation) -> bool:
    own = meeting.writing == Writing.PEN or voice.account_id == account.pk
    return own or (voice.account_id is None and meeting.pen_holder_id == account.pk)


def obstacle_to_saying(
    meeting: AnyMeeting, account: Account, voice: AnyInvitation | None
) -> str | None:
    """The same; and a sentence that is the table's own is written by whoever writes."""
    if voice is None:
        return obstacle_to_writing(meeting, account)
    return obstacle_to_speaking(meeting, account, voice)


def obstacle_to_column(running: Running, step: str, column: str) -> str | None:
    """Why nothing is written in a column: its place is at another meeting (S-34, S-64)."""
    if column not in running.step(step).options.get("refused", ()):
        return None
    refused: str = running.method.words()[step]["refused"].text
    return refused


def obstacle_to_correcting(
    meeting: AnyMeeting, account: Account, voice: AnyInvitation | None
) -> str | None:
    """Why this account does not correct these words: a draft is corrected by whose words they are.

    Whoever held the pen does it for those who have no sign-in, on their word.
    """
    if not meeting.has_ended:
        return _("The meeting goes on. Words are changed at the board.")
    if meeting.minutes_are_final:
        return _("The minutes are final. Nothing in them is changed any more.")
    if voice is None:
        return _("This sentence is the table's own.")
    if voice.account_id == account.pk:
        return None
    if voice.account_id is None and meeting.pen_holder_id == account.pk:
        return None
    return _("Only %(name)s corrects these words.") % {"name": voice.name}


def obstacle_to_finishing(meeting: AnyMeeting) -> str | None:
    """Why the minutes are not made final now."""
    if not meeting.has_ended:
        return _("The meeting has not ended.")
    if meeting.minutes_are_final:
        return _("The minutes are final already.")
    return None


def obstacle_to_having_read(
    meeting: AnyMeeting, account: Account, voice: AnyInvitation
) -> str | None:
    """Each says for themselves that they have read the minutes, final or not."""
    if not meeting.has_ended:
        return _("The meeting has not ended.")
    if voice.account_id != account.pk:
        return _("Each reads for themselves.")
    return None


def obstacle_to_evaluating(
    meeting: AnyMeeting, account: Account, voice: AnyInvitation
) -> str | None:
    """Why this account does not say how it found the meeting: each does for themselves, soon."""
    if not meeting.has_ended:
        return _("The meeting has not ended.")
    if steps_at_table(meeting.method):
        return _("You said at the table how you found this meeting.")
    if voice.account_id != account.pk:
        return _("Each answers for themselves.")
    if meeting.end.at < timezone.now() - EVALUATED_WITHIN:
        return _("It is too long since you met.")
    return None


def obstacle_to_approving(
    meeting: AnyMeeting, account: Account, voice: AnyInvitation
) -> str | None:
    """Everyone may say yes for themselves; the pen holder taps it for those in the room."""
    if ended := obstacle_to_changing(meeting):
        return ended
    if account.pk in (voice.account_id, meeting.pen_holder_id):
        return None
    return _("Only %(name)s can say yes to this.") % {"name": voice.name}


def obstacle_to_wishing(voice: AnyInvitation, of: AnyInvitation) -> str | None:
    """Only the family wishes, and only of a professional (S-26, step four)."""
    if voice.side != Side.FAMILY:
        return _("Only the family wishes something of the professionals.")
    if of.side != Side.PROFESSIONAL or of.account_id is None:
        return _("A wish is for one of the professionals at the table.")
    return None


def obstacle_to_answering(meeting: AnyMeeting, account: Account, of: AnyInvitation) -> str | None:
    """A wish is answered by the one it is for; the pen holder writes it down in the room."""
    if ended := obstacle_to_changing(meeting):
        return ended
    if account.pk in (of.account_id, meeting.pen_holder_id):
        return None
    return _("Only %(name)s can answer this wish.") % {"name": of.name}


def obstacle_to_answering_as(
    meeting: AnyMeeting, account: Account, voice: AnyInvitation
) -> str | None:
    """Each answers, signs and is interviewed for themselves, also where one holds the pen.

    The pen holder does it for those who have no sign-in, in the room and on their word.
    """
    if obstacle := obstacle_to_changing(meeting):
        return obstacle
    if voice.meeting_id != meeting.pk:
        return _("This voice is not at the table.")
    if voice.account_id == account.pk:
        return None
    if voice.account_id is None and meeting.pen_holder_id == account.pk:
        return None
    return _("Only %(name)s can answer this.") % {"name": voice.name}


def obstacle_to_interviewing(
    meeting: AnyMeeting, account: Account, chairs: Iterable[AnyInvitation]
) -> str | None:
    """Why this account does not write down what the child says.

    The child does, and the adults it talks with; nobody of the family writes for it (S-37).
    """
    if obstacle := obstacle_to_changing(meeting):
        return obstacle
    own = next((chair for chair in chairs if chair.account_id == account.pk), None)
    if own is not None and (own.relation == "child" or own.side == Side.PROFESSIONAL):
        return None
    return _("Only the child and the adult it talks with write here.")


def obstacle_to_deciding_for_the_child(statement: Statement, account: Account) -> str | None:
    """The child decides about its words; whoever wrote them down does it on the child's word."""
    child_id = statement.case.person.account_id
    if account.pk in (child_id, statement.written_by_id):
        return None
    return _("The child decides who may know this.")


def obstacle_to_seeing(case: Case, account: Account) -> str | None:
    """Why somebody fills in no wheel of their own: the child says it in its own talk (S-38)."""
    if account.pk == case.person.account_id:
        return _("Your own wheel is filled in when you talk with an adult you trust.")
    return None


def obstacle_to_sitting_in(method: Method, sides: Iterable[tuple[str, str]]) -> str | None:
    """Why these cannot be invited: an interview is held with the child without its family (S-37).

    `sides` are each one's side and relation to the child.
    """
    if not method.has("interview"):
        return None
    chairs = list(sides)
    if any(side != Side.PROFESSIONAL and relation != "child" for side, relation in chairs):
        return _("This talk is the child's own. Invite the child and an adult it trusts.")
    if not any(relation == "child" for _side, relation in chairs):
        return _("Invite the child: the talk is with it.")
    return None


def voices_for(
    meeting: AnyMeeting, account: Account, voices: list[AnyInvitation]
) -> list[AnyInvitation]:
    """The voices this account may write in just now."""
    if obstacle_to_writing(meeting, account):
        return []
    here = [voice for voice in voices if voice.meeting_id == meeting.pk]
    return [voice for voice in here if _writes_in(meeting, account, voice)]


def names_a_contact(meeting: AnyMeeting, step: str) -> bool:
    """Whether who promises here is the family's contact until the day they promise (S-35)."""
    return step == CONTACT and meeting.case_id is not None

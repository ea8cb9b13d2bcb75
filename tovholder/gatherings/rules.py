"""Questions about a forum's gatherings, answered in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method
from tovholder.meetings.engine.running import Obstacle, asked, holding
from tovholder.meetings.engine.state import Board
from tovholder.meetings.rules import references
from tovholder.organisation.models import Account, Forum
from tovholder.people.naming import named_in, names_in

from .models import Agreement, Contribution, Meeting, Outcome
from .panels import advice_step
from .signatures import signs_here, waits_for_the_name_of


def obstacles_to_calling(forum: Forum, method: str, instrument: str = "") -> list[str]:
    """Why a gathering of this forum is not called by this method, with this instrument."""
    known = catalogue().methods.get(method)
    if known is None or not known.is_for_forum:
        return [_("This is a way to meet about a case. Call it at the case.")]
    if instrument and instrument not in known.instrument_choice:
        return [_("This way of meeting does not use that instrument.")]
    if known.instrument_choice and not instrument:
        return [_("Choose what you will look at together.")]
    return [obstacle.words for obstacle in _held_back(forum, known)]


def _held_back(forum: Forum, method: Method) -> list[Obstacle]:
    if not method.calls:
        return []
    held = Meeting.objects.of(forum).ended().values_list("method", flat=True)
    board = Board(steps={}, held=references(held))
    return holding(asked(board, method.calls))


def obstacles_to_asking(text: str, account: Account, *, nobody: bool) -> list[str]:
    """Why words are not put to a panel: they seem to name somebody (S-45).

    A name of a child the writer works with is refused; any other word with a capital letter is
    asked about, unless they have said that it is `nobody`.
    """
    children = Case.objects.visible_to(account).values_list(
        "person__given_name", "person__family_name"
    )
    known = named_in(text, (name for names in children for name in names))
    if known:
        words = _("“%(name)s” is somebody you work with. Write “the child”, or “the mother”.")
        return [words % {"name": name} for name in known]
    if nobody or not (names := names_in(text)):
        return []
    words = _("“%(names)s” looks like a name. Say it without, or say that it is nobody’s.")
    return [words % {"names": "”, “".join(names)}]


def obstacle_to_advising(meeting: Meeting, account: Account) -> str | None:
    """Why somebody does not answer a question: it is their own."""
    if meeting.called_by_id == account.pk:
        return _("You asked this. The panel answers.")
    return None


def obstacle_to_telling(meeting: Meeting, account: Account) -> str | None:
    """Why somebody does not tell what came of the advice."""
    if meeting.called_by_id != account.pk:
        return _("Whoever asked tells what came of it.")
    if Outcome.objects.filter(meeting=meeting).exists():
        return _("You have told what came of it.")
    answered = Contribution.objects.filter(meeting=meeting, step=advice_step().id).standing()
    return None if answered.exists() else _("Nobody has answered yet.")


def obstacle_to_signing(agreement: Agreement, account: Account) -> str | None:
    """Why somebody does not set their name under an agreement after the meeting (S-53)."""
    if not Agreement.objects.standing().filter(pk=agreement.pk).exists():
        return _("The team has made another agreement since. Read what stands now, and sign.")
    if not signs_here(agreement.forum, account):
        return _("Members of the team sign. You sit here only for a time.")
    if not waits_for_the_name_of(agreement, account):
        return _("You have signed it.")
    return None

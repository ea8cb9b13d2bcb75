"""What waits in a data-protection officer's day: how much, and nobody's case."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.organisation.models import Account, Officer
from tovholder.oversight.keeping.due import to_do
from tovholder.oversight.models import AccessRequest
from tovholder.oversight.requests import waiting_for_answer
from tovholder.oversight.sensitive import undecided
from tovholder.ui.dates import day_text

from .entries import MOST, Entry


def in_office(account: Account) -> list[Entry]:
    """What to decide on, who waits for an answer, and what has been kept long enough."""
    return [
        *decisions(undecided()),
        *access_requests(waiting_for_answer()),
        *kept_long_enough(account),
        *asked_to_end(account),
    ]


def decisions(waiting: int) -> list[Entry]:
    """How much the officer has not decided on yet: a number, and nobody's case."""
    if not waiting:
        return []
    words = ngettext(
        "%(number)s decision about what a family reads waits for you.",
        "%(number)s decisions about what a family reads wait for you.",
        waiting,
    )
    return [
        Entry(
            sentence=words % {"number": waiting},
            hint=_("Until you have decided, the family reads nothing of it."),
            action=_("Decide what the family reads"),
            url=reverse("oversight:decisions"),
        )
    ]


def access_requests(waiting: Iterable[AccessRequest]) -> list[Entry]:
    """Who waits to be told what is kept, for the officer; whom it is about stands on its page."""
    return [
        Entry(
            sentence=_("A party asks for the papers of a case.")
            if one.kind == AccessRequest.Kind.PARTY
            else _("Somebody asks what is kept about them."),
            hint=_("Answered no later than %(day)s.") % {"day": day_text(one.deadline)},
            late=_("That day has passed.") if one.deadline < timezone.localdate() else "",
            action=_("Read, and answer"),
            url=reverse("oversight:access_request", args=[one.pk]),
            due=one.deadline,
        )
        for one in list(waiting)[:MOST]
    ]


def kept_long_enough(account: Account) -> list[Entry]:
    """How many cases have been kept long enough, and how many a colleague would delete."""
    ready, proposed, decided = to_do(account)
    until_two = _("Nothing is deleted until two of you have said so.")
    said = (
        (ready, until_two, ngettext(
            "%(number)s closed case has been kept long enough.",
            "%(number)s closed cases have been kept long enough.",
            ready,
        )),
        (proposed, until_two, ngettext(
            "%(number)s proposal to delete a case waits for you.",
            "%(number)s proposals to delete a case wait for you.",
            proposed,
        )),
        (decided, _("Two of you have said so. The archive gets it first."), ngettext(
            "%(number)s case waits to be archived and deleted.",
            "%(number)s cases wait to be archived and deleted.",
            decided,
        )),
    )  # fmt: skip
    return [
        Entry(
            sentence=sentence % {"number": number},
            hint=hint,
            action=_("See which"),
            url=reverse("oversight:keeping"),
        )
        for number, hint, sentence in said
        if number
    ]


def asked_to_end(account: Account) -> list[Entry]:
    """That somebody has asked for the end of the office: whoever holds it hears it here."""
    asked = Officer.objects.current().filter(account=account, end_asked_by__isnull=False)
    return [
        Entry(
            sentence=_("%(name)s has asked that you no longer are data-protection officer.")
            % {"name": one.end_asked_by.name},
            hint=_("Another administrator decides. Until then it is your office as before."),
        )
        for one in asked.select_related("end_asked_by")
        if one.end_asked_by
    ]

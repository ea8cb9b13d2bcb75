"""What has been kept long enough, in an officer's day: how much, and nobody's case."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.organisation.models import Account
from tovholder.oversight.keeping.due import to_do

from .entries import Entry


def kept_long_enough(account: Account) -> list[Entry]:
    """How many cases have been kept long enough, and how many a colleague would delete."""
    ready, proposed = to_do(account)
    words = []
    if ready:
        words.append(
            ngettext(
                "%(number)s closed case has been kept long enough.",
                "%(number)s closed cases have been kept long enough.",
                ready,
            )
            % {"number": ready}
        )
    if proposed:
        words.append(
            ngettext(
                "%(number)s proposal to delete a case waits for you.",
                "%(number)s proposals to delete a case wait for you.",
                proposed,
            )
            % {"number": proposed}
        )
    return [
        Entry(
            sentence=sentence,
            hint=_("Nothing is deleted until two of you have said so."),
            action=_("See which"),
            url=reverse("oversight:keeping"),
        )
        for sentence in words
    ]

"""What a day holds for those who lead a team: the agreement to look at again (S-53)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tovholder.gatherings.models import Agreement

from .entries import Entry


def agreements_due(agreements: Iterable[Agreement]) -> list[Entry]:
    """One line for each agreement whose day has come."""
    return [
        Entry(
            sentence=_("It is time to look at your agreement again."),
            who=agreement.forum.name,
            action=_("See the agreement"),
            url=agreement.get_absolute_url(),
            due=agreement.evaluate_by,
        )
        for agreement in agreements
    ]

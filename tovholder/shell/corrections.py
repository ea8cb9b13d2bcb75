"""What of the day is somebody saying that something is wrong."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.correcting import to_answer
from tovholder.organisation.models import Account
from tovholder.ui.dates import day_text

from .entries import Entry


def corrections(account: Account) -> list[Entry]:
    """What I answer where I coordinate, the nearest last day first."""
    today = timezone.localdate()
    return [
        Entry(
            sentence=_("%(name)s says that something is wrong.") % {"name": one.by.name},
            who=one.case.person.name,
            hint=_("Answered no later than %(day)s.") % {"day": day_text(one.due)},
            late=_("That day has passed.") if one.due < today else "",
            action=_("Read, and answer"),
            url=reverse("cases:correction_answer", args=[one.case_id, one.pk]),
            due=one.due,
            case_id=one.case_id,
        )
        for one in to_answer(account)
    ]

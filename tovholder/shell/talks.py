"""What of the day is a talk about a child without consent."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.talking import talks_ahead
from tovholder.organisation.models import Account
from tovholder.ui.dates import day_text

from .entries import Entry


def talks(account: Account) -> list[Entry]:
    """What I take part in: on its way, or not written down yet."""
    today = timezone.localdate()
    return [
        Entry(
            sentence=_("You talk about %(child)s without consent, once.") % {"child": one.name},
            hint=_("You meet on %(day)s.") % {"day": day_text(one.meets_on, weekday=True)}
            if one.meets_on >= today
            else _("Write what was said, before the door shuts."),
            action=_("Open"),
            url=reverse("cases:talk", args=[one.pk]),
        )
        for one in talks_ahead(account)
    ]

"""What of the day is a talk about a child without consent."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.talking import talks_ahead, talks_called_off
from tovholder.organisation.models import Account
from tovholder.ui.dates import day_text

from .entries import Entry


def talks(account: Account) -> list[Entry]:
    """What I take part in: on its way, or not written down yet; and what is called off."""
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
    ] + [
        Entry(
            sentence=_("The talk about %(child)s on %(day)s is called off.")
            % {"child": one.child, "day": day_text(one.met_on, weekday=True)},
            hint=_("%(name)s writes: %(why)s") % {"name": one.by, "why": one.because},
        )
        for one in talks_called_off()
    ]

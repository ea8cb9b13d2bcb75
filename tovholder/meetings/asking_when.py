"""Asking when and where a meeting is, in both books; and taking a time that is free."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Self

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.catalogue import catalogue
from tovholder.ui.fields import ExplainedRadio

from .asking import DayField, LineField
from .models import Writing

AN_HOUR = timedelta(hours=1)


def asks_for_times(sent: QueryDict) -> bool:
    """Whether a form was sent to look for a time, or to take one, and not to be done yet."""
    return "find" in sent or "at" in sent


def with_time(sent: QueryDict, lasts: timedelta) -> QueryDict:
    """What was sent, with the free time that was chosen filled in."""
    try:
        starts = datetime.strptime(sent.get("at", ""), "%Y-%m-%dT%H:%M")  # noqa: DTZ007 of the place
    except ValueError:
        return sent
    filled = sent.copy()
    filled["day"] = starts.date().isoformat()
    filled["starts"] = starts.strftime("%H:%M")
    filled["ends"] = (starts + lasts).strftime("%H:%M")
    return filled


class TimeForm(forms.Form):
    """When and where."""

    use_required_attribute = False

    day = DayField(
        label=gettext_lazy("Day"),
        error_messages={"required": gettext_lazy("Say on which day the meeting is.")},
    )
    starts = forms.TimeField(
        label=gettext_lazy("From"),
        widget=forms.TimeInput,
        error_messages={"required": gettext_lazy("Say when it begins.")},
    )
    ends = forms.TimeField(
        label=gettext_lazy("To"),
        widget=forms.TimeInput,
        error_messages={"required": gettext_lazy("Say when it ends.")},
    )
    place = LineField(label=gettext_lazy("Place"), required=False)

    def clean(self) -> None:
        asked = self.cleaned_data
        if "ends" in asked and asked["ends"] is None and asked.get("starts"):
            asked["ends"] = _later(asked["starts"], self.usually_lasts)
        if asked.get("starts") and asked.get("ends") and asked["ends"] <= asked["starts"]:
            self.add_error("ends", _("The meeting ends before it begins."))

    @property
    def usually_lasts(self) -> timedelta:
        """How long such a meeting is when nobody says otherwise."""
        return AN_HOUR

    @property
    def lasts(self) -> timedelta:
        """How long the meeting is, as far as is said yet."""
        clock = forms.TimeField(required=False)
        try:
            starts, ends = (clock.to_python(self[name].value()) for name in ("starts", "ends"))
        except ValidationError:
            return self.usually_lasts
        if not starts or not ends or ends <= starts:
            return self.usually_lasts
        return datetime.combine(date.min, ends) - datetime.combine(date.min, starts)

    def unjudged(self) -> Self:
        """As it is filled in so far: nobody has sent it yet, so nothing is missing."""
        self._errors = ErrorDict()
        return self

    def moment(self, clock: str) -> datetime:
        """The start or the end of the meeting, on the clock of the place."""
        day = datetime.combine(self.cleaned_data["day"], self.cleaned_data[clock])
        return timezone.make_aware(day)


class CallingForm(TimeForm):
    """Which way of meeting, when and where, and who writes: what both books ask who calls one."""

    method = forms.ChoiceField(
        label=gettext_lazy("How we meet"),
        widget=ExplainedRadio,
        error_messages={"required": gettext_lazy("Choose how you will meet.")},
    )
    ends = forms.TimeField(
        label=gettext_lazy("To"),
        widget=forms.TimeInput,
        required=False,
    )
    writing = forms.ChoiceField(
        label=gettext_lazy("Who writes"), choices=Writing.choices, widget=forms.RadioSelect
    )

    @property
    def usually_lasts(self) -> timedelta:
        """As the chosen way of meeting says."""
        known = catalogue().methods.get(str(self["method"].value()))
        return timedelta(minutes=known.lasts_minutes) if known else AN_HOUR


def _later(clock: time, lasts: timedelta) -> time:
    """The clock after so long; a meeting does not go on into the night."""
    after = datetime.combine(date.min, clock) + lasts
    return after.time() if after.date() == date.min else time.max

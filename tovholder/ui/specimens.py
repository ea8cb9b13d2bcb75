"""What the gallery shows: a form, and charts of invented numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.middle_line import Middle, middle_line
from tovholder.ui.charts.network import Tie, network
from tovholder.ui.charts.radar import Series, radar
from tovholder.ui.charts.ruler import ruler
from tovholder.ui.charts.scale_line import Stand, scale_line
from tovholder.ui.charts.sign_line import sign_line
from tovholder.ui.charts.timeline import Event, timeline
from tovholder.ui.charts.wheel import Slice, wheel
from tovholder.ui.charts.wordcloud import wordcloud
from tovholder.ui.charts.yearwheel import Activity, yearwheel
from tovholder.ui.fields import ExplainedRadio

TODAY = date(2026, 11, 20)


class SpecimenForm(forms.Form):
    """One field of each kind a page may ask with."""

    seen_on = forms.DateField(label=gettext_lazy("When did you see it?"))
    seen = forms.CharField(
        label=gettext_lazy("What have you seen or heard?"),
        help_text=gettext_lazy("What you saw yourself. Leave out what you think the reason is."),
        widget=forms.Textarea,
    )
    worry = forms.ChoiceField(
        label=gettext_lazy("How worried are you?"),
        choices=[
            ("green", gettext_lazy("Green")),
            ("yellow", gettext_lazy("Yellow")),
            ("red", gettext_lazy("Red")),
        ],
        widget=ExplainedRadio(
            hints={
                "green": gettext_lazy("Things are going well, and I keep an eye on it."),
                "yellow": gettext_lazy("I am worried, and what we do is not enough."),
                "red": gettext_lazy("I am very worried, and something must happen now."),
            },
            tones={"green": "green", "yellow": "yellow", "red": "red"},
        ),
    )
    talked = forms.ChoiceField(
        label=gettext_lazy("Have you talked with the parents about it?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("Not yet"))],
        widget=forms.RadioSelect,
        required=False,
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where?"),
        choices=[("class", gettext_lazy("In class")), ("yard", gettext_lazy("In the yard"))],
    )
    receipt = forms.BooleanField(
        label=gettext_lazy("Send me a receipt"),
        help_text=gettext_lazy("It says what happens now, and by when."),
        required=False,
    )


# Colours a municipality may have, the hard ones among them.
COLOURS = {
    "#0b5c68": gettext_lazy("Ours"),
    "#ffcc00": gettext_lazy("Yellow"),
    "#000000": gettext_lazy("Black"),
    "#f7a8c4": gettext_lazy("Pink"),
}


class ColourForm(forms.Form):
    """A colour to see the gallery in."""

    accent = forms.CharField(
        label=gettext_lazy("Colour"),
        widget=forms.TextInput({"type": "color"}),
        validators=[RegexValidator(r"^#[0-9a-f]{6}\Z", gettext_lazy("Write it as #ffcc00."))],
    )


@dataclass(frozen=True)
class Observation:
    """Enough of an observation to be drawn."""

    seen: str
    on: date


def charts() -> list[tuple[str, Drawing]]:
    """Every chart of the house with its caption."""
    made: list[tuple[str, Callable[[str], Drawing]]] = [
        (_("Emma plays with others at break"), _sign),
        (_("Worry"), lambda title: ruler(title, value=6)),
        (_("The course so far"), _course),
        (_("How we work together round Emma"), _web),
        (_("How safe is it at home?"), _safety),
        (_("Did the meeting make sense?"), _sense),
        (_("Wellbeing"), _wellbeing),
        (_("The people round Emma"), _people),
        (_("The school's year"), _year),
        (_("What matters most in working together?"), _words),
    ]
    return [(title, draw(title)) for title, draw in made]


def _sign(title: str) -> Drawing:
    days = [
        ("not_seen", date(2026, 9, 14)), ("not_seen", date(2026, 9, 18)),
        ("partly", date(2026, 9, 28)), ("not_seen", date(2026, 10, 5)),
        ("partly", date(2026, 10, 19)), ("seen", date(2026, 11, 2)),
        ("partly", date(2026, 11, 9)), ("seen", date(2026, 11, 16)),
    ]  # fmt: skip
    return sign_line(title, [Observation(seen, on) for seen, on in days])


def _course(title: str) -> Drawing:
    meetings, efforts, events = _("Meetings"), _("Efforts"), _("Events")
    return timeline(
        title,
        [
            Event(events, _("Concern"), date(2026, 8, 4)),
            Event(meetings, _("Shared meeting"), date(2026, 8, 24)),
            Event(efforts, _("Support at break"), date(2026, 8, 31), date(2026, 11, 6)),
            Event(meetings, _("Follow-up"), date(2026, 10, 12)),
            Event(events, _("Away from school more often"), date(2026, 11, 3)),
            Event(efforts, _("Talks with the psychologist"), date(2026, 11, 9), date(2026, 12, 18)),
            Event(meetings, _("Follow-up"), date(2026, 12, 3)),
        ],
        today=TODAY,
    )


def _web(title: str) -> Drawing:
    axes = [
        _("Shared goals"), _("Communication"), _("Roles"), _("Child and parents take part"),
        _("Knowing each other"), _("Trust"), _("Follow-up"), _("Support from leaders"),
    ]  # fmt: skip
    waves = [
        (_("March"), (2, 3, 2, 2, 1, 4, 2, 3)),
        (_("June"), (3, 3, 3, 3, 3, 4, 2, 3)),
        (_("November"), (4, 4, 3, 4, 4, 4, 3, 3)),
    ]
    return radar(title, axes, [Series(label, values) for label, values in waves])


def _safety(title: str) -> Drawing:
    answers = [("Sofie Holm", 3, 2), ("Mette Lund", 6, 1), ("Jonas Berg", 6, 1), ("Lene Moe", 8, 1)]
    return scale_line(title, [Stand(name, value, hue) for name, value, hue in answers])


def _sense(title: str) -> Drawing:
    times = [(date(2026, 3, 4), 5, 2, 8), (date(2026, 6, 2), 6, 4, 8), (date(2026, 9, 9), 8, 6, 9)]
    return middle_line(title, [Middle(on, middle, low, high, 4) for on, middle, low, high in times])


def _wellbeing(title: str) -> Drawing:
    answers = [
        (_("Safe"), 4), (_("Healthy"), 4), (_("Learning"), 2), (_("Nurtured"), 4),
        (_("Active"), 3), (_("Respected"), 3), (_("Responsible"), 3), (_("Included"), 1),
    ]  # fmt: skip
    return wheel(title, [Slice(label, value) for label, value in answers])


def _people(title: str) -> Drawing:
    family, school = _("Family"), _("School")
    services, friends = _("Municipality"), _("Friends and free time")
    return network(
        title,
        "Emma",
        [
            Tie("Lene", _("Mother"), family, 1, "strong"),
            Tie("Inge", _("Grandmother"), family, 1, "strong"),
            Tie("Anders", _("Father"), family, 2),
            Tie("Mette", _("Class teacher"), school, 1, "strong"),
            Tie("Jonas", _("Pedagogue"), school, 2),
            Tie("Ida", _("Speech therapist"), school, 3),
            Tie("Sofie", _("Social worker"), services, 2),
            Tie("Karen", _("Health visitor"), services, 3),
            Tie("Peter", _("Psychologist"), services, 3, "thin"),
            Tie("Emil", _("Friend"), friends, 1, "strong"),
            Tie("Ali", _("Football coach"), friends, 3, "thin"),
        ],
    )


def _year(title: str) -> Drawing:
    wellbeing, teams, leaders = _("Wellbeing"), _("Teams"), _("Leaders")
    return yearwheel(
        title,
        [
            Activity(wellbeing, _("Wellbeing survey"), date(2026, 1, 5), date(2026, 2, 20)),
            Activity(
                wellbeing, _("From kindergarten to school"), date(2026, 4, 1), date(2026, 5, 31)
            ),
            Activity(wellbeing, _("School starts"), date(2026, 8, 10), date(2026, 9, 15)),
            Activity(teams, _("Spider's web"), date(2026, 2, 9), date(2026, 3, 20)),
            Activity(teams, _("Team meetings"), date(2026, 6, 1), date(2026, 6, 25)),
            Activity(teams, _("Team meetings"), date(2026, 9, 21), date(2026, 11, 10)),
            Activity(leaders, _("Goals"), date(2026, 1, 5), date(2026, 2, 28)),
            Activity(leaders, _("Review of the year"), date(2026, 10, 1), date(2026, 12, 10)),
        ],
        year=2026,
        today=TODAY,
    )


def _words(title: str) -> Drawing:
    said = [
        (_("working together"), 21), (_("trust"), 18), (_("the child first"), 15),
        (_("shared goals"), 13), (_("time"), 12), (_("openness"), 11), (_("parents"), 10),
        (_("structure"), 9), (_("clear roles"), 8), (_("curiosity"), 7), (_("follow-up"), 6),
        (_("early help"), 6), (_("listening"), 5), (_("respect"), 5), (_("calm"), 4),
        (_("support"), 4), (_("courage"), 3), (_("hope"), 3), (_("small steps"), 2),
        (_("humour"), 2), (_("play"), 1),
    ]  # fmt: skip
    return wordcloud(title, dict(said))

"""Asking for a meeting, for an answer before it, for other words. Nothing here saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.ui.fields import offer

from .actions.calling import Chair
from .asking import LineField, WordsField
from .asking_when import CallingForm, TimeForm
from .balance import Balance, balance
from .models import Meeting, Side
from .rules import obstacles_to_calling
from .ways import Way, Ways, in_order, offered


class RescheduleForm(TimeForm):
    """Another time, or another place, and why. `number`: how often it had been moved before."""

    because = WordsField(
        label=gettext_lazy("Why it is moved"),
        help_text=gettext_lazy("Everyone who is invited reads this."),
        limit=500,
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReplyForm(forms.Form):
    """Whether one comes, to the time one saw; words only where somebody wants to."""

    says = forms.CharField(max_length=20)
    starts_at = forms.DateTimeField()
    words = WordsField(
        label=gettext_lazy("Your words"),
        help_text=gettext_lazy("Those who lead the meeting read them."),
        required=False,
        limit=500,
    )


class CallOffForm(forms.Form):
    """Why a meeting will not be held."""

    use_required_attribute = False

    because = WordsField(
        label=gettext_lazy("Why it is called off"),
        help_text=gettext_lazy("Everyone who is invited reads this."),
        limit=500,
    )


class CallForm(CallingForm):
    """Which method, what for, when, where, and whom: with the balance of the table in sight."""

    field_order = ("method", "purpose", "day", "starts", "ends", "place")

    purpose = WordsField(
        label=gettext_lazy("What the meeting is for"),
        help_text=gettext_lazy("In words the family would use themselves."),
        limit=500,
    )
    invited = forms.MultipleChoiceField(required=False, label=gettext_lazy("Whom to invite"))
    trusted = forms.MultipleChoiceField(required=False)
    child_comes = forms.BooleanField(required=False)
    companion = LineField(
        required=False,
        label=gettext_lazy("A companion the family brings"),
        help_text=gettext_lazy("A companion has a chair at the meeting and sees nothing else."),
    )
    family_name = LineField(
        required=False, label=gettext_lazy("Somebody else from the family, by name")
    )

    def __init__(self, *args: Any, case: Case, chairs: Sequence[Chair], **kwargs: Any) -> None:
        self.known = {str(chair.account.pk): chair for chair in chairs if chair.account}
        self.child = child = case.person.given_name
        super().__init__(*args, **kwargs)
        names = [(key, chair.name) for key, chair in self.known.items()]
        for name in ("invited", "trusted"):
            offer(self, name, names)
        offered(self, _ways(case))
        if any(chair.relation == "child" for chair in self.known.values()):
            del self.fields["child_comes"]  # the child is on the list already
        else:
            self.fields["child_comes"].label = _("%(name)s takes part") % {"name": child}

    def clean(self) -> None:
        super().clean()
        if "invited" in self.cleaned_data and not self.cleaned_data["invited"]:
            self.add_error("invited", _("Invite somebody."))

    def chairs(self) -> list[Chair]:
        """Those chosen so far, in the order people are listed."""
        chosen, trusted = set(self._chosen("invited")), set(self._chosen("trusted"))
        found = [
            Chair(
                name=chair.name,
                side=chair.side,
                account=chair.account,
                profession=chair.profession,
                relation=chair.relation,
                trusted=key in trusted and chair.side == Side.PROFESSIONAL,
            )
            for key, chair in self.known.items()
            if key in chosen
        ]
        if self._asked("child_comes"):
            found.append(Chair(name=self.child, side=Side.FAMILY, relation="child"))
        if name := self._asked("family_name"):
            found.append(Chair(name=str(name).strip(), side=Side.FAMILY, relation="other"))
        if name := self._asked("companion"):
            found.append(Chair(name=str(name).strip(), side=Side.COMPANION))
        return found

    def called(self) -> dict[str, Any]:
        """What was asked for, as `actions.call` takes it, but for whom."""
        asked = {
            name: self.cleaned_data[name] for name in ("method", "purpose", "place", "writing")
        }
        return asked | {"starts_at": self.moment("starts"), "ends_at": self.moment("ends")}

    @property
    def balance(self) -> Balance:
        """The table as it would be."""
        return balance(chair.side for chair in self.chairs())

    @property
    def people(self) -> list[dict[str, Any]]:
        """Each one who may be invited, with the two boxes to tick."""
        chosen, trusted = set(self._chosen("invited")), set(self._chosen("trusted"))
        return [
            {"key": key, "chair": chair, "invited": key in chosen, "trusted": key in trusted}
            for key, chair in self.known.items()
        ]

    def _chosen(self, name: str) -> list[str]:
        if not self.is_bound:
            asked = self.initial.get(name) or (self.known if name == "invited" else ())
            return [key for key in self.known if key in asked]
        return [str(key) for key in self[name].value() or []]

    def _asked(self, name: str) -> Any:
        return self[name].value() if self.is_bound and name in self.fields else None


def _ways(case: Case) -> Ways:
    """Each way of meeting with what it waits for at this case; first those it met in before."""
    ways = [
        Way(method, [obstacle.words for obstacle in obstacles_to_calling(method, case)])
        for method in catalogue().methods.values()
        if method.is_for_case
    ]
    return in_order(ways, used=Meeting.objects.of(case).ways_used())


class ChairForm(forms.Form):
    """One more chair, for somebody who has no seat at the case: family or a companion."""

    name = LineField(label=gettext_lazy("Name"))
    side = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[(Side.COMPANION, Side.COMPANION.label), (Side.FAMILY, Side.FAMILY.label)],
        widget=forms.RadioSelect,
        initial=Side.COMPANION,
    )


class ChangeForm(forms.Form):
    """Other words for a sentence on the board, with the version one saw."""

    text = WordsField(label=gettext_lazy("What is said"), lines=3)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerField(WordsField):
    """An answer one may leave empty; the page says so once, and not at every question."""

    def validate(self, value: Any) -> None:
        """Nothing is missing here."""


class PreparationForm(forms.Form):
    """The method's questions, each with a box to keep the answer to oneself."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.key] = AnswerField(label=question.text or question.title, lines=3)
            self.fields[f"{question.key}-held"] = forms.BooleanField(
                label=_("Not on the board: I will say it myself"), required=False
            )

    def clean(self) -> None:
        asked = self.cleaned_data
        if not self.errors and not any(asked.get(question.key) for question in self.questions):
            raise ValidationError(_("Write a few words under at least one of the questions."))

    def pairs(self) -> list[tuple[Any, Any]]:
        """Each question's box with the box that keeps it back."""
        return [(self[q.key], self[f"{q.key}-held"]) for q in self.questions]


class LinkForm(PreparationForm):
    """The same questions for somebody behind a link: what is sent is for the table."""

    def __init__(self, *args: Any, questions: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, questions=questions, **kwargs)
        for question in questions:
            del self.fields[f"{question.key}-held"]

    def boxes(self) -> list[Any]:
        """Each question's box."""
        return [self[question.key] for question in self.questions]

"""What a team is asked when it decides. Forms ask and check; they never save."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tovholder.cases.wording import in_sentence
from tovholder.instruments.fields import PlainText
from tovholder.organisation.models import Account, Forum, Membership
from tovholder.ui.fields import ExplainedRadio, offer

from ..actions.deciding import FirstQuestion, Words
from ..models import Concern
from ..rules import asks_parents, forums_further_on
from .words import long_text


class DecidingForm(forms.Form):
    """Every decision knows how many there were when it was written."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def said(self) -> dict[str, Any]:
        """What was answered, in the words of the action that decides."""
        return dict(self.cleaned_data)


class _Answering(DecidingForm):
    """What the author is told, and the part that is hers."""

    answer = long_text(
        _("What do you tell the author?"), _("The author reads this, word for word.")
    )
    part = long_text(
        _("What is the author's own part?"),
        _("What you ask the author to do, and what the author can count on from you."),
        required=False,
    )

    def said(self) -> dict[str, Any]:
        said = super().said()
        said["answer"] = Words(text=said["answer"], part=said.pop("part"))
        return said


class _FirstAsking(_Answering):
    """The first question: whether one person can solve it."""

    one_person = forms.ChoiceField(
        label=_("Can one person solve this?"),
        widget=ExplainedRadio,
        choices=[("yes", _("Yes")), ("no", _("No"))],
    )
    reason = long_text(_("Why, or why not?"))

    def said(self) -> dict[str, Any]:
        said = super().said()
        one_person, reason = said.pop("one_person") == "yes", said.pop("reason")
        return {**said, "first": FirstQuestion(one_person=one_person, reason=reason)}


class EffortForm(_FirstAsking):
    """A local effort: first whether one person can solve it, then what, who and until when."""

    effort = long_text(_("What is done?"), _("Something that can be seen on an ordinary day."))
    responsible = PlainText(label=_("Who does it?"), max_length=200)
    look_again_on = forms.DateField(
        label=_("When does the team look at it again?"), widget=forms.DateInput
    )

    field_order = (
        "one_person",
        "reason",
        "effort",
        "responsible",
        "look_again_on",
        "answer",
        "part",
    )

    def clean_look_again_on(self) -> date:
        day: date = self.cleaned_data["look_again_on"]
        today = timezone.localdate()
        if day <= today:
            raise ValidationError(_("Choose a day after today."))
        if day > today + timedelta(days=365):
            raise ValidationError(_("Choose a day within a year."))
        return day


class QuestionForm(DecidingForm):
    """What the team needs to know before it can decide."""

    text = long_text(
        _("What do you need to know?"),
        _("The author is asked, and the concern comes back with the reply."),
    )


class MemberField(forms.ModelChoiceField):
    """A member of the team, by name and profession."""

    def label_from_instance(self, account: Any) -> str:
        if not account.is_professional:
            return str(account.name)
        return f"{account.name}, {in_sentence(account.professional.title)}"


class SendingOnForm(_Answering):
    """Who takes it home, and why one person cannot solve it."""

    reason = long_text(
        _("Can one person solve this? No, because …"),
        _("A case brings people together. Say what that adds for the child."),
    )
    taken_by = MemberField(
        queryset=Account.objects.none(),
        label=_("Who takes it home?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    taken_home = forms.BooleanField(
        label=_("It is prioritised in that person's own service, across schools"), required=False
    )

    field_order = ("reason", "taken_by", "taken_home", "answer", "part")

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.current().filter(forum=forum).values("account")
        offer(
            self,
            "taken_by",
            Account.objects.filter(pk__in=members)
            .select_related("professional__unit", "professional__account")
            .order_by("sort_key"),
        )


class EndForm(_FirstAsking):
    """The team needs to do no more."""

    reason = long_text(_("Why is no more needed from the team?"))

    field_order = ("one_person", "reason", "answer", "part")


class ForumField(forms.ModelChoiceField):
    """A team, by its name and what kind it is."""

    def label_from_instance(self, forum: Any) -> str:
        return forum.name if forum.title in forum.name else f"{forum.name} ({forum.title})"


class ReferralForm(_Answering):
    """Which team takes over, and what more is needed there."""

    to = ForumField(
        queryset=Forum.objects.none(),
        label=_("Which team?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = long_text(
        _("Can one person solve this? No, because …"),
        _("Say what the other team can do that yours cannot."),
    )
    parents_know = forms.BooleanField(
        label=_("The parents know that it goes to this team too, and have said yes"), required=False
    )

    field_order = ("to", "reason", "parents_know", "answer", "part")

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forums = forums_further_on(concern)
        offer(self, "to", _in_order(forums))
        if len(forums) == 1:
            self.fields["to"].initial = forums[0].pk
        if not asks_parents(concern):
            self.fields["parents_know"].widget = forms.HiddenInput()


def _in_order(forums: list[Forum]) -> Any:
    places = [When(pk=forum.pk, then=place) for place, forum in enumerate(forums)]
    found = Forum.objects.filter(pk__in=[forum.pk for forum in forums])
    return found.order_by(Case(*places)) if places else found

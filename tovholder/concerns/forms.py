"""What is asked of a leader and a triage. Forms ask and check; they never save."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tovholder.instruments.fields import PlainText
from tovholder.organisation.models import Account, Forum, Membership
from tovholder.people.actions import check_birth_date
from tovholder.ui.fields import ExplainedRadio, offer

from .actions.deciding import FirstQuestion, Words
from .legal import bases_for_exchange, party_choices

LONG = 4000
MOST_HIDDEN_WORDS = 40


def _long(label: Any, help_text: Any = "", *, required: bool = True) -> PlainText:
    return PlainText(
        label=label, help_text=help_text, required=required, max_length=LONG, widget=forms.Textarea
    )


class AgreedForm(forms.Form):
    """The parents agreed."""

    agreed_on = forms.DateField(label=_("When did they agree?"), widget=forms.DateInput)
    agreed_how = _long(
        _("How did they agree, and to what?"),
        _("For example: at a talk at the school, both parents, that the triage may know."),
    )

    def clean_agreed_on(self) -> date:
        day: date = self.cleaned_data["agreed_on"]
        today = timezone.localdate()
        if day > today:
            raise ValidationError(_("The parents cannot have agreed in the future."))
        if day < today - timedelta(days=365):
            raise ValidationError(_("That is more than a year ago. Speak with the parents again."))
        return day


class AnonymousForm(forms.Form):
    """Further words to hide, one on each line."""

    also = PlainText(
        label=_("Hide these words too"),
        help_text=_("One on each line: a nickname, a sibling, a street, a club."),
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )

    def clean_also(self) -> str:
        text: str = self.cleaned_data["also"]
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_HIDDEN_WORDS or any(len(line) > 100 for line in lines):
            raise ValidationError(_("At most 40 lines, each of at most 100 characters."))
        return text

    def hidden_words(self) -> list[str]:
        """The words, as far as they could be read."""
        text = getattr(self, "cleaned_data", {}).get("also", "")
        return [line.strip() for line in text.splitlines() if line.strip()]


class ExchangeForm(forms.Form):
    """A one-time exchange: why not otherwise, then why, between whom, on which law (S-44)."""

    why_not_anonymous = _long(
        _("Could it be discussed anonymously?"), _("If not: why is that not enough?")
    )
    why_not_with_parents = _long(
        _("Could it be discussed together with the parents?"), _("If not: why not?")
    )
    why_not_consent = _long(
        _("Could you ask the parents for consent?"),
        _("If not: what have you tried, or why can it not be asked?"),
    )
    necessary = _long(
        _("Why is the exchange necessary for this child?"),
        _("In a few words that the family may read."),
    )
    parties = forms.MultipleChoiceField(
        label=_("Between whom?"), widget=forms.CheckboxSelectMultiple
    )
    legal_basis = forms.ChoiceField(label=_("Legal basis today"))

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(basis.id, basis.words().title) for basis in bases_for_exchange(country)]
        offer(self, "legal_basis", choices)
        offer(self, "parties", party_choices(country))
        if len(choices) == 1:
            self.fields["legal_basis"].initial = choices[0][0]

    def why_not(self) -> dict[str, str]:
        """Why each of the milder ways is not enough."""
        said = self.cleaned_data
        return {
            "anonymous": said["why_not_anonymous"],
            "with_parents": said["why_not_with_parents"],
            "consent": said["why_not_consent"],
        }


class FindPupilForm(forms.Form):
    """Whom to look for among the school's pupils."""

    text = PlainText(label=_("Name of the pupil"), max_length=100)


class RegisterForm(forms.Form):
    """A child who is on no list yet."""

    given_name = PlainText(label=_("Given name"), max_length=120)
    family_name = PlainText(label=_("Family name"), max_length=120)
    birth_date = forms.DateField(label=_("Date of birth"), widget=forms.DateInput)
    group = PlainText(label=_("Class"), max_length=40, required=False)

    def clean_birth_date(self) -> date:
        day: date = self.cleaned_data["birth_date"]
        check_birth_date(day)
        return day


class DecidingForm(forms.Form):
    """Every decision knows how many there were when it was written."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def said(self) -> dict[str, Any]:
        """What was answered, in the words of the action that decides."""
        return dict(self.cleaned_data)


class _Answering(DecidingForm):
    """What the author is told, and the part that is hers."""

    answer = _long(_("What do you tell the author?"), _("The author reads this, word for word."))
    part = _long(
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
    reason = _long(_("Why, or why not?"))

    def said(self) -> dict[str, Any]:
        said = super().said()
        one_person, reason = said.pop("one_person") == "yes", said.pop("reason")
        return {**said, "first": FirstQuestion(one_person=one_person, reason=reason)}


class EffortForm(_FirstAsking):
    """A local effort: first whether one person can solve it, then what, who and until when."""

    effort = _long(_("What is done?"), _("Something that can be seen on an ordinary day."))
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

    text = _long(
        _("What do you need to know?"),
        _("The author is asked, and the concern comes back with the reply."),
    )


class MemberField(forms.ModelChoiceField):
    """A member of the team, by name and profession."""

    def label_from_instance(self, account: Any) -> str:
        return str(account.professional) if account.is_professional else account.name


class SendingOnForm(_Answering):
    """Who takes it home, and why one person cannot solve it."""

    reason = _long(
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

    reason = _long(_("Why is no more needed from the team?"))

    field_order = ("one_person", "reason", "answer", "part")


class ReplyForm(forms.Form):
    """The author's answer to a question."""

    reply = _long(
        _("Your reply"),
        _("Describe what you have seen and heard yourself."),
    )

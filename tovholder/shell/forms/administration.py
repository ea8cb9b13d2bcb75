"""What the administrator is asked."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account, Forum, Professional, Unit
from tovholder.organisation.rules import who_uses_codes
from tovholder.ui.fields import offer

COUNTRIES = [("dk", gettext_lazy("Denmark")), ("no", gettext_lazy("Norway"))]
UNIT_KINDS = [
    ("district", gettext_lazy("District")),
    ("school", gettext_lazy("School")),
    ("psychology", gettext_lazy("Educational psychology")),
    ("health", gettext_lazy("Health service")),
    ("family", gettext_lazy("Family department")),
    ("therapy", gettext_lazy("Therapy")),
    ("administration", gettext_lazy("Administration")),
]


class UnitForm(forms.Form):
    """A place of work."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=UNIT_KINDS)
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES)
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Part of"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label="—",
        help_text=gettext_lazy("The district, where it belongs to one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", Unit.objects.order_by("name"))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Unit.objects.filter(name__iexact=name).exists():
            raise ValidationError(_("There is a unit with this name already."))
        return name


class AccountForm(forms.Form):
    """An account; with a unit and a profession for someone at work."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=gettext_lazy("First password"),
        max_length=1000,
        strip=False,
        required=False,
        help_text=gettext_lazy("Give it to them in person; they can choose their own at once."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Works at"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label="—",
        help_text=gettext_lazy("Leave it open for a child or a parent."),
    )
    profession = forms.ChoiceField(label=gettext_lazy("Works as"), required=False)
    is_leader = forms.BooleanField(label=gettext_lazy("Leads the unit"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", Unit.objects.order_by("name"))
        known = [(key, item.words().title) for key, item in catalogue().professions.items()]
        offer(
            self,
            "profession",
            [
                ("", "—"),
                *sorted(known, key=lambda pair: pair[1].casefold()),
            ],
        )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if Account.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("Someone else has this user name."))
        return username

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            password_validation.validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(answers.get("unit")) != bool(answers.get("profession")):
            raise ValidationError(_("Someone at work has both a place of work and a profession."))
        return answers


class ForumForm(forms.Form):
    """A team with a mandate and a fixed day."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none())
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Meets on"), coerce=int, choices=list(WEEKDAYS.items())[:5]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", Unit.objects.order_by("name"))
        known = [(key, item.words().title) for key, item in catalogue().fora.items()]
        offer(self, "kind", sorted(known, key=lambda pair: pair[1].casefold()))


class MemberForm(forms.Form):
    """Someone's place in a team."""

    forum = forms.ModelChoiceField(label=gettext_lazy("Team"), queryset=Forum.objects.none())
    account = forms.ModelChoiceField(label=gettext_lazy("Who"), queryset=Account.objects.none())
    chair = forms.BooleanField(label=gettext_lazy("Leads the team"), required=False)
    until = forms.DateTimeField(
        label=gettext_lazy("Only until"),
        required=False,
        help_text=gettext_lazy("For a guest. Leave it open for a member."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        working = Account.objects.filter(professional__isnull=False, is_active=True)
        offer(self, "forum", Forum.objects.teams().order_by("name"))
        offer(self, "account", working.order_by("sort_key"))

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        until = answers.get("until")
        if until is not None and until <= timezone.now():
            self.add_error("until", _("Choose a time to come."))
        return answers


class LastDayForm(forms.Form):
    """Someone's last day at work here."""

    account = forms.ModelChoiceField(label=gettext_lazy("Who"), queryset=Account.objects.none())
    last_day = forms.DateField(
        label=gettext_lazy("Last day at work"),
        widget=forms.DateInput,
        help_text=gettext_lazy("The day after, what they see at work is closed to them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        working = Account.objects.filter(professional__in=Professional.objects.current())
        offer(self, "account", working.select_related("professional").order_by("sort_key"))


class LostForm(forms.Form):
    """Somebody whose telephone is gone, and how one knows that it is they who ask."""

    account = forms.ModelChoiceField(label=gettext_lazy("Who"), queryset=Account.objects.none())
    because = forms.CharField(
        label=gettext_lazy("Why, and how you know who asks"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "They read this. Their sign-ins end, and the password alone serves."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "account", who_uses_codes())

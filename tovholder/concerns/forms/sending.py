"""What an author is asked besides the concern itself: where it goes, and what was asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.organisation.models import Account, Forum

from ..rules import receiving_forums
from .words import long_text


class ReplyForm(forms.Form):
    """The author's answer to a question."""

    reply = long_text(
        _("Your reply"),
        _("Describe what you have seen and heard yourself."),
    )


class ReceiverForm(forms.Form):
    """Where a concern goes: asked only of those who have a choice.

    What somebody has told without giving a name begins at the authority (S-21).
    """

    to = forms.ChoiceField(label=_("Where does it go?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = receiving_forums(account)
        self.anonymous = receiving_forums(account, anonymous=True)
        said = gettext("%(team)s: somebody has told me this without giving a name")
        choices = [(f"own:{forum.pk}", forum.name) for forum in self.own]
        choices += [
            (f"anonymous:{forum.pk}", said % {"team": forum.name}) for forum in self.anonymous
        ]
        field = self.fields["to"]
        field.choices = choices  # type: ignore[attr-defined] # a choice field
        field.initial = choices[0][0] if self.own else None
        field.required = self.asks = bool(self.anonymous) or len(self.own) > 1

    def said(self) -> dict[str, Any]:
        """The forum chosen and whether it was an approach without a name."""
        way, _colon, chosen = self.cleaned_data["to"].partition(":")
        forums: list[Forum] = self.anonymous if way == "anonymous" else self.own
        forum = next((forum for forum in forums if str(forum.pk) == chosen), None)
        return {"to": forum, "anonymous": way == "anonymous"}

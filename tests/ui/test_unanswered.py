"""A field nobody answered says what to do, in words of the house."""

import pytest
from django import forms
from django.utils import translation

from tovholder.ui.unanswered import UNANSWERED


class Asking(forms.Form):
    words = forms.CharField()
    day = forms.DateField()
    one = forms.ChoiceField(choices=[("a", "A")])
    many = forms.MultipleChoiceField(choices=[("a", "A")])
    yes = forms.BooleanField()
    own = forms.CharField(error_messages={"required": "Eget ord"})


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_no_field_is_called_required(language: str) -> None:
    with translation.override(language):
        form = Asking({})
        told = {name: str(errors[0]) for name, errors in form.errors.items()}
        assert told["own"] == "Eget ord"
        assert len(set(told.values())) == len(told)
        for words in (*told.values(), *(str(words) for words in UNANSWERED.values())):
            for ours in ("påkrævet", "påkrevd", "obligatorisk", "required"):
                assert ours not in words.casefold()


def test_the_words_are_danish_to_a_dane() -> None:
    with translation.override("da"):
        assert str(Asking({}).errors["words"][0]) == "Skriv et svar her."
        assert str(Asking({}).errors["day"][0]) == "Vælg en dag."

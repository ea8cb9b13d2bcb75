"""The words of what came of an advice (S-52)."""

from django.utils.translation import pgettext_lazy

from .models import Outcome

HELPED = {
    Outcome.Helped.YES: pgettext_lazy("did it help", "Yes"),
    Outcome.Helped.PARTLY: pgettext_lazy("did it help", "A little"),
    Outcome.Helped.NO: pgettext_lazy("did it help", "No"),
}

"""Whom a child trusts, who it was before, and whether somebody new is to be found (S-39)."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy

from .models import Case, TrustedAdult

CHOOSERS = {
    TrustedAdult.Chooser.CHILD: gettext_lazy("The child"),
    TrustedAdult.Chooser.PARENTS: gettext_lazy("The parents"),
    TrustedAdult.Chooser.TOGETHER: gettext_lazy("The child and the parents together"),
}


@dataclass(frozen=True)
class Trusted:
    """The last word of a case, whether that adult is still there, and the words before it."""

    now: TrustedAdult | None
    is_there: bool
    before: tuple[TrustedAdult, ...]

    @property
    def chooser(self) -> str:
        """Who chose, in words."""
        return str(CHOOSERS[TrustedAdult.Chooser(self.now.chosen_by)]) if self.now else ""

    @property
    def is_to_find(self) -> bool:
        """Whether the adult has gone or soon goes, and nobody has asked the child since."""
        if self.now is None or self.now.account is None:
            return False
        return not self.is_there or leaves(self.now)


def trusted_at(case: Case) -> Trusted:
    """Whom the child of an opened case trusts, in two queries."""
    said = list(
        TrustedAdult.objects.of(case)
        .select_related("account__professional__unit")
        .order_by("-at", "-pk")
    )
    now = next(iter(said), None)
    gone = now and TrustedAdult.objects.filter(pk=now.pk).no_longer_there().exists()
    return Trusted(now, is_there=now is not None and not gone, before=tuple(said[1:]))


def trusted_accounts(case: Case) -> list[str]:
    """The key of the adult a child trusts, where there is one who sees the case."""
    trusted = trusted_at(case)
    there = trusted.now is not None and trusted.now.account_id and trusted.is_there
    return [str(trusted.now.account_id)] if trusted.now and there else []


def leaves(one: TrustedAdult) -> bool:
    """Whether a last day at work is written for this adult, and has not come yet."""
    professional = getattr(one.account, "professional", None)
    ends = professional.works_to if professional else None
    return ends is not None and ends > timezone.now()

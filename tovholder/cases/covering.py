"""Through which seats somebody stands in now, for pages that show what is another's (S-85)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from tovholder.organisation.models import Absence

from .models import Seat


def seats_covered(account: int) -> QuerySet[Seat]:
    """Others' seats that the account sees through while they are away; the database says which,
    of whoever acts alone (migration 0022)."""
    covered = RawSQL("SELECT unnest(mine('covered')) WHERE current_account() = %s", [account])
    return Seat.objects.filter(pk__in=covered)


def in_whose_place(by: str = "by", at: str = "at") -> Subquery:
    """The name of whoever was away and by whose seat at the row's case it was written, or none.

    `by` and `at` are the columns that say who wrote and when. Reckoned as seats are (migration
    0022), for a moment that may lie behind; who had a seat of their own then wrote in their own
    place.
    """
    then = OuterRef(at)
    stands = Q(starts__lte=then) & (Q(ends__isnull=True) | Q(ends__gt=then))
    own = _seats_then(OuterRef(OuterRef(at))).filter(
        case=OuterRef(OuterRef("case")), account=OuterRef("cover")
    )
    law = Q(basis__kind__in=("authority-work", "no-authority-work"))
    same = Q(account__professional__unit=OuterRef("cover__professional__unit"))
    theirs = (
        _seats_then(OuterRef(OuterRef(at)))
        .filter(case=OuterRef(OuterRef("case")), account=OuterRef("account"), stand_in=None)
        .filter(role__in=("professional", "authority"))
        .filter(law | Q(basis__kind__in=("consent", "no-consent")) & same)
    )
    away = Absence.objects.filter(
        stands,
        Q(ended_at__isnull=True) | Q(ended_at__gt=then),
        ~Exists(own),
        Exists(theirs),
        cover=OuterRef(by),
    )
    return Subquery(away.order_by("starts", "pk").values("account__name")[:1])


def author_of(row: Any) -> str:
    """Who wrote a row that was read with `in_whose_place`: “Anna, for Bo” where it was so."""
    names = {"name": row.by.name, "other": getattr(row, "in_place_of", None)}
    return _("%(name)s, for %(other)s") % names if names["other"] else str(names["name"])


def _seats_then(then: OuterRef) -> QuerySet[Seat]:
    lasts = Q(ends__isnull=True) | Q(ends__gt=then)
    return Seat.objects.filter(lasts, Q(end__isnull=True) | Q(end__at__gt=then), starts__lte=then)

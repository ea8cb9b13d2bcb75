"""Where to go after an access has closed, which may have been one's own."""

from django.urls import reverse

from ..models import Case, Seat


def still_there(case: Case) -> str:
    """The page of people for whoever still holds a seat, the family's own page of consents, and
    one's own list for others."""
    if Seat.objects.standing().held_by(case.door.account).filter(case=case).exists():
        page = "cases:consents" if case.door.is_family else "cases:people"
        return reverse(page, args=[case.pk])
    return reverse("cases:list")

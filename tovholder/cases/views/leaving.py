"""Where to go after an access has closed, which may have been one's own."""

from django.urls import reverse

from ..models import Case, Seat


def still_there(case: Case) -> str:
    """The page of people for whoever still holds a seat, and their own list for others."""
    if Seat.objects.standing().held_by(case.door.account).filter(case=case).exists():
        return reverse("cases:people", args=[case.pk])
    return reverse("cases:list")

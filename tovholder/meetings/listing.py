"""A case's meetings on a page of their own: to come, called off, held. One question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from tovholder.cases.models import Case
from tovholder.organisation.models import Account

from .models import Meeting, Passage
from .overview import titled


@dataclass(frozen=True)
class Listing:
    """Every meeting of a case, each with `title`, `chairs`, `begun` and `unprepared`."""

    upcoming: Sequence[Meeting]
    called_off: Sequence[Meeting]
    held: Sequence[Meeting]


def listing(case: Case, account: Account) -> Listing:
    """The meetings of an opened case: those to come soonest first, the others latest first."""
    meetings = titled(
        Meeting.objects.of(case)
        .with_preparation_of(account.pk)
        .with_move()
        .annotate(
            chairs=Count("invitations", filter=Q(invitations__spared__isnull=True)),
            begun=Exists(Passage.objects.filter(meeting=OuterRef("pk"))),
        )
        .select_related("end", "called_off__by", "where")
        .order_by("starts_at", "id")
    )
    now = timezone.now()
    for meeting in meetings:
        meeting.is_over = meeting.ends_at < now  # type: ignore[attr-defined] # for the page
    waits = [one for one in meetings if not one.has_ended and not one.is_called_off]
    return Listing(
        upcoming=waits,
        called_off=[one for one in meetings if one.is_called_off][::-1],
        held=[one for one in meetings if one.has_ended][::-1],
    )

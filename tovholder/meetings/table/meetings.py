"""How one speaks of meetings, whichever book they are written in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Now

from tovholder.organisation.models import Account

ASKED_FOR = timedelta(days=30)
"""How long after a meeting somebody is asked to read its minutes."""


def sibling(model: type[models.Model], name: str) -> Any:
    """The table of that name in the same book."""
    return apps.get_model(model._meta.app_label, name)  # noqa: SLF001 Django's public name


class Meetings(models.QuerySet[Any]):
    """How one speaks of meetings."""

    def upcoming(self) -> Self:
        """Not ended and not called off, soonest first: one that should have been held yesterday
        is still to come."""
        return self.filter(called_off__isnull=True, end__isnull=True).order_by("starts_at", "id")

    def not_to_miss(self) -> Self:
        """Those to come, and those called off that somebody might still come to in vain."""
        expected = Q(called_off__isnull=True) | Q(ends_at__gt=Now())
        return self.filter(expected, end__isnull=True).order_by("starts_at", "id")

    def ended(self) -> Self:
        """Held and ended, latest first."""
        return self.filter(end__isnull=False).order_by("-starts_at", "id")

    def ways_used(self) -> list[str]:
        """The methods of the meetings that stand, each once, the one used last first."""
        standing = self.filter(called_off__isnull=True).values("method")
        latest = standing.annotate(last=Max("starts_at")).order_by("-last", "method")
        return list(latest.values_list("method", flat=True))

    def for_account(self, account: Account) -> Self:
        """Those this account has a chair at or has called."""
        chairs = sibling(self.model, "Invitation").objects.standing()
        invited = chairs.filter(meeting=OuterRef("pk"), account=account)
        return self.filter(Exists(invited) | Q(called_by=account))

    def to_prepare(self, account: Account) -> Self:
        """Those to come that this account has not prepared yet."""
        return self.upcoming().with_preparation_of(account.pk).filter(unprepared=True)

    def with_preparation_of(self, account: int) -> Self:
        """Each with whether it waits for the words of the account with this key (`unprepared`)."""
        ready = sibling(self.model, "Prepared").objects.filter(
            invitation__meeting=OuterRef("pk"), invitation__account=account
        )
        chairs = sibling(self.model, "Invitation").objects.standing()
        invited = chairs.filter(meeting=OuterRef("pk"), account=account)
        return self.annotate(unprepared=Exists(invited) & ~Exists(ready))

    def with_answer_of(self, account: int) -> Self:
        """Each with whether it waits for this account's answer to its time (`unanswered`).

        Whoever called it has said when they can.
        """
        chairs = sibling(self.model, "Invitation").objects.standing()
        invited = chairs.filter(meeting=OuterRef("pk"), account=account)
        answers = sibling(self.model, "Reply").objects.filter(
            invitation__meeting=OuterRef("pk"), by=account, starts_at=OuterRef("starts_at")
        )
        waits = Exists(invited) & ~Exists(answers) & ~Q(called_by=account)
        return self.annotate(unanswered=waits)

    def with_reading_of(self, account: int) -> Self:
        """Each with whether its minutes wait to be read by this account, who was there
        (`unread`): for a while after the end, and no longer."""
        notes = sibling(self.model, "Attendance").objects.filter(invitation=OuterRef("pk"))
        noted = models.Subquery(notes.order_by("-at", "-id").values("here")[:1])
        chairs = sibling(self.model, "Invitation").objects.standing()
        waiting = chairs.annotate(came=Coalesce(noted, Value(True))).filter(
            meeting=OuterRef("pk"), account=account, came=True, minutes_read__isnull=True
        )
        return self.annotate(unread=Exists(waiting.filter(meeting__end__at__gt=Now() - ASKED_FOR)))

    def with_move(self) -> Self:
        """Each with when it was to be before it was last moved (`moved_from`), or None."""
        moved = sibling(self.model, "Rescheduling").objects.filter(meeting=OuterRef("pk"))
        moves = moved.order_by("-number")
        return self.annotate(moved_from=models.Subquery(moves.values("was_starts_at")[:1]))

    def with_revision(self) -> Self:
        """Each with how often it was changed (`revision`), when last (`revised_at`) and where its
        caller works: what a calendar outside the house goes by."""
        moved = sibling(self.model, "Rescheduling").objects.filter(meeting=OuterRef("pk"))
        last = moved.order_by("-number")
        off = models.Case(models.When(called_off__isnull=True, then=0), default=1)
        return self.select_related("called_off", "called_by__professional__unit").annotate(
            revision=Coalesce(models.Subquery(last.values("number")[:1]), 0) + off,
            revised_at=Coalesce(
                "called_off__at", models.Subquery(last.values("at")[:1]), "called_at"
            ),
        )

    def between(self, since: datetime, until: datetime) -> Self:
        """Those that touch this time, soonest first."""
        return self.filter(ends_at__gt=since, starts_at__lt=until).order_by("starts_at", "id")

"""The data-protection officer: an office somebody holds for a time, given by two persons."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from .places import Account


class Officers(models.QuerySet["Officer"]):
    def current(self) -> "Officers":
        """Those who hold the office now."""
        begun = self.filter(confirmed_by__isnull=False, starts__lte=Now())
        return begun.filter(Q(ends__isnull=True) | Q(ends__gt=Now()))

    def waiting(self) -> "Officers":
        """Those one administrator proposed and no other has confirmed yet."""
        return self.filter(confirmed_by__isnull=True, ends__isnull=True)

    def open(self) -> "Officers":
        """Those who hold the office, and those who wait for it."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=Now()))

    def told(self) -> "Officers":
        """With everybody's names, the latest first."""
        named = self.select_related(
            "account", "proposed_by", "confirmed_by", "end_asked_by", "ended_by"
        )
        return named.order_by("-proposed_at", "pk")


class Officer(models.Model):
    """The office of watching over the trace (GDPR art. 37 to 39): who, from when to when.

    A row and no flag: one administrator proposes, another confirms, neither of them is the one
    proposed, and the database refuses anything else. It ends in the same way, since whoever is
    watched must not send away who watches: one asks, another ends it. It opens the trace, and no
    case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="offices")
    starts = models.DateTimeField(null=True, blank=True, help_text="Set when it is confirmed.")
    ends = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    confirmed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    end_asked_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_asked_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Officers.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(proposed_by=F("account")),
                name="organisation_officer_is_proposed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("proposed_by")) & ~Q(confirmed_by=F("account")),
                name="organisation_officer_is_confirmed_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True, starts=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & Q(starts__gte=F("confirmed_at")),
                name="organisation_officer_begins_when_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True, ended_by__isnull=True)
                | Q(ends__isnull=False, ended_by__isnull=False),
                name="organisation_officer_somebody_ends_it",
            ),
            models.CheckConstraint(
                condition=Q(end_asked_by__isnull=True, end_asked_at__isnull=True)
                | Q(end_asked_by__isnull=False, end_asked_at__isnull=False)
                & Q(confirmed_by__isnull=False),
                name="organisation_officer_end_is_asked_for_once_it_is_held",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | Q(end_asked_by__isnull=False) & ~Q(ended_by=F("end_asked_by")),
                name="organisation_officer_two_end_the_office",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(ends__isnull=True),
                name="organisation_officer_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.starts or self.proposed_at:%Y-%m-%d}"

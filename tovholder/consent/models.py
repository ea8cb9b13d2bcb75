"""Why we may: legal bases, consents, withdrawals, exchanges.

A seat at a case rests on a basis for the same person. Withdrawing writes a row here; that the
seat no longer stands is computed, never stored.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account
from tovholder.people.models import Person


class Bases(models.QuerySet["Basis"]):
    def standing(self) -> "Bases":
        """Bases whose period holds now and that nobody has withdrawn."""
        return (
            self.filter(starts__lte=Now())
            .filter(Q(ends__isnull=True) | Q(ends__gt=Now()))
            .filter(withdrawal__isnull=True)
        )


class Basis(models.Model):
    """A legal ground to work with, or know about, one person (S-43, S-44, S-73).

    `kind` is a legal basis of the catalogue; `purpose` is said in everyday words, since the
    person can read it. FHIR: Consent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bases")
    kind = models.CharField(max_length=60)
    purpose = models.TextField()
    starts = models.DateTimeField(db_default=Now())
    ends = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Bases.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "person"], name="consent_basis_person"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="consent_basis_ends_after_start",
            ),
        ]


class Consent(models.Model):
    """What was agreed to, by whom, and how it was given (S-43).

    Written where it can be; oral only with the reason why written was impossible.
    """

    class Form(models.TextChoices):
        WRITTEN = "written"
        ORAL = "oral"

    basis = models.OneToOneField(
        Basis, on_delete=models.PROTECT, primary_key=True, related_name="consent"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    receiver = models.TextField(help_text="Who may know, in words.")
    matter = models.TextField(help_text="What may be shared, in everyday words.")
    form = models.CharField(max_length=10, choices=Form)
    oral_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form="written") | ~Q(oral_reason=""),
                name="consent_oral_says_why",
            )
        ]


class Exchange(models.Model):
    """Talking about a person without consent: once, and in special cases once more (S-44).

    Counted for the person, wherever the question came from. The database writes it
    (`use_exchange`), since nobody need have access to anything before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exchanges")
    number = models.PositiveSmallIntegerField(help_text="1, or 2 in special cases.")
    kind = models.CharField(max_length=80, help_text="The rule it rested on.")
    reason = models.TextField(blank=True, help_text="Why once more.")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="consent_exchange_in_turn"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number=2) & ~Q(reason="")),
                name="consent_exchange_twice_says_why",
            ),
        ]


class Withdrawal(models.Model):
    """A consent taken back: from this row on, every seat that rests on it is closed."""

    basis = models.OneToOneField(
        Basis, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    reason = models.TextField(blank=True)

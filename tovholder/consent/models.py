"""Why we may: legal bases, consents and who gave them, withdrawals, exchanges.

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

    Written where it can be; oral only with the reason why written was impossible. What staff
    record names a `witness`: who heard it, or who keeps the paper. One that `replaces` another is
    the same yes narrowed or renewed. Where more than one must say yes, `needs` counts them, and
    the database lets no seat rest on it before each has (cases, migration 0016).
    """

    class Form(models.TextChoices):
        WRITTEN = "written"
        ORAL = "oral"
        SIGNED_IN = "signed_in"

    basis = models.OneToOneField(
        Basis, on_delete=models.PROTECT, primary_key=True, related_name="consent"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    receiver = models.TextField(help_text="Who may know, in words.")
    matter = models.TextField(help_text="What may be shared, in everyday words.")
    form = models.CharField(max_length=10, choices=Form)
    oral_reason = models.TextField(blank=True)
    witness = models.TextField(
        blank=True, db_default="", help_text="Who heard it, or keeps the paper."
    )
    needs = models.PositiveSmallIntegerField(db_default=1, help_text="How many must say yes.")
    replaces = models.OneToOneField(
        Basis, on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(form="oral") | ~Q(oral_reason=""), name="consent_oral_says_why"
            ),
            # What was recorded before this was asked has no witness, and stands (migration 0005).
            models.CheckConstraint(
                condition=Q(form="signed_in") | ~Q(witness=""), name="consent_names_a_witness"
            ),
        ]

    def is_from(self, account: Account) -> bool:
        """Whether this one's yes is in it: said first, or with somebody else."""
        if self.given_by.account_id == account.pk:
            return True
        others = AlsoGiven.objects.filter(basis=self.basis_id, given_by__account=account)
        return self.needs > 1 and others.exists()


class AlsoGiven(models.Model):
    """The yes of one more, where a consent needs more than one (S-43)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="also_given")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["basis", "given_by"], name="consent_one_yes_each")
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

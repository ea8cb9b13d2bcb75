"""Whom we work for: a child, an adult, their relatives."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from tovholder.organisation.models import Account, Unit
from tovholder.organisation.names import initials, sort_key


class Person(models.Model):
    """A person by name and birth date; the national number lies elsewhere.

    FHIR: Patient, or RelatedPerson seen from another person.
    """

    class Sex(models.TextChoices):
        FEMALE = "female"
        MALE = "male"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=260, editable=False, db_index=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.UNKNOWN)
    language = models.CharField(max_length=10, default="da")
    interpreter = models.BooleanField(default=False)
    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.given_name, self.family_name)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        return initials(self.name)

    def age_on(self, day: date) -> int | None:
        """Whole years on a day, or None where the birth date is unknown."""
        if self.birth_date is None:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (0 if had_birthday else 1)

    @property
    def age(self) -> int | None:
        """Whole years today."""
        return self.age_on(timezone.localdate())


class NationalNumber(models.Model):
    """A person's national number: sealed, found only by a keyed hash."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, primary_key=True, related_name="national_number"
    )
    kind = models.CharField(max_length=10)
    sealed = models.BinaryField()
    keyed_hash = models.BinaryField(unique=True)


class Relation(models.Model):
    """Who is near a person, as what, and whether with custody."""

    class Kind(models.TextChoices):
        MOTHER = "mother"
        FATHER = "father"
        PARENT = "parent"
        GUARDIAN = "guardian"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relative_of")
    kind = models.CharField(max_length=10, choices=Kind)
    custody = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "relative"], name="people_relation_once"),
            models.CheckConstraint(
                condition=~Q(person=F("relative")), name="people_relation_of_two"
            ),
        ]


class Enrolments(models.QuerySet["Enrolment"]):
    def current(self) -> "Enrolments":
        """Those that hold today."""
        return self.filter(starts__lte=Now()).filter(Q(ends__isnull=True) | Q(ends__gt=Now()))


class Enrolment(models.Model):
    """A child's place in a school or day care, with the class or group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="enrolments")
    group = models.CharField(max_length=40, blank=True)
    starts = models.DateTimeField(db_default=Now())
    ends = models.DateTimeField(null=True, blank=True)

    objects = Enrolments.as_manager()


class Protections(models.QuerySet["Protection"]):
    def standing(self) -> "Protections":
        """Those nobody has ended."""
        return self.filter(end__isnull=True)


class Protection(models.Model):
    """That it is kept from relatives where somebody is, and how that became known (decision 37).

    A relative nobody has decided about is not told: `MayKnow` says who is. What may not be told
    is the school, where meetings are held, where those around the child work.
    """

    class Source(models.TextChoices):
        REGISTER = "register"
        TOLD = "told"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protections")
    source = models.CharField(max_length=10, choices=Source)
    because = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Protections.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source="register") | ~Q(because=""), name="people_protected_because"
            ),
            # What is said of a protection is said of the same person (migration 0008).
            models.UniqueConstraint(fields=["id", "person"], name="people_protection_person"),
        ]


class ProtectionEnd(models.Model):
    """The protection stands no more, with the reason."""

    protection = models.OneToOneField(
        Protection, on_delete=models.PROTECT, primary_key=True, related_name="end"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class MayKnow(models.Model):
    """A decision that one relative may, or may not, know where somebody is; the last one holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    protection = models.ForeignKey(Protection, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    may = models.BooleanField()
    because = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="people_decided_because"),
        ]

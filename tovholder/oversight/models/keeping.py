"""How a case that has been kept long enough is deleted: proposed, decided by another, done.

A case is told by its key alone: what is written here outlives it, and names nobody.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account


class KeepingRule(models.Model):
    """How long something is kept, as the catalogue says it (`retention.toml`).

    Written by the owner alone, whenever the tables are brought up to date: the database reckons
    by it whether a case may go, and nobody who asks can say otherwise. `kind` is a table, or a
    table and a profession (`cases.Case:physiotherapist`).
    """

    kind = models.CharField(max_length=120, primary_key=True)
    period = models.CharField(max_length=20, help_text="Such as '5 years'.")
    after = models.CharField(max_length=40, blank=True, help_text="Empty: from the row's own time.")


class OfACase(models.Model):
    """Something an officer writes of a case, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    about = models.UUIDField(db_index=True, help_text="The case; its row may be gone.")
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """What the case is called when people talk about it; leads to nothing."""
        return self.about.hex[:8].upper()


class Holds(models.QuerySet["Hold"]):
    def standing(self) -> "Holds":
        """Those nobody has ended."""
        return self.filter(end__isnull=True)


class Hold(OfACase):
    """A case that must be kept, whatever its time: a complaint, a lawsuit."""

    objects = Holds.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="oversight_hold_why")]


class HoldEnd(models.Model):
    """A case need no longer be kept for that."""

    hold = models.OneToOneField(
        Hold, on_delete=models.PROTECT, primary_key=True, related_name="end"
    )
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="oversight_hold_end_why")
        ]


class Deletions(models.QuerySet["Deletion"]):
    def waiting(self) -> "Deletions":
        """Those nobody has decided on."""
        return self.filter(decision__isnull=True)

    def told(self) -> "Deletions":
        """With who said what, the latest first."""
        said = self.select_related(
            "by", "decision__by", "deleted__by", "deleted__archive__handed_over"
        )
        return said.order_by("-at", "pk")


class Deletion(OfACase):
    """One officer proposes that a case goes; as it was reckoned that day.

    It rests on one closing: a case that has been open since is another matter.
    """

    closed_at = models.DateTimeField(help_text="When the case closed.")
    ends = models.DateTimeField(help_text="When its time ran out.")
    rule = models.CharField(max_length=120, help_text="By which rule; a kind of `KeepingRule`.")

    objects = Deletions.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="oversight_deletion_why")
        ]


class DeletionDecision(models.Model):
    """Another officer says yes or no, with the reason. Once."""

    deletion = models.OneToOneField(
        Deletion, on_delete=models.PROTECT, primary_key=True, related_name="decision"
    )
    approved = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="oversight_deletion_decided_why")
        ]


class Archive(models.Model):
    """A case as one file for the archive was made and fetched: its hashes, never its bytes.

    `digest` is the database's own, of every row that would go: where a row has come or changed
    since, the archive is not whole, and nothing is deleted by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    deletion = models.ForeignKey(Deletion, on_delete=models.PROTECT, related_name="archives")
    sha256 = models.CharField(max_length=64, help_text="Of the file, in hexadecimal digits.")
    digest = models.CharField(max_length=64, help_text="Of the rows, as the database reckons it.")
    rows = models.PositiveIntegerField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class HandedOver(models.Model):
    """Where the file went: which archive has it, and under which number there."""

    archive = models.OneToOneField(
        Archive, on_delete=models.PROTECT, primary_key=True, related_name="handed_over"
    )
    where = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(where=""), name="oversight_handed_over_somewhere")
        ]


class Deleted(models.Model):
    """A case is gone: how many rows of each table, and the file that holds them. The database
    writes it, in the transaction in which they go."""

    deletion = models.OneToOneField(
        Deletion, on_delete=models.PROTECT, primary_key=True, related_name="deleted"
    )
    archive = models.OneToOneField(Archive, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(help_text="How many rows went, by table.")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    @property
    def rows(self) -> int:
        """How many rows went."""
        return sum(self.counts.values())

"""The trace: who looked, who did, and what was asked twice.

The tables hold identifiers and purposes, never content, and know nothing of the domain:
accounts and cases are plain numbers here. The application may add rows through two database
functions and can neither change nor remove them (design, wall 4).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Look(models.Model):
    """One page seen, or one try refused: by whom, at which cases, which areas, when."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    transaction = models.BigIntegerField(
        help_text="The database's transaction id, so that rows can be sealed in order."
    )
    account = models.BigIntegerField()
    seats = ArrayField(models.UUIDField(), default=list)
    cases = ArrayField(models.UUIDField(), default=list)
    areas = ArrayField(models.TextField(), default=list)
    page = models.TextField(help_text="The name of the page, such as plans:plan.")
    right = models.TextField(default="")
    refused = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["transaction", "id"], name="audit_look_in_order")]


class Deed(models.Model):
    """One thing done: the verb, by whom, at which case, about which row."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    transaction = models.BigIntegerField()
    account = models.BigIntegerField(null=True)
    seats = ArrayField(models.UUIDField(), default=list)
    case = models.UUIDField(null=True)
    verb = models.TextField(help_text="Package and action, such as plans.add_goal.")
    about = models.TextField(default="", help_text="Model and key, such as plans.goal:3f….")
    detail = models.JSONField(default=dict, help_text="Purposes and names of fields, no content.")

    class Meta:
        indexes = [models.Index(fields=["transaction", "id"], name="audit_deed_in_order")]


class Batch(models.Model):
    """Some rows of the trace, sealed: all whose transaction lies in [after, before).

    The database reckons it itself (migration 0004): the leaves are the hashes of the rows, looks
    first, each kind by transaction and id; the root is theirs as a tree; the head holds the one
    before it, so that no batch can be changed, taken out or put in between (heads.py).
    """

    number = models.BigIntegerField(primary_key=True, help_text="1, 2, 3 …: none is left out.")
    after = models.BigIntegerField()
    before = models.BigIntegerField()
    looks = models.IntegerField()
    deeds = models.IntegerField()
    first_look = models.BigIntegerField(null=True)
    last_look = models.BigIntegerField(null=True)
    first_deed = models.BigIntegerField(null=True)
    last_deed = models.BigIntegerField(null=True)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    leaves = models.BinaryField(help_text="32 bytes for each row; they outlive the rows.")
    root = models.BinaryField()
    previous = models.BinaryField(help_text="The head before; 32 zeros before the first.")
    head = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gt=0, before__gte=models.F("after")),
                name="audit_batch_goes_forward",
            ),
            models.UniqueConstraint(fields=["previous"], name="audit_batch_one_chain"),
        ]


class Signature(models.Model):
    """The head of a batch, signed outside the database with a key it does not hold."""

    batch = models.OneToOneField(Batch, models.PROTECT, primary_key=True)
    key = models.BinaryField(help_text="The public half of the Ed25519 key: 32 bytes.")
    signature = models.BinaryField(help_text="64 bytes.")
    signed_at = models.DateTimeField(db_default=Now())


class Forgotten(models.Model):
    """A month of the trace that was deleted by a decision; its leaves stay in their batches."""

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField(help_text="look or deed")
    month = models.DateField(help_text="The first day of it.")
    rows = models.BigIntegerField()
    decision = models.TextField(help_text="Who decided, and where that is written.")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["look", "deed"]) & ~models.Q(decision=""),
                name="audit_forgotten_by_decision",
            )
        ]


class Once(models.Model):
    """A form's key: the same request twice is done once and answered alike."""

    key = models.UUIDField(primary_key=True)
    account = models.BigIntegerField()
    path = models.TextField()
    location = models.TextField(default="")
    at = models.DateTimeField(db_default=Now())


class Attempt(models.Model):
    """One try at something that is limited: a look-up, a sign-in."""

    id = models.BigAutoField(primary_key=True)
    name = models.TextField()
    key = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["name", "key", "at"], name="audit_attempt_recent")]

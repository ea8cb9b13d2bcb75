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

"""A row of the forum's book: it knows a forum, and never a case or a person (S-62)."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tovholder.organisation.models import Account, Forum, Membership

NUMBER = r"\m[0-9]{6}[- ]?[0-9]{4,5}\M"
"""What a national number looks like, to the database. The book refuses it in words before."""


class ForumRows(models.QuerySet[Any]):
    """Rows of forums; every QuerySet of this package derives from this."""

    def visible_to(self, account: Account) -> Self:
        """Rows of forums the account sits in now."""
        sitting = Membership.objects.current().filter(forum=OuterRef("forum"), account=account.pk)
        return self.filter(Exists(sitting))

    def of(self, forum: Forum) -> Self:
        """Rows of one forum, which the door has opened."""
        return self.filter(forum=forum)


class ForumRow(models.Model):
    """A row that belongs to a forum."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="+")

    objects = ForumRows.as_manager()

    class Meta:
        abstract = True


def nobodys_number(field: str, table: str) -> models.CheckConstraint:
    """What is written holds nothing that looks like somebody's national number."""
    return models.CheckConstraint(
        condition=~Q(**{f"{field}__regex": NUMBER}),
        name=f"gatherings_{table}_is_nobodys_number",
    )

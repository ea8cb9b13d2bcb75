"""The case book's answers to an invitation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tovholder.cases.models import CaseRow, CaseRows

from ..table import AnyReply, AnyReplyWords, Says
from ..table import Replies as AnyReplies
from ..table.sides import Side


class Replies(AnyReplies, CaseRows):  # type: ignore[override] # a manager of each
    """Answers, with the scope of a case's rows."""


class Reply(AnyReply, CaseRow):
    """`side` is the chair's own: the family may always say no, a professional never does."""

    AREA = "meetings"

    side = models.CharField(max_length=20, choices=Side.choices)

    objects = Replies.as_manager()  # type: ignore[assignment] # a case's rows, and more

    class Meta(AnyReply.Meta):
        abstract = False
        constraints = [
            *AnyReply.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(side=Side.PROFESSIONAL, says=Says.CANNOT),
                name="meetings_a_professional_sends_somebody",
            ),
        ]


class ReplyWords(AnyReplyWords, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()

    class Meta(AnyReplyWords.Meta):
        abstract = False

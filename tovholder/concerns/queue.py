"""The queue of a triage: the most worried first, and among equals the longest wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.organisation.models import Membership

from .models import Concern, Decision, Referral, Shared, Sheet

MOST_ROWS = 100
EXCERPT = 160


@dataclass(frozen=True)
class Row:
    """One concern of the queue as the reader may see it."""

    concern: Concern
    child: str
    waited: str
    excerpt: str
    again: str
    forum: str

    @property
    def id(self) -> UUID:
        return self.concern.pk


def queue(memberships: Sequence[Membership]) -> list[Row]:
    """What waits in these forums, in two queries however long it is."""
    return [_row(concern, memberships) for concern in waiting(memberships)[:MOST_ROWS]]


def waiting(memberships: Sequence[Membership]) -> QuerySet[Concern]:
    """The concerns of the queue, with what a row shows."""
    shared = Shared.objects.filter(
        ground__concern=OuterRef("pk"),
        ground__number=OuterRef("grounds_recorded"),
        question=None,
    ).annotate(seen=KT("answers__seen"))
    written = Sheet.objects.filter(concern=OuterRef("pk")).annotate(seen=KT("answers__seen"))
    came = Referral.objects.filter(concern=OuterRef("pk")).order_by("-at")
    last = Decision.objects.filter(concern=OuterRef("pk")).order_by("-number")
    return (
        Concern.objects.in_forums(list(memberships))
        .waiting()
        .in_order()
        .select_related("forum")
        .annotate(
            child_name=F("identity__name"),
            child_group=F("identity__group"),
            # Before a ground only the leader has the row, and the database shows others no sheet.
            seen=Coalesce(Subquery(shared.values("seen")[:1]), Subquery(written.values("seen"))),
            last_kind=Subquery(last.values("kind")[:1]),
            came_from=Subquery(came.values("from_forum__name")[:1]),
        )
    )


def next_after(concern: Concern, memberships: Sequence[Membership]) -> UUID | None:
    """The concern to take next when this one is done: the one below it, or else the first."""
    ids = list(
        Concern.objects.in_forums(list(memberships))
        .waiting()
        .in_order()
        .values_list("pk", "worry", "sent_at")[:MOST_ROWS]
    )
    here = (-concern.worry, concern.sent_at, str(concern.pk))
    others = [(-worry, sent, str(pk)) for pk, worry, sent in ids if pk != concern.pk]
    below = [place for place in others if place > here]
    return UUID((below or others)[0][2]) if others else None


def child_in_words(concern: Concern, name: str, group: str, *, leads: bool) -> str:
    """Who the child is, for a reader who may know; otherwise that it is hidden.

    On an anonymous ground the leader too reads the queue without the name: it lies on a table
    that others look at.
    """
    hidden = concern.shown == Concern.Shown.MASKED
    if hidden or (concern.shown == Concern.Shown.NOTHING and not leads):
        return _("A child, anonymously")
    return f"{name}, {group}" if group else name


def waited_in_words(days: int) -> str:
    """How long a concern has waited."""
    if days <= 0:
        return _("Came today")
    return ngettext("Has waited %(days)d day", "Has waited %(days)d days", days) % {"days": days}


def _row(concern: Any, memberships: Sequence[Membership]) -> Row:
    leads = concern.leader_knows_child and any(
        m.chair and m.forum_id == concern.forum_id for m in memberships
    )
    seen = concern.seen or ""
    again = {
        Decision.Kind.LOCAL: _("Look again: something has been tried"),
        Decision.Kind.MORE: _("The author has answered"),
        Decision.Kind.REFERRED: _("Comes from %(team)s") % {"team": concern.came_from},
    }
    return Row(
        concern=concern,
        child=child_in_words(concern, concern.child_name, concern.child_group, leads=leads),
        waited=waited_in_words(concern.days_waited),
        excerpt=seen if len(seen) <= EXCERPT else seen[:EXCERPT].rsplit(" ", 1)[0] + " …",
        again=again.get(concern.last_kind, ""),
        forum=concern.forum.name if len(memberships) > 1 else "",
    )

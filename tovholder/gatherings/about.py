"""What a team is told as on its page: what for, what it may decide, how often, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.audit.prepared import Reading
from tovholder.catalogue.telling.rhythms import in_words
from tovholder.catalogue.things import Forum as KindOfForum
from tovholder.catalogue.words import Words
from tovholder.concerns.models import Concern
from tovholder.organisation.models import Account, Forum, Membership

from .models import Meeting, Task
from .signatures import to_sign_by

MOST = 20  # lines of one kind on somebody's day
AHEAD = timedelta(days=62)  # how far it looks


@dataclass(frozen=True)
class About:
    """A team by its kind; `kind` and `words` are empty where its file is no longer there."""

    kind: KindOfForum | None
    words: Words | None
    rhythm: str


@dataclass(frozen=True)
class Due:
    """One thing that waits in a team: a sentence, and the one way on."""

    sentence: str
    action: str
    url: str


def about(forum: Forum) -> About:
    """What the catalogue says of a team of this kind."""
    kind = forum.described
    return About(kind, kind.words() if kind else None, rhythm_of(forum))


def rhythm_of(forum: Forum) -> str:
    """How often the team meets, in words; empty where it has no rhythm."""
    kind = forum.described
    if kind is None:
        return ""
    if kind.rhythm is None:
        words = _("Meets about every %(days)d days.")
        return words % {"days": kind.every_days} if kind.every_days else ""
    return in_words(kind.rhythm, forum.weekday)


def due_in(membership: Membership) -> list[Due]:
    """What waits in a team for one who sits there: its agreement to sign, concerns to decide."""
    mine = to_sign_by(membership.account)
    to_sign = [
        Due(_("Your team has made an agreement that waits for your name."), _("Read and sign it"),
            one.get_absolute_url())
        for one in mine if one.forum_id == membership.forum_id
    ]  # fmt: skip
    return [*to_sign, *_concerns_in(membership)]


def _concerns_in(membership: Membership) -> list[Due]:
    if not membership.forum.holds_cases:
        return []
    waiting = Concern.objects.in_forums([membership]).waiting().count()
    if not waiting:
        return []
    sentence = ngettext(
        "%(count)d concern waits for you here.", "%(count)d concerns wait for you here.", waiting
    ) % {"count": waiting}
    return [Due(sentence, _("Open the triage"), reverse("shell:triage"))]


def expected_at(account: Account) -> tuple[list[Meeting], list[Meeting]]:
    """The gatherings somebody is expected at within two months, soonest first, and those they were
    at whose minutes they have not read yet; each with its team."""
    asked, until = _expected(account=account.pk), timezone.now() + AHEAD
    to_come = [one for one in asked if not one.has_ended and one.starts_at <= until]
    return to_come[:MOST], [one for one in asked if one.has_ended]


def promised(account: Account) -> list[Task]:
    """What somebody promised in their teams and has not done yet, the nearest day first."""
    return _mine_to_do(account=account.pk)


def _with_minutes_or_to_come(account: Account) -> QuerySet[Meeting]:
    mine = Meeting.objects.visible_to(account).in_teams().for_account(account)
    waiting = mine.with_reading_of(account.pk).filter(Q(end=None, called_off=None) | Q(unread=True))
    found = waiting.with_answer_of(account.pk).select_related("forum", "end")
    return found.order_by("starts_at", "pk")


# A day is opened more often than anything else: compiled once (audit/prepared.py).
_expected = Reading(
    lambda account: _with_minutes_or_to_come(Account(pk=account))[: 2 * MOST], account=int
)
_mine_to_do = Reading(
    lambda account: (
        Task.objects.visible_to(Account(pk=account))
        .filter(owner_account=account)
        .open()
        .select_related("forum")[:MOST]
    ),
    account=int,
)

"""Who sits in a forum, and whose turn it is to host (S-58)."""

from __future__ import annotations

from tovholder.meetings.actions.calling import Chair
from tovholder.meetings.table.sides import Side
from tovholder.organisation.models import Account, Forum, Membership

from .models import Meeting


def members_of(forum: Forum) -> list[Membership]:
    """Those who sit there now, in the order in which they host."""
    sitting = Membership.objects.current().filter(forum=forum).in_turn()
    return list(sitting.select_related("stands_in_for__account"))


def chairs_in(forum: Forum) -> list[Chair]:
    """A chair for each member, with the profession people ask them about."""
    return [
        Chair(
            name=member.account.name,
            side=Side.PROFESSIONAL,
            account=member.account,
            profession=member.account.professional.profession
            if member.account.is_professional
            else "",
        )
        for member in members_of(forum)
    ]


def next_host(meeting: Meeting) -> Account | None:
    """The member after this gathering's host, in the forum's order."""
    return _member_after(meeting.forum, meeting.host_id)


def host_after_last(forum: Forum) -> Account | None:
    """Whose turn it is now: the member after the one who hosted last."""
    hosted = Meeting.objects.of(forum).filter(host__isnull=False, called_off__isnull=True)
    last = hosted.order_by("-starts_at").values_list("host", flat=True).first()
    return _member_after(forum, last)


def _member_after(forum: Forum, last: int | None) -> Account | None:
    """Guests and substitutes do not host; a forum without members has no host."""
    members = [member.account for member in members_of(forum) if member.ends is None]
    known = [account.pk for account in members]
    if not members:
        return None
    return members[(known.index(last) + 1) % len(members)] if last in known else members[0]

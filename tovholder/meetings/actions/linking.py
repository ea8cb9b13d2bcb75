"""Links for those without a sign-in: given, withdrawn, opened, and used once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models.functions import Now

from tovholder.audit.trace import trace
from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account
from tovholder.organisation.secret_addresses import hash_of, secret_on_paper

from ..announcing import announce_at
from ..engine.running import PARK
from ..linking import Asked, obstacle_to_link
from ..models import Invitation, PreparationLink
from .moving import lock
from .preparing import Answer
from .writing import refuse


@transaction.atomic
def give_link(*, invitation: Invitation, by: Account) -> str:
    """Make the link of one chair, and give its secret this once; one that stood opens no more.

    Raises ValidationError in words where the chair gets none.
    """
    meeting = invitation.meeting
    lock(meeting)
    refuse(obstacle_to_link(meeting, invitation, catalogue().method(meeting.method)))
    for standing in PreparationLink.objects.standing().filter(invitation=invitation):
        withdraw_link(link=standing, by=by)
    secret = secret_on_paper()
    link = PreparationLink.objects.create(
        **meeting.owner, invitation=invitation, hashed=hash_of(secret), made_by=by
    )
    trace("meetings.give_link", by=by, case_id=meeting.case_id, about=link)
    return secret


@transaction.atomic
def withdraw_link(*, link: PreparationLink, by: Account) -> None:
    """Let a link open nothing any more. Used or withdrawn already, it stays so."""
    standing = PreparationLink.objects.standing().filter(pk=link.pk)
    if standing.update(withdrawn_at=Now(), withdrawn_by=by):
        trace("meetings.withdraw_link", by=by, case_id=link.case_id, about=link)


def note_opening(*, asked: Asked) -> None:
    """Write that somebody opened a link. Nobody is signed in, so nobody is named."""
    trace("meetings.open_link", by=None, case_id=asked.case_id, about=_named(asked))


@transaction.atomic
def prepare_by_link(*, asked: Asked, answers: Iterable[Answer]) -> bool:
    """Put what somebody wrote on the board in their chair's voice, and end the link.

    False where the link meanwhile opens nothing: then nothing is kept. What an earlier link
    brought stays beside it, since its writer could not see it.
    """
    said = [answer for answer in answers if answer.text.strip()]
    parking = {
        step.id for step in asked.method.steps if any(g.otherwise == PARK for g in step.opens)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prepare_by_link(%s, %s::text[], %s::text[], %s::text[], %s::boolean[])",
            [
                asked.hashed,
                [answer.step for answer in said],
                [answer.column for answer in said],
                [answer.text.strip() for answer in said],
                [answer.step in parking for answer in said],
            ],
        )
        (kept,) = cursor.fetchone()
    if kept:
        announce_at(asked.meeting_id)
        trace("meetings.prepare_by_link", by=None, case_id=asked.case_id, about=_named(asked))
    return bool(kept)


def _named(asked: Asked) -> str:
    return f"meetings.preparationlink:{asked.link_id}"

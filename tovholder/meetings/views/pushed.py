"""What an open board asks for when something changed: read and drawn once for those who may see
the same, and given to each through their own door (decision 20)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from tovholder.cases.access import Right
from tovholder.organisation.models import Account

from ..engine.kinds import AtStep
from ..rules import obstacle_to_writing
from ..sharing import Copies, asked_at
from ..showing import at_step, board_page, hand_of
from ..sitting import sit
from ..table import AnyMeeting

CHANGE = re.compile(r'<a class="note-change" data-voice="([^"]*)".*?</a>', re.DOTALL)
"""Leads from a note to where its words are changed: stays with those who may write in its voice."""

NOBODY = Account(pk=0)


@dataclass(frozen=True)
class Key:
    """All that may make what two readers are shown in common differ."""

    meeting: UUID
    step: str
    language: str
    writes: bool
    part: str


@dataclass(frozen=True)
class Shared:
    """What a step shows in common; `at` tells each reader's own hand there."""

    text: str
    at: AtStep


_copies: Copies[Shared | None] = Copies()


def answer_shared(
    request: HttpRequest, meeting: AnyMeeting, step: str, hand: str
) -> HttpResponse | None:
    """The step as everyone like this reader sees it now; None where theirs is their own.

    Whoever leads has more to press, and whoever has another pen than before needs it drawn.
    """
    account = meeting.door.account
    if meeting.door.may(Right.MEET):
        return None
    writes = obstacle_to_writing(meeting, account) is None
    key = Key(meeting.pk, step, get_language() or "", writes, "pushed")
    shared = _copy(request, meeting, key)
    if shared is None:
        return None
    at = replace(shared.at, account=account, on_wall=False)
    if hand != hand_of(at):
        shared = None if writes else _copy(request, meeting, replace(key, part="step"))
    if shared is None:
        return None
    own = {str(voice.pk) for voice in at.changeable}
    response = HttpResponse(
        CHANGE.sub(lambda found: found[0] if found[1] in own else "", shared.text)
    )
    patch_vary_headers(response, ("HX-Request", "HX-Request-Type"))
    return response


def _copy(request: HttpRequest, meeting: AnyMeeting, key: Key) -> Shared | None:
    return _copies.get(key, asked_at(request), lambda: _draw(meeting, key))


def _draw(meeting: AnyMeeting, key: Key) -> Shared | None:
    """Read and draw for nobody in particular, or None where there is no such view."""
    sitting = sit(meeting)
    if not key.step and not sitting.passages:
        return None
    at = replace(at_step(sitting, key.step), account=NOBODY, on_wall=True)
    common = at.kind.in_common(writes=key.writes)
    if not common or "child" in at.step.options.get("beside", ()):
        return None
    if key.writes:
        at.obstacle = None
        at.changeable = [chair for chair in sitting.invitations if chair.here]
    context = board_page(at, follows=not key.step)
    return Shared(render_to_string(f"meetings/board.html#{key.part}", context), at)

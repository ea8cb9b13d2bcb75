"""What the author does: write, send, answer a question, read the answer."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account, Forum

from ..instrument import CHILD, GROUP, NAME, PARENTS, worry_of
from ..models import (
    Acknowledgement,
    Answer,
    Concern,
    ConcernIdentity,
    Draft,
    Question,
    Reply,
    Sheet,
)
from ..rules import receiving_forums
from .drafts import keep_draft
from .sharing import share_reply


@transaction.atomic
def save_draft(
    *, draft_id: uuid.UUID, instrument: str, answers: dict[str, Any], by: Account
) -> Draft:
    """Keep what someone has typed so far, whatever it is; the same draft is written over.

    Raises ValidationError for someone with very many drafts, or a draft sent already.
    """
    if Concern.objects.filter(author=by, draft=draft_id).exists():
        raise ValidationError(_("This concern has been sent."), code="sent")
    mine = Draft.objects.filter(account=by)
    return keep_draft(mine, draft_id=draft_id, instrument=instrument, answers=answers, by=by)


@transaction.atomic
def discard_draft(*, draft_id: uuid.UUID, by: Account) -> None:
    """Throw a draft away. One that is gone already is gone."""
    Draft.objects.filter(account=by, pk=draft_id).delete()


@transaction.atomic
def send(
    *,
    draft_id: uuid.UUID,
    instrument: str,
    answers: dict[str, Any],
    to: Forum | None = None,
    anonymous: bool = False,
    by: Account,
) -> Concern:
    """Send a concern to a team of the author's own unit; its draft is deleted (S-18).

    `anonymous`: it was told by someone who gives no name, and begins at the authority (S-21).
    Raises ValidationError where no such team is there, and where this draft was sent already.
    """
    forum = to or _first_receiver(by, anonymous=anonymous)
    if forum not in receiving_forums(by, anonymous=anonymous):
        raise ValidationError(_("No way leads there from your workplace."))
    if Concern.objects.filter(author=by, draft=draft_id).exists():
        raise ValidationError(
            _("You have sent this concern already. You find it among your concerns."), code="sent"
        )
    concern = Concern.objects.create(
        author=by,
        forum=forum,
        sent_to=forum,
        anonymous_approach=anonymous,
        worry=worry_of(answers),
        child_heard=bool(answers.get(CHILD)),
        parents_heard=bool(answers.get(PARENTS)),
        draft=draft_id,
    )
    ConcernIdentity.objects.create(
        concern=concern, name=answers[NAME], group=answers.get(GROUP, "")
    )
    Sheet.objects.create(
        concern=concern, instrument=instrument, language=by.language, answers=answers
    )
    discard_draft(draft_id=draft_id, by=by)
    trace("concerns.send", by=by, about=concern, detail={"forum": str(forum.pk)})
    return concern


def _first_receiver(account: Account, *, anonymous: bool) -> Forum:
    forums = receiving_forums(account, anonymous=anonymous)
    if not forums:
        raise ValidationError(
            _("Your workplace has no team that receives concerns. Speak with your leader.")
        )
    return forums[0]


@transaction.atomic
def reply(*, question: Question, text: str, by: Account) -> Reply:
    """Answer what the triage asked; the concern comes back into the queue."""
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=question.concern_id)
    if concern.author_id != by.pk:
        raise ValidationError(_("Only the one who wrote the concern can answer."))
    if Reply.objects.filter(question=question).exists():
        raise ValidationError(_("You have answered this question already."))
    answer = Reply.objects.create(question=question, text=text)
    share_reply(concern, answer)
    concern.due_at = Now()
    concern.save(update_fields=["due_at"])
    trace("concerns.reply", by=by, about=question)
    return answer


@transaction.atomic
def acknowledge(*, answer: Answer, by: Account) -> None:
    """The author has read the answer. Saying so twice says no more than once."""
    concern = Concern.objects.get(decisions=answer.decision_id)
    if concern.author_id != by.pk:
        raise ValidationError(_("Only the one who wrote the concern can answer."))
    if not Acknowledgement.objects.filter(answer=answer).exists():
        Acknowledgement.objects.create(answer=answer)
        trace("concerns.acknowledge", by=by, about=concern)

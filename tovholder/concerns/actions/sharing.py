"""Writing what the forum reads: as it was said, or with the child's name hidden."""

from ..instrument import without_identity
from ..masking import masked
from ..models import Concern, ConcernIdentity, Ground, HiddenWords, Reply, Shared, Sheet


def share(concern: Concern, ground: Ground) -> None:
    """Give the forum the concern, and every reply so far, to read on this ground."""
    sheet = Sheet.objects.get(concern=concern)
    Shared.objects.create(
        ground=ground,
        instrument=sheet.instrument,
        language=sheet.language,
        answers=_shareable(sheet, concern, ground),
    )
    for reply in Reply.objects.filter(question__concern=concern).select_related("question"):
        _share_reply(concern, ground, reply)


def share_reply(concern: Concern, reply: Reply) -> None:
    """Give the forum a reply to read on the ground that stands, if one does."""
    ground = Ground.objects.standing().filter(concern=concern).first()
    if ground is not None:
        _share_reply(concern, ground, reply)


def as_said(concern: Concern, text: str) -> str:
    """A text somebody writes about a concern, as the forum may read it now.

    Who knows the child's name may have written it; who cannot read the name cannot have.
    """
    ground = Ground.objects.standing().filter(concern=concern).first()
    return text if ground is None else _said(concern, ground, text)


def _shareable(sheet: Sheet, concern: Concern, ground: Ground) -> dict[str, str]:
    return {key: _said(concern, ground, value) for key, value in without_identity(sheet).items()}


def _said(concern: Concern, ground: Ground, text: str) -> str:
    if ground.kind != Ground.Kind.ANONYMOUS:
        return text
    child = ConcernIdentity.objects.filter(concern=concern).first()
    if child is None:
        return text
    hidden = HiddenWords.objects.filter(ground=ground).first()
    also = hidden.words if hidden else ()
    return masked(text, name=child.name, group=child.group, also=also)


def _share_reply(concern: Concern, ground: Ground, reply: Reply) -> None:
    sheet = Sheet.objects.get(concern=concern)
    Shared.objects.create(
        ground=ground,
        question=reply.question,
        instrument=sheet.instrument,
        language=sheet.language,
        answers={"reply": _said(concern, ground, reply.text)},
    )

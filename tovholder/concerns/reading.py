"""What the forum reads of a concern: the shared words, never the author's own sheet."""

from collections.abc import Sequence
from uuid import UUID

from tovholder.instruments.reading import Reading, read

from .instrument import without_identity
from .models import Concern, Ground, Reply, Shared


def words_for_forum(concern: Concern, ground: Ground | None) -> Sequence[Reading]:
    """The concern as its readers share it; before a ground only its leader comes here."""
    if ground is None:
        sheet = concern.sheet
        return read(sheet.asked_by(), without_identity(sheet))
    shared = Shared.objects.get(ground=ground, question=None)
    return read(shared.asked_by(), shared.answers)


def replies_for_forum(concern: Concern, ground: Ground | None) -> dict[UUID, str]:
    """The author's replies by question, as the forum reads them."""
    if ground is None:
        replies = Reply.objects.filter(question__concern=concern)
        return dict(replies.values_list("question", "text"))
    shared = Shared.objects.filter(ground=ground, question__isnull=False)
    return {each.question_id: each.answer("reply") for each in shared if each.question_id}

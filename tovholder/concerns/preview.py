"""What the forum would read on an anonymous ground, before anybody reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tovholder.instruments.reading import Reading, read

from .instrument import without_identity
from .masking import MARK, masked
from .models import Concern, Reply


@dataclass(frozen=True)
class Preview:
    """The words as they will be read, and how many places are hidden in them."""

    readings: list[Reading]
    replies: list[str]
    hidden: int


def preview(concern: Concern, also: Iterable[str]) -> Preview:
    """The concern with the child's name and class hidden, and `also` further words."""
    also = list(also)
    child = concern.identity

    def hide(text: str) -> str:
        return masked(text, name=child.name, group=child.group, also=also)

    answers = {key: hide(value) for key, value in without_identity(concern.sheet).items()}
    replies = [
        hide(text)
        for text in Reply.objects.filter(question__concern=concern).values_list("text", flat=True)
    ]
    words = [*answers.values(), *replies]
    return Preview(
        readings=list(read(concern.sheet.asked_by(), answers)),
        replies=replies,
        hidden=sum(text.count(MARK) for text in words),
    )

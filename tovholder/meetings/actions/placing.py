"""Writing down where: a place at a case is a row of its own (decision 37)."""

from __future__ import annotations

from uuid import UUID

from ..models import Place

KEYS = {"place": "where", "was_place": "was_where", "next_place": "next_where"}


def placed(case_id: UUID, **said: str) -> dict[str, Place | None]:
    """Places in words, as the fields that keep them; the same words at a case are one row."""
    return {KEYS[name]: _place(case_id, words.strip()) for name, words in said.items()}


def _place(case_id: UUID, words: str) -> Place | None:
    return Place.objects.get_or_create(case_id=case_id, words=words)[0] if words else None

"""Which methods have a step in which some are alone, and nothing at all is written (S-36)."""

from __future__ import annotations

from tovholder.catalogue import catalogue


def may_seal(reference: str) -> bool:
    """Whether a meeting by this method can be sealed; one whose file is gone cannot move."""
    from .kinds import KINDS  # the kinds know the nouns, which ask this

    method = catalogue().methods.get(reference)
    return method is not None and any(KINDS[step.kind].seals for step in method.steps)

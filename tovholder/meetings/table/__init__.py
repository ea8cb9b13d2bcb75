"""What a meeting is made of, whichever book it is written in: abstract, with no case and no forum.

The case's book (`meetings`) and the forum's (`gatherings`) each declare their own tables from
these. Keys between them are relative: they point at the tables of the same book.
"""

from .marking import AnyAnswered, AnyChoice, AnyMark, AnySummary, Choices

__all__ = ["AnyAnswered", "AnyChoice", "AnyMark", "AnySummary", "Choices"]

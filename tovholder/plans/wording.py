"""What people write, made fit to keep: nothing invisible, not empty, not too long.

Pure. Emoji and every alphabet are welcome; control characters are taken out, because no one
meant them; words are never cut.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.ui.plain import plain


def readable(text: str) -> str:
    """The text with one kind of line break, composed letters and no control characters."""
    return plain(text.replace("\t", " ")).strip()


def words(text: str, *, limit: int, missing: str = "", lines: bool = False) -> str:
    """The text fit to keep.

    `missing` is the sentence for an empty text; without it the text may be empty. `lines` keeps
    line breaks. Raises ValidationError in words for the writer.
    """
    kept = readable(text)
    if not lines:
        kept = " ".join(kept.split())
    if missing and not kept:
        raise ValidationError(missing, code="missing")
    if len(kept) > limit:
        too_many = len(kept) - limit
        raise ValidationError(
            ngettext(
                "This is %(too_many)d character longer than the %(limit)d there is room for.",
                "This is %(too_many)d characters longer than the %(limit)d there is room for.",
                too_many,
            )
            % {"too_many": too_many, "limit": limit},
            code="too_long",
        )
    return kept


def no_words() -> str:
    """What an empty text is answered with."""
    return _("Write a few words.")

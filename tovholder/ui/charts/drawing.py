"""What every chart gives: a picture, the same in a sentence, and the same as a table."""

from collections.abc import Sequence

from django.utils.safestring import SafeString


class Drawing(SafeString):
    """A safe SVG text that also carries its sentence and its table.

    `head` names the columns, `rows` are tuples of texts or numbers of the same length.
    """

    sentence: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]]

    @classmethod
    def of(
        cls, svg: str, *, sentence: str, head: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> "Drawing":
        """Puts a finished picture together with its words."""
        drawing = cls(svg)
        drawing.sentence = sentence
        drawing.head = head
        drawing.rows = rows
        return drawing

"""What every chart gives: a picture, the same in a sentence, and the same as a table."""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

Rows = Callable[[], Sequence[Sequence[object]]]


class Drawing(SafeString):
    """A safe SVG text that also carries its sentence and its table.

    `head` names the columns, `rows` are tuples of texts or numbers of the same length, written
    only where a page shows the table.
    """

    sentence: str
    head: Sequence[str]
    _rows: Rows

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """The rows of the table."""
        return self._rows()

    @classmethod
    def of(cls, svg: str, *, sentence: str, head: Sequence[str], rows: Rows) -> "Drawing":
        """Puts a finished picture together with its words."""
        drawing = cls(svg)
        drawing.sentence = sentence
        drawing.head = head
        drawing._rows = rows
        return drawing

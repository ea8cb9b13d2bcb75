"""What every item of the catalogue has: an id, perhaps a version, sources, and words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from .vocabulary import LANGUAGES
from .words import Words


@dataclass(frozen=True)
class Item:
    """One thing a person can read. `sources` are S-numbers of the source documents."""

    id: str
    version: int
    sources: tuple[str, ...]
    country: str
    languages: Mapping[str, Words]

    @property
    def reference(self) -> str:
        """What rows store: the id and the version they used."""
        return f"{self.id}@{self.version}" if self.version else self.id

    def words(self, language: str | None = None) -> Words:
        """The words in a language, or in the reader's; else the nearest there is."""
        wanted = (language or get_language() or "en").split("-")[0]
        for known in (wanted, *LANGUAGES):
            if known in self.languages:
                return self.languages[known]
        return next(iter(self.languages.values()))

    def sections(self) -> dict[str, frozenset[str]]:
        """The sections the words must have, with the parts each must have."""
        return {}

    def may_tell(self, section: str) -> frozenset[str]:  # noqa: ARG002 for those that may
        """Parts of a section the words may have and need not."""
        return frozenset()

    def lists(self) -> frozenset[str]:
        """The sections, and the parts as `section/part`, that must hold a list."""
        return frozenset()

    def sentences(self) -> frozenset[str]:
        """The parts, as `section/part`, whose text is said to somebody, so that a title is not
        enough."""
        return frozenset()

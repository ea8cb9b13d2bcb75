"""What is handed out with an answer: one PDF to read, and the same as data."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tovholder.ui.dates import day_text
from tovholder.ui.paper import pdf
from tovholder.ui.paper.blocks import blocks

from ..models import AccessAnswer, AccessRequest
from ..requests import language_of
from .weighing import Weighed, chapters, weighed_papers


@dataclass(frozen=True)
class Bundle:
    """What would leave the house now. `digest` tells whether anything in it has changed since."""

    request: AccessRequest
    weighed: list[Weighed]
    language: str

    @property
    def given(self) -> list[Weighed]:
        return [one for one in self.weighed if one.given]

    @property
    def held_back(self) -> int:
        """How many papers stay in the house; those nobody has weighed among them."""
        return len(self.weighed) - len(self.given)

    @property
    def unweighed(self) -> int:
        """How many of those that stay nobody has weighed."""
        return sum(one.given is None for one in self.weighed)

    @property
    def unnamed(self) -> int:
        """How many leave without who wrote them."""
        return sum(one.unnamed for one in self.given)

    @property
    def digest(self) -> str:
        """The SHA-256 of what would be handed out, in hexadecimal digits."""
        return hashlib.sha256(self.data()).hexdigest()

    def data(self) -> bytes:
        """The papers as JSON: what stands on the PDF, and nothing that does not."""
        with translation.override(self.language):
            told = [_as_data(one) for one in self.given]
        whole = {
            "about": self.request.name, "papers": told, "held_back": self.held_back,
            "reasons": self._reasons(),
        }  # fmt: skip
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()

    def paper(self, answer: AccessAnswer | None = None) -> bytes:
        """The PDF, with the answer's own words first, its law and how one complains."""
        with translation.override(self.language):
            title = self._title()
            told = {
                "answer": answer,
                "chapters": [
                    (chapter, [one for one in self.given if one.paper.chapter == chapter.id])
                    for chapter in chapters(self.weighed)
                ],
                "reasons": self._reasons(),
            }
            page = render_to_string("oversight/papers_article.html", told)
            day = day_text(timezone.localdate(), year=True)
            foot = _("Handed out to %(name)s.") % {"name": self.request.asked_by}
            return pdf(
                "oversight/papers",
                {"heading": title, "when": day, "blocks": blocks(page), "foot": foot},
                title=f"{title}, {day}",
                language=self.language,
            )

    def _title(self) -> str:
        if self.request.kind == AccessRequest.Kind.PARTY:
            return _("The papers of the case about %(name)s") % {"name": self.request.name}
        return _("What is kept about %(name)s") % {"name": self.request.name}

    def _reasons(self) -> list[str]:
        """Why papers are held back, each once."""
        return list(dict.fromkeys(one.because for one in self.weighed if one.because))


def bundle_of(request: AccessRequest) -> Bundle:
    """What would be handed out with the answer to a request that waits; asking is on record."""
    language = language_of(request)
    with translation.override(language):
        return Bundle(request, weighed_papers(request), language)


def _as_data(one: Weighed) -> dict[str, Any]:
    paper = one.leaves
    return {
        "chapter": paper.chapter,
        "what": str(paper.what.name),
        "at": paper.at.isoformat() if paper.at else None,
        "by": paper.by,
        "unnamed": one.unnamed,
        "lines": [{"what": label, "said": text} for label, text in paper.lines],
    }

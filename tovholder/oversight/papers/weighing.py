"""What is handed out and what is held back; what nobody has weighed is held back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from ..models import AccessRequest, WeighedPaper
from .reading import Paper, papers, rows_of
from .wording import CHAPTERS


@dataclass(frozen=True)
class Weighed:
    """A paper, and what has been said of it: `given` is None where nobody has weighed it, or it
    has `changed` since."""

    paper: Paper
    given: bool | None = None
    because: str = ""
    by_id: int | None = None
    changed: bool = False
    unnamed: bool = False

    @property
    def leaves(self) -> Paper:
        """The paper as it is handed out: without who wrote it, where that is held back."""
        if not self.unnamed:
            return self.paper
        return replace(self.paper, by="", lines=self.paper.unsigned or ())

    @property
    def hides_writer(self) -> bool:
        """Whether it would leave without who wrote it: as it was weighed, else where it may."""
        return self.unnamed if self.given else self.paper.unsigned is not None

    @property
    def proposed(self) -> bool:
        """Whether it would be handed out: as it was weighed, else where it concerns nobody else."""
        return not (self.changed or self.paper.others) if self.given is None else self.given


@dataclass(frozen=True)
class Chapter:
    """A chapter's papers in numbers."""

    id: str
    name: Promise
    given: int
    held_back: int
    unweighed: int

    @property
    def kept(self) -> int:
        """How many stay in the house."""
        return self.held_back + self.unweighed

    @property
    def count(self) -> int:
        return self.given + self.kept


def weighed_papers(request: AccessRequest) -> list[Weighed]:
    """Every paper about the person of a request that waits, with what was last said of it."""
    told = papers(rows_of(request.pk), known=f"{request.name} {request.asked_by}")
    last = {f"{one.kind}:{one.key}": one for one in last_weighed(request)}
    return [_weighed(paper, last.get(paper.reference)) for paper in told]


def last_weighed(request: AccessRequest) -> Iterable[WeighedPaper]:
    """The last word on each paper that was weighed."""
    return WeighedPaper.objects.filter(request=request).order_by("at", "pk")


def chapters(weighed: list[Weighed]) -> list[Chapter]:
    """Every chapter with papers, in order."""
    counts = Counter((one.paper.chapter, one.given) for one in weighed)
    found = (
        Chapter(name, said, counts[name, True], counts[name, False], counts[name, None])
        for name, said in CHAPTERS.items()
    )
    return [one for one in found if one.count]


def _weighed(paper: Paper, said: WeighedPaper | None) -> Weighed:
    if said is None or said.read != paper.digest:
        return Weighed(paper, changed=said is not None)
    return Weighed(paper, said.given, said.because, said.by_id, unnamed=said.unnamed)

"""Questions about what has been kept long enough; answered for the officers alone."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tovholder.organisation.models import Account

from ..models import Archive, Deletion, DeletionDecision, Hold
from .wording import rule_text, waits_text


@dataclass(frozen=True)
class Due:
    """A closed case whose time has run out: by a reference, and nothing of what it holds.

    `waits` says what it must be kept for all the same. Where it `is_last`, whom it is about goes
    with it.
    """

    about: uuid.UUID
    closed_at: datetime
    ends: datetime
    rule: str
    is_last: bool
    waits: tuple[str, ...]

    @property
    def reference(self) -> str:
        return self.about.hex[:8].upper()

    @property
    def rule_said(self) -> str:
        return rule_text(self.rule)

    @property
    def waits_said(self) -> list[str]:
        return [waits_text(what) for what in self.waits]


def due() -> list[Due]:
    """Every case that has been kept long enough, the longest first."""
    return _asked(None)


def due_case(about: uuid.UUID) -> Due | None:
    """The same of one case; None where it is open, not there or not kept long enough."""
    return next(iter(_asked(about)), None)


def called(reference: str) -> uuid.UUID | None:
    """The case with this reference, open or closed, where there is just one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_called(%s)", [reference.strip().lower()])
        found: uuid.UUID | None = cursor.fetchone()[0]
    return found


def stands(deletion: Deletion, one: Due | None) -> bool:
    """Whether a proposal is still of the case as it is: closed once, and not opened since."""
    said = decision_of(deletion)
    return (
        one is not None and deletion.closed_at == one.closed_at and (said is None or said.approved)
    )


def decision_of(deletion: Deletion) -> DeletionDecision | None:
    """What another officer said of it."""
    found: DeletionDecision | None = getattr(deletion, "decision", None)
    return found


def latest_archive(deletion: Deletion) -> Archive | None:
    """The file that was fetched last, whoever fetched it."""
    files = deletion.archives.select_related("by", "handed_over__by")
    return files.order_by("-at", "pk").first()


def holds_of(about: uuid.UUID) -> list[Hold]:
    """Why one case is held now."""
    return list(Hold.objects.standing().filter(about=about).select_related("by").order_by("at"))


def to_do(account: Account) -> tuple[int, int, int]:
    """How many cases may be proposed, how many proposals of others wait for an answer, and how
    many cases wait for the archive once two have said yes."""
    ready = {(one.about, one.closed_at) for one in due() if not one.waits}
    if not ready:
        return 0, 0, 0
    standing = [
        one
        for one in Deletion.objects.select_related("decision").filter(
            about__in=[about for about, _at in ready]
        )
        if (one.about, one.closed_at) in ready
        and ((said := decision_of(one)) is None or said.approved)
    ]
    waiting = [one for one in standing if decision_of(one) is None and one.by_id != account.pk]
    decided = sum(decision_of(one) is not None for one in standing)
    return len(ready - {(one.about, one.closed_at) for one in standing}), len(waiting), decided


def _asked(about: uuid.UUID | None) -> list[Due]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT about, closed_at, ends, rule, is_last, waits FROM cases_kept_long_enough(%s)",
            [about],
        )
        return [
            Due(about, closed, ends, rule, last, tuple(waits))
            for about, closed, ends, rule, last, waits in cursor.fetchall()
        ]

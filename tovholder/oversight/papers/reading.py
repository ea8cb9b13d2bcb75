"""A row as it was kept becomes a paper a person may read."""

import hashlib
import json
import re
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from tovholder.catalogue import catalogue
from tovholder.catalogue.words import Words
from tovholder.instruments.models import AnswerSheet
from tovholder.instruments.reading import read
from tovholder.organisation.models import Account, Forum, Unit
from tovholder.people.models import Person
from tovholder.ui.dates import moment_text

from .fields import AUTHORS, FIELDS, MOMENTS, SILENT
from .naming import called, names_in
from .values import in_words
from .ways import CALLED
from .wording import KINDS, Kind

UNSIGNED = {
    "concerns.Notification": frozenset({"unit", "profession"}),
    "concerns.Supplement": frozenset[str](),
}
"""What may leave without who wrote it, and which fields go with the name."""
FLAGS = frozenset({"trusted", "wish", "contact", "again", "held_back"})
"""What is told only where it is so."""
TITLES = ("text", "words", "place", "name", "purpose", "given_name", "reason", "says")
"""What tells which row is meant where another points to it, the best first."""


@dataclass(frozen=True)
class Row:
    """One row about somebody as the database gave it: of which kind, its key, what stands in it."""

    kind: str
    key: str
    content: Mapping[str, Any]

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.kind)

    @property
    def digest(self) -> str:
        """The SHA-256 of what stands in it, in hexadecimal digits; the same in every language."""
        said = json.dumps(self.content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    def first(self, names: Collection[str]) -> Any:
        """What stands first among some fields, or None."""
        columns = {one.name: str(one.column) for one in self.model._meta.concrete_fields}
        there = (self.content.get(columns[name]) for name in names if name in columns)
        return next((value for value in there if value not in (None, "")), None)


@dataclass(frozen=True)
class Paper:
    """One row in words, `digest` the row's own.

    `others` says that it may concern somebody else than the one who asks, `guarded` that it is
    kept from somebody where the person is. `unsigned` are its lines without who wrote it, where it
    is of a kind that may leave so.
    """

    kind: str
    key: str
    digest: str
    what: Kind
    at: datetime | None
    by: str
    lines: tuple[tuple[str, str], ...]
    others: bool = False
    guarded: bool = False
    unsigned: tuple[tuple[str, str], ...] | None = None

    @property
    def chapter(self) -> str:
        return self.what.chapter

    @property
    def reference(self) -> str:
        """What names it in a form."""
        return f"{self.kind}:{self.key}"


def rows_of(request_id: uuid.UUID) -> list[Row]:
    """Every row about the person of a request that waits; asking is on record.

    Nothing for anybody but the officers, nor once the answer has left the house.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, key, content FROM papers_of(%s)", [request_id])
        return [Row(kind, key, json.loads(content)) for kind, key, content in cursor.fetchall()]


def papers(rows: list[Row], *, known: str = "") -> list[Paper]:
    """The rows in words, chapter by chapter and the oldest first.

    `known` names whom it is about and who asks: whoever else is named has a paper weighed alone.
    """
    house = _House(rows, known=known)
    found = [house.paper(row) for row in rows]
    order = list(dict.fromkeys(kind.chapter for kind in KINDS.values()))
    return sorted(
        found, key=lambda one: (order.index(one.chapter), str(one.at or "later"), one.key)
    )


def is_guarded(rows: list[Row]) -> bool:
    """Whether it is kept from somebody where the person is: then every paper may tell it."""
    begun, ended = (
        {row.content[name] for row in rows if row.kind == kind}
        for kind, name in (("people.Protection", "id"), ("people.ProtectionEnd", "protection_id"))
    )
    return bool(begun - ended)


@dataclass
class _House:
    """What the rows point to, read once."""

    rows: list[Row]
    known: str
    accounts: dict[int, str] = field(init=False)
    places: dict[tuple[type[models.Model], str], str] = field(init=False)
    there: dict[tuple[str, str], Row] = field(init=False)
    other_words: list[re.Pattern[str]] = field(init=False)
    guarded: bool = field(init=False)

    def __post_init__(self) -> None:
        self.accounts = dict(Account.objects.values_list("pk", "name"))
        self.places = {
            (model, str(one.pk)): one.name for model in (Unit, Forum) for one in model.objects.all()
        }
        self.guarded = is_guarded(self.rows)
        self.there = {(row.kind, row.key): row for row in self.rows}
        known = self.known.casefold()
        named = names_in((row.kind, row.content) for row in self.rows)
        others = {name for name in named if name.casefold() not in known}
        mine = set(re.findall(r"[\w-]+", self.known))
        self.other_words = [
            re.compile(rf"\b{re.escape(word)}(?:['’]?e?s|['’])?\b", re.IGNORECASE)
            for word in sorted({word for name in others for word in called(name)} - mine)
        ]

    def paper(self, row: Row) -> Paper:
        kind = KINDS[row.kind]
        lines = tuple(self._lines(row))
        by = "" if row.content.get("unnamed") else self._author(row)
        said = " ".join((by, *(text for _label, text in lines)))
        others = (
            self.guarded
            or kind.alone
            or self._is_sensitive(row)
            or any(one.search(said) for one in self.other_words)
        )
        moment = row.first(MOMENTS)
        at = datetime.fromisoformat(moment) if moment else None
        hidden = UNSIGNED.get(row.kind)
        unsigned = None if hidden is None else tuple(self._lines(row, without=hidden))
        return Paper(
            row.kind, row.key, row.digest, kind, at, by, lines, others, self.guarded, unsigned
        )

    def _is_sensitive(self, row: Row) -> bool:
        """Whether it rests on what families read of only once an officer has decided it."""
        seat = self.there.get(("cases.Seat", str(row.content.get("seat_id"))), row)
        basis = self.there.get(("consent.Basis", str(seat.content.get("basis_id"))), seat)
        if basis.kind != "consent.Basis":
            return False
        known = catalogue().legal_bases.get(basis.content["kind"])
        return known is None or known.sensitive

    def _author(self, row: Row) -> str:
        for name in AUTHORS:
            column = f"{name}_id"
            if row.content.get(column + CALLED):
                return str(row.content[column + CALLED])
            if row.content.get(column):
                return self.accounts.get(row.content[column], "")
        return ""

    def _lines(self, row: Row, *, without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        for one in row.model._meta.concrete_fields:
            if one.name in without:
                continue
            if one.name in SILENT or one.name in AUTHORS or one.name in MOMENTS:
                continue
            if one.name == "voice" and row.content.get("unnamed"):
                continue
            if one.name == "name" and row.content.get("account_id"):
                continue
            if text := self._told(row, one):
                yield str(FIELDS[one.name]), text
        yield from self._answers(row)

    def _answers(self, row: Row) -> Iterator[tuple[str, str]]:
        """What was answered, as it was asked."""
        if issubclass(row.model, AnswerSheet):
            asked = catalogue().instrument(row.content["instrument"])
            for one in read(asked, row.content["answers"]):
                yield one.question, one.text

    def _told(self, row: Row, one: "models.Field[Any, Any]") -> str:
        value = row.content.get(str(one.column))
        if value in (None, "", [], {}) or (value is False and one.name in FLAGS):
            return ""
        if one.is_relation:
            return self._pointed_to(row, one, value)
        if one.name in ("step", "item", "method"):
            return self._in_the_method(row, one.name, str(value))
        return in_words(row.kind, one, value)

    def _pointed_to(self, row: Row, one: "models.Field[Any, Any]", value: Any) -> str:
        model = one.related_model
        if model is Account:
            return self.accounts.get(value, "")
        if model is Person:
            return str(row.content.get(f"{one.column}{CALLED}") or "")
        if model in (Unit, Forum):
            return self.places.get((model, str(value)), "")
        label = model._meta.label  # type: ignore[union-attr] # a relation has a model
        other = self.there.get((label, str(value)))
        return self._title(other) if other else ""

    def _title(self, row: Row) -> str:
        """What tells which row is meant: its words or its day."""
        name = str(KINDS[row.kind].name)
        if words := row.first(TITLES):
            return str(words)
        moment = row.first(("starts_at", *MOMENTS))
        return (
            f"{name}, {moment_text(datetime.fromisoformat(moment), year=True)}" if moment else name
        )

    def _in_the_method(self, row: Row, name: str, value: str) -> str:
        """A step or a question as the method calls it; nothing where it has no words."""
        if name == "method":
            found = catalogue().methods.get(value)
            return found.words().title if found else ""
        if chosen := self.there.get(("meetings.Contribution", value)):
            return self._title(chosen)
        for words in self._words_at(row):
            section = words.get(value)
            if section is not None and (section.title or section.text):
                return section.title or section.text
        return ""

    def _words_at(self, row: Row) -> Iterator[Words]:
        own = row.content.get("instrument")
        meeting = self.there.get(("meetings.Meeting", str(row.content.get("meeting_id"))))
        told = meeting.content if meeting else {}
        for reference in filter(None, (own, told.get("instrument"))):
            if reference in catalogue().instruments:
                yield catalogue().instrument(reference).words()
        if told.get("method") in catalogue().methods:
            yield catalogue().method(told["method"]).words()

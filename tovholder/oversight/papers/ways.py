"""Which rows of each table are about a person; the database gathers them as it is told here."""

from collections import deque
from collections.abc import Iterator
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db.models import Field, Model, OuterRef, Q, Subquery

from tovholder.cases.models import Case
from tovholder.concerns.models import Concern, Match, Notification, NotifiedChild
from tovholder.people.models import Person

PACKAGES = ("people", "consent", "cases", "plans", "concerns", "meetings")
"""Those whose rows may be about somebody served. What colleagues say of their own work is not, and
who asked for access has it on a page of their own: the other parent must not learn of it."""

ANCHORS: dict[type[Model], tuple[str, ...]] = {
    Person: ("",),
    Case: ("person",),
    Concern: ("matches__person", "decisions__case__person"),
    Notification: ("children__person",),
}
"""What is about a person, and by which way; everything that hangs on it is so too."""

MATCHED = {"matches__person": (Concern, Match), "children__person": (Notification, NotifiedChild)}
"""Ways that a later row corrects: the one with the highest number says who the child is."""

NEVER = {
    "concerns.Draft": "What somebody has begun to write and has sent nobody.",
    "concerns.NotificationDraft": "What somebody has begun to write and has sent nobody.",
    "cases.Supervision": "Whose work was looked at, in words that name no case.",
    "cases.SupervisionResult": "Whose work was looked at, in words that name no case.",
}
"""Tables with nothing of a person in them, and why."""

WITHHELD = ("content", "hashed", "keyed_hash", "sealed", "sort_key")
"""Columns that never leave: pictures, what opens something, and numbers locked away."""

CALLED = "~"
"""Ends the name of what holds the name of a person a row points to."""

_SOMEBODY = UUID(int=1)
_DEPTH = 6


@cache
def kinds() -> tuple[type[Model], ...]:
    """Every table with rows that may be about a person."""
    models = [model for package in PACKAGES for model in apps.get_app_config(package).get_models()]
    return tuple(model for model in models if model._meta.label not in NEVER)


def ways(model: type[Model]) -> list[str]:
    """The look-ups from a row of this table to the person it is about, the nearest of each."""
    found: dict[type[Model], str] = {}
    waiting: deque[tuple[type[Model], tuple[str, ...]]] = deque([(model, ())])
    while waiting:
        at, path = waiting.popleft()
        if at in ANCHORS and at is not Person:
            found.setdefault(at, "__".join(path))
            continue
        for field in _keys(at) if len(path) < _DEPTH else ():
            waiting.append((field.related_model, (*path, field.name)))  # type: ignore[arg-type] # _keys gives relations alone
    return sorted({*_through(found), *_named(model)})


def _through(found: dict[type[Model], str]) -> Iterator[str]:
    for anchor, path in found.items():
        for rest in ANCHORS[anchor]:
            yield "__".join(filter(None, (path, rest)))


def _named(model: type[Model]) -> Iterator[str]:
    """Where the row itself names a person."""
    if model is Person:
        yield "pk"
    yield from (field.name for field in _keys(model) if field.related_model is Person)


def _keys(model: type[Model]) -> Iterator["Field[object, object]"]:
    for field in model._meta.concrete_fields:
        other = field.related_model
        if isinstance(other, type) and other._meta.app_label in PACKAGES and other is not model:
            yield field


def gathering() -> str:
    """The SQL that gives every row about the person `$1`: of which kind, its key, and the row.

    Each row comes without what never leaves, and with the name of every person it points to.
    """
    return "\nUNION ALL\n".join(_rows(model) for model in kinds())


def _by(way: str) -> Q:
    """About somebody by this way, as it stands today."""
    for matched, (anchor, match) in MATCHED.items():
        if way.endswith(matched):
            link = next(field.name for field in _keys(match) if field.related_model is anchor)
            last = match._base_manager.filter(**{link: OuterRef("pk")}).order_by("-number")
            standing = anchor._base_manager.alias(child=Subquery(last.values("person")[:1]))
            return Q(**{f"{way.removesuffix(matched)}pk__in": standing.filter(child=_SOMEBODY)})
    return Q(**{way: _SOMEBODY})


def _rows(model: type[Model]) -> str:
    meta = model._meta
    about = Q()
    for way in ways(model):
        about |= _by(way)
    chosen = model._base_manager.filter(about).values("pk")
    chosen.query.clear_ordering(force=True)
    sql, given = chosen.query.sql_with_params()
    if any(str(one) not in (str(_SOMEBODY), _SOMEBODY.hex) for one in given) or "%%" in sql:
        raise ValueError(f"{meta.label}: the way to a person asks for more than the person.")
    called = "".join(
        f" || jsonb_build_object('{field.column}{CALLED}', (SELECT concat_ws(' ', given_name,"
        f" family_name) FROM people_person WHERE id = t.{field.column}))"
        for field in _keys(model)
        if field.related_model is Person
    )
    withheld = ", ".join(f"'{column}'" for column in WITHHELD)
    return (
        f"SELECT '{meta.label}', t.{meta.pk.column}::text,"
        f" (to_jsonb(t) - ARRAY[{withheld}]){called}"
        f" FROM {meta.db_table} t WHERE t.{meta.pk.column} IN ({sql.replace('%s', '$1')})"
    )

"""Reads that are put into words once: a QuerySet compiled a single time, then only executed.

Putting a QuerySet into SQL costs this house more than the database takes to answer it. A page that
shows everything about a case reads a dozen times, always the same way, so those reads are
compiled when first asked and executed with new values afterwards. What comes back is what the
QuerySet itself would have given: rows of values, or models with their related models.

    by_id = Reading(lambda case_id: Meeting.objects.filter(case=case_id).select_related("end"),
                    case_id=uuid.UUID)
    meetings = by_id(case_id=case.pk)
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, Func, QuerySet, UUIDField, Value
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

# Values no row has: they hold the places of what a read is asked with.
PLACES: dict[type, Callable[[int], Any]] = {
    uuid.UUID: lambda number: uuid.UUID(int=0x70_1AC3_0000 + number),
    int: lambda number: -(70_130_000 + number),
    str: lambda number: f"the place of value {number}",
    date: lambda number: date(1, 1, 1 + number),
    list: lambda number: [uuid.UUID(int=0x70_1AC3_1000 + number)],
}


class Among(Func):
    """Whether a column holds one of these keys: one array, the same words for any number of them.

    `IN (…)` is another statement for every length, which the database plans anew each time.
    """

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = BooleanField()

    def __init__(self, column: str, keys: Iterable[uuid.UUID]) -> None:
        super().__init__(column, Value(list(keys), output_field=ArrayField(UUIDField())))


class Reading:
    """One read of the database, compiled once; `places` names its values and their types."""

    def __init__(self, build: Callable[..., QuerySet[Any]], **places: type) -> None:
        self.build = build
        self.holders = {
            name: PLACES[kind](number) for number, (name, kind) in enumerate(places.items())
        }
        self.compiled: _Compiled | None = None

    def __call__(self, **values: Any) -> list[Any]:
        """Every row for these values."""
        if self.compiled is None:
            self.compiled = _Compiled(self.build(**self.holders))
        asked = [(holder, values[name]) for name, holder in self.holders.items()]
        return list(self.compiled.rows(asked))

    def one(self, **values: Any) -> Any | None:
        """The first row, or None."""
        found = self(**values)
        return found[0] if found else None


class _Compiled:
    """The SQL of a QuerySet and how its rows become what the QuerySet gives."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.params = compiler.as_sql()
        self.compiler = compiler
        self.converters = compiler.get_converters([column[0] for column in compiler.select])
        iterable = queryset._iterable_class  # noqa: SLF001 there is no public way to ask
        if iterable not in (ModelIterable, ValuesListIterable):
            raise TypeError("A reading gives models or a values_list.")
        self.gives_models = iterable is ModelIterable
        if self.gives_models:
            klass = compiler.klass_info
            fields = klass["select_fields"]
            self.model, self.start, self.end = klass["model"], fields[0], fields[-1] + 1
            selected = compiler.select[self.start : self.end]
            self.names = [column[0].target.attname for column in selected]
            self.populators = get_related_populators(  # type: ignore[call-arg] # stubs of an older Django
                klass, compiler.select, DEFAULT_DB_ALIAS
            )

    def rows(self, asked: Sequence[tuple[Any, Any]]) -> Iterator[Any]:
        """Execute with the values asked for in the places that hold them."""
        params = [self._filled(param, asked) for param in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found: Any = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return self._models(found) if self.gives_models else iter(map(tuple, found))

    def _filled(self, param: Any, asked: Sequence[tuple[Any, Any]]) -> Any:
        for holder, value in asked:
            if type(param) is type(holder) and param == holder:
                return value
        return param

    def _models(self, found: Any) -> Iterator[Any]:
        """The same as the QuerySet's own iterator, which cannot be given finished rows."""
        for row in found:
            model = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.start : self.end])
            for populator in self.populators:
                populator.populate(row, model)
            for name, place in self.compiler.annotation_col_map.items():
                setattr(model, name, row[place])
            yield model

"""Rows that nobody put in order come in any order: in a whole proof, a new one each time.

PostgreSQL promises none, and keeps one for months until a page of the table is written anew.
What is shown without an order of its own then fails here, and not at a reader's.
"""

from typing import Any

from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler


def shuffle() -> None:
    """From now on every query without an order is put in a random one."""
    in_order = SQLCompiler.get_order_by

    def in_some_order(compiler: SQLCompiler) -> list[Any]:
        asked: list[Any] = in_order(compiler)
        return asked or _random(compiler)

    SQLCompiler.get_order_by = in_some_order  # type: ignore[method-assign] # for the whole run


def _random(compiler: SQLCompiler) -> list[Any]:
    query = compiler.query
    ordered_by_what_it_is = query.subquery or query.combinator or query.group_by is not None
    if ordered_by_what_it_is or query.distinct or query.is_sliced or query.select_for_update:
        return []
    return [(OrderBy(Random()), ("RANDOM()", (), False))]

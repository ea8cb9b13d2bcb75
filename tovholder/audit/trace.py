"""Writing the trace: one function for what is seen and one for what is done."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, models

from .context import Actor, remember_seen, seats_at


def look(
    *,
    by: Actor,
    page: str,
    case_ids: Iterable[UUID] = (),
    areas: Iterable[str] = (),
    seat_ids: Iterable[UUID] = (),
    right: str = "",
    refused: bool = False,
) -> None:
    """Write that `by` sees (or was refused) these areas of these cases on `page`.

    Written in the request's own transaction before a byte is sent; if it cannot be written the
    page is not shown. A list of cases is one look.
    """
    shown, areas = list(case_ids), sorted(areas)
    if not refused:
        remember_seen(shown, areas)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT write_look(%s, %s::uuid[], %s::uuid[], %s::text[], %s, %s, %s)",
            [by.pk, list(seat_ids), shown, areas, page, right, refused],
        )


def trace(
    verb: str,
    *,
    by: Actor | None,
    case_id: UUID | None = None,
    about: models.Model | str | None = None,
    seat_ids: Iterable[UUID] = (),
    detail: dict[str, Any] | None = None,
) -> None:
    """Write that `by` did `verb` (package and action) at a case, about a row.

    Where no seats are given, they are those that opened the case in this request. `detail` holds
    names and purposes, never what people wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT write_deed(%s, %s::uuid[], %s::uuid, %s, %s, %s::jsonb)",
            [
                None if by is None else by.pk,
                list(seat_ids) or list(seats_at(case_id)),
                case_id,
                verb,
                _named(about),
                json.dumps(detail or {}, default=str),
            ],
        )


def _named(about: models.Model | str | None) -> str:
    if isinstance(about, models.Model):
        return f"{about._meta.label_lower}:{about.pk}"  # noqa: SLF001 Django's public name for it
    return about or ""

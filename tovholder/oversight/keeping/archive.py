"""A case as one file: a PDF/A-3 to read, with every row as data inside and hashes of it all."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tovholder.people.models import NationalNumber
from tovholder.people.national import opened
from tovholder.ui.dates import day_text
from tovholder.ui.paper import pdf
from tovholder.ui.paper.blocks import blocks

from ..models import Deletion
from ..papers.reading import Row, papers
from ..papers.wording import CHAPTERS, KINDS
from .verifying import FORM, MANIFEST, ROWS, canonical, hashed
from .wording import rule_text

Parts = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Archived:
    """The file, and what is kept of it once it has left."""

    content: bytes
    digest: str
    rows: int

    @property
    def sha256(self) -> str:
        """Of the file, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


def archive_of(deletion: Deletion) -> Archived | None:
    """The file of a case two have decided on, in the reader's language; making it is on record.

    None where it may not go: nobody else gets its rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT archive_digest(%s)", [deletion.pk])
        digest = cursor.fetchone()[0]
        cursor.execute("SELECT kind, key, content FROM rows_for_the_archive(%s)", [deletion.pk])
        rows = [told_row(*one) for one in cursor.fetchall()]
        cursor.execute("SELECT kind, key, content FROM around_for_the_archive(%s)", [deletion.pk])
        around = [told_row(*one) for one in cursor.fetchall()]
    if not rows:
        return None
    files = _files(deletion, parts_of(rows), parts_of(around), digest)
    return Archived(_paper(deletion, rows, files), digest, len(rows))


def told_row(table: str, key: str, told: str) -> Row:
    """A row as the database tells it, with the national number open."""
    content = json.loads(told)
    if table == NationalNumber._meta.db_table:
        content["number"] = opened(bytes.fromhex(content.pop("sealed").removeprefix("\\x")))
    return Row(_labels().get(table, table), key, content)


def _labels() -> dict[str, str]:
    return {model._meta.db_table: model._meta.label for model in apps.get_models()}


def parts_of(rows: list[Row]) -> Parts:
    """The rows, kind by kind and in the order of their keys."""
    return {
        kind: [dict(row.content) for row in same]
        for kind, same in groupby(
            sorted(rows, key=lambda row: (row.kind, row.key)), key=lambda row: row.kind
        )
    }


def hashes_of(parts: Parts) -> dict[str, dict[str, Any]]:
    """What each kind of row hashes to, and how many they are."""
    return {
        kind: {"rows": len(part), "sha256": hashed(canonical(part))} for kind, part in parts.items()
    }


def _files(deletion: Deletion, parts: Parts, around: Parts, digest: str) -> dict[str, str]:
    """What lies inside: the rows, kind by kind, and the manifest that tells what each hashes to."""
    told = canonical({"form": FORM, "parts": parts, "around": around})
    manifest = {
        "form": FORM,
        "case": str(deletion.about),
        "reference": deletion.reference,
        "closed_at": deletion.closed_at.isoformat(),
        "ends": deletion.ends.isoformat(),
        "rule": deletion.rule,
        "deletion": str(deletion.pk),
        "digest": digest,
        "files": {ROWS: hashed(told)},
        "parts": hashes_of(parts),
        "around": hashes_of(around),
    }
    return {ROWS: told, MANIFEST: canonical(manifest)}


def _paper(deletion: Deletion, rows: list[Row], files: Mapping[str, str]) -> bytes:
    readable = papers([row for row in rows if row.kind in KINDS])
    page = render_to_string(
        "oversight/archive_article.html",
        {
            "deletion": deletion,
            "rule": rule_text(deletion.rule),
            "counts": _counts(rows),
            "chapters": [
                (title, [one for one in readable if one.chapter == chapter])
                for chapter, title in CHAPTERS.items()
                if any(one.chapter == chapter for one in readable)
            ],
        },
    )
    title = _("Case %(reference)s") % {"reference": deletion.reference}
    today = timezone.localdate()
    day = day_text(today, year=True)
    told = {
        "heading": title, "when": day, "blocks": blocks(page), "files": files, "foot": title,
        "described": _("Every row of the case"), "date": [today.year, today.month, today.day],
    }  # fmt: skip
    return pdf(
        "oversight/archive", told, title=f"{title}, {day}", standard="a-3a",
        language=translation.get_language() or "da",
    )  # fmt: skip


def _counts(rows: list[Row]) -> list[tuple[str, int]]:
    many = Counter(row.kind for row in rows)
    return [(str(KINDS[kind].name) if kind in KINDS else kind, many[kind]) for kind in many]

"""The coverage page tells the truth: its places exist, and so do its tests."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation

from tovholder.catalogue.coverage import Row, rows

ROOT = Path(__file__).resolve().parents[2]
WORKING = [row for row in rows() if row.shows]


def test_every_system_is_named_once() -> None:
    assert [row.system for row in rows()] == [f"S-{number}" for number in range(1, 98)]


@pytest.mark.parametrize("row", WORKING, ids=lambda row: row.system)
def test_the_place_is_a_page(row: Row) -> None:
    path = re.sub(r"<[a-z_]+>", "00000000-0000-4000-8000-000000000000", row.where)
    try:
        resolve(path)
    except Resolver404:
        pytest.fail(f"{row.system}: {row.where} is no page")


@pytest.mark.parametrize("row", WORKING, ids=lambda row: row.system)
def test_the_proof_is_a_test(row: Row) -> None:
    file, _, name = row.test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_a_row_without_both_does_not_count() -> None:
    rest = {"en": "the rest"}
    assert Row("S-1", {}, "/cases/", "", {}).status == "not yet"
    assert Row("S-1", {}, "", "tests/x.py::test_y", {}).status == "not yet"
    assert Row("S-1", {}, "/cases/", "tests/x.py::test_y", rest).status == "in part"
    assert Row("S-1", {}, "/cases/", "tests/x.py::test_y", {}).status == "works"


def test_a_row_is_read_in_the_readers_language() -> None:
    triage = next(row for row in rows() if row.system == "S-19")
    told = {}
    for language in ("da", "nb", "en"):
        with translation.override(language):
            told[language] = (triage.title, triage.left)
    assert told["en"][0] == "TRIO team triage"
    assert all(len({each[part] for each in told.values()}) == 3 for part in (0, 1))

"""What the pages about security say is shown by a test is shown by one that is there."""

import re

import pytest

from tests.guards.ground import ROOT

PAGES = ("security.md", "security-standard.md")
FILE = re.compile(r"`(tests/[\w/]+\.py)`")
TEST = re.compile(r"`(test_\w+)`")


def missing(text: str) -> list[str]:
    """The files and tests a page names that are not there."""
    files = [name for name in FILE.findall(text) if not (ROOT / name).exists()]
    written = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    return files + [name for name in TEST.findall(text) if f"def {name}(" not in written]


@pytest.mark.parametrize("page", PAGES)
def test_every_test_a_page_names_is_there(page: str) -> None:
    text = (ROOT / "docs" / "running" / page).read_text()
    assert len(FILE.findall(text)) > 5
    assert missing(text) == []


def test_one_that_is_not_there_is_found() -> None:
    assert missing("`tests/guards/test_nothing.py` and `test_nobody_wrote_this`") == [
        "tests/guards/test_nothing.py", "test_nobody_wrote_this",
    ]  # fmt: skip

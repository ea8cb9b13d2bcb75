"""What a stranger reads before writing a method is all there is to know, and it works."""

import re
from pathlib import Path

import pytest

from tovholder.catalogue import vocabulary
from tovholder.catalogue.options import SIDES
from tovholder.catalogue.shelf import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "using" / "write-a-method.md").read_text(encoding="utf-8")
METHOD_KEYS = {
    "sources", "country", "about", "company", "calls", "lasts_minutes", "open_days", "follow_up",
    "instrument_choice",
}  # fmt: skip


def named_in(page: str) -> set[str]:
    """Every word between backticks, whole or as one of several."""
    return {word for ticked in re.findall(r"`([^`\n]+)`", page) for word in ticked.split()}


def test_every_kind_key_guard_and_closed_word_stands_on_the_page() -> None:
    named = {word.strip('"[],') for word in named_in(PAGE)} | set(re.findall(r"[\w-]+", PAGE))
    ticked = {word.strip('"[],') for word in named_in(PAGE)}
    must = METHOD_KEYS | set(vocabulary.STEP_KINDS) | set(vocabulary.OPTIONS)
    must |= set(vocabulary.GUARDS) | vocabulary.STRICTNESS | SIDES
    must |= {key for guard in vocabulary.GUARDS.values() for key in guard}
    assert must - ticked == set()
    closed = vocabulary.BOOKS | vocabulary.COMPANY | vocabulary.SUBJECTS | vocabulary.QUESTION_KINDS
    closed |= (
        vocabulary.FORUM_HOLDS
        | vocabulary.FORUM_ASKS
        | vocabulary.COLOURS
        | vocabulary.FORUM_DECISIONS
        | set(vocabulary.PATHWAY_FACTS)
    )
    for option in vocabulary.OPTIONS.values():
        closed |= set(getattr(option, "known", ())) | set(getattr(option, "besides", ()))
    assert closed - named == set()


@pytest.mark.parametrize("name", sorted(vocabulary.STEP_KINDS))
def test_each_kind_is_told_with_its_keys_and_no_other(name: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    keys = {key for ticked in re.findall(r"`([^`]+)`", row.split("|")[3]) for key in ticked.split()}
    kind = vocabulary.STEP_KINDS[name]
    assert keys == kind.keys
    where = {("case",): "cases", ("forum",): "forums"}.get(tuple(sorted(kind.books)), "both")
    assert row.split("|")[4].strip() == where


def test_the_method_on_the_page_can_be_read(tmp_path: Path) -> None:
    place = tmp_path / "methods" / "walk-and-talk@1"
    place.mkdir(parents=True)
    toml, words = re.findall(r"```(?:toml|markdown)\n(.*?)```", PAGE, re.DOTALL)[:2]
    (place / "method.toml").write_text(toml, encoding="utf-8")
    (place / "da.md").write_text(words, encoding="utf-8")
    read = read_catalogue(ROOT / "catalogue", [tmp_path])
    assert read.set_aside == []
    assert len(read.method("walk-and-talk@1").steps) == 3


def test_the_other_files_on_the_page_can_be_read(tmp_path: Path) -> None:
    written = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1:6]
    instrument, forum, own, ruler, pathway = written
    own = own.replace(', "walk-and-talk"', "")  # written on another page
    (tmp_path / "municipality.toml").write_text(own, encoding="utf-8")
    colours = "".join(f"### {colour}: Farve\n- Tegn.\n" for colour in ("green", "yellow", "red"))
    helping = "## help: Hjælp\n### yellow: Gul\n### yellow-teacher: Læreren\n"
    decided = "## decisions: B\n### local: Her\n### sent-on: Videre\n"
    forum = re.sub(r"agreement = .*", "", forum)
    files = {
        "instruments/our-scale@1": (
            "instrument.toml", instrument, "## heard: Hørt\n### lowest: Slet ikke\n",
        ),
        "fora/our-team": (
            "forum.toml", forum,
            f"## purpose: F\n## mandate: M\n## routes: V\n### onward: Videre\n{decided}",
        ),
        "pathways/our-way": ("pathway.toml", pathway, "## together: Sammen\n## after: Siden\n"),
        "rulers/our-ruler@1": (
            "ruler.toml", ruler,
            f"## small: Små\n{colours}## school: Skole\n{colours}{helping}",
        ),
    }  # fmt: skip
    for folder, (name, table, words) in files.items():
        place = tmp_path / folder
        place.mkdir(parents=True)
        (place / name).write_text(table, encoding="utf-8")
        (place / "da.md").write_text(f"# Vores\n{words}", encoding="utf-8")
    assert read_catalogue(ROOT / "catalogue", [tmp_path]).set_aside == []

"""Every fault of every file is told, in order; a release may take one file."""

import shutil
from pathlib import Path

import pytest

from tovholder.catalogue.check import main
from tovholder.catalogue.lock import broken_locks, read_lock
from tovholder.catalogue.shelf import read_catalogue

OURS = Path(__file__).resolve().parents[2] / "catalogue"
FILES = Path(__file__).parent / "files"
WALK = "methods/walk-and-talk@1"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    folder = tmp_path / "theirs"
    shutil.copytree(FILES, folder)
    return folder


def change(folder: Path, old: str, new: str, file: str = f"{WALK}/method.toml") -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], path: Path, action: str = "check") -> list[str]:
    assert main(str(path), action=action) == 1
    return capsys.readouterr().err.splitlines()


def spoil(folder: Path) -> None:
    change(folder, "sources =", "sauces = 1\nsources =")
    change(folder, 'kind = "board"', 'kind = "bord"')
    change(folder, 'wishes_from = ["family"]', 'wishes_from = ["aunt", "family", "uncle"]')
    change(folder, 'guard = "next-date-or-end"', 'guard = "next-date"')
    change(folder, "## home: Hjemme igen", "* en liste\n## home: Hjemme igen", f"{WALK}/da.md")
    change(folder, "## home: Home again", "## more: Home again\n#### Deeper", f"{WALK}/en.md")


def test_every_fault_of_every_file_in_the_order_of_the_lines(
    theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(theirs)
    forum = theirs / "fora" / "odd"
    forum.mkdir(parents=True)
    (forum / "forum.toml").write_text('holds = "what"\nhold = 1\n', encoding="utf-8")
    lines = told(capsys, theirs)
    wanted = [
        ("fora/odd:", "there are no words"),
        ("fora/odd/forum.toml:1", "unknown word for 'holds': 'what'"),
        ("fora/odd/forum.toml:2", "unknown key 'hold'"),
        ("da.md:", "a line of a list begins with"),
        ("en.md:", "a heading is #"),
        ("method.toml:", "unknown key 'sauces'"),
        ("method.toml:", "'bord'. Did you mean 'board'?"),
        ("method.toml:", "'aunt'"),
        ("method.toml:", "'uncle'"),
        ("method.toml:", "'next-date'. Did you mean 'next-date-or-end'?"),
    ]
    assert len(lines) == len(wanted), lines
    for line, (file, words) in zip(lines, wanted, strict=True):
        assert file in line
        assert words in line
    numbers = [int(line.split("method.toml:")[1].split(" ")[0].rstrip(":"))
               for line in lines if "method.toml" in line]  # fmt: skip
    assert numbers == sorted(numbers)
    assert len(read_catalogue(OURS, [theirs]).set_aside) == len(wanted)


def test_one_fault_leads_to_no_other(theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(theirs, 'kind = "board"', 'kind = "bord"')  # its step is named by a guard
    (line,) = told(capsys, theirs)
    assert "'bord'" in line


def test_what_goes_together_is_told_all_at_once(
    theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(theirs, '"next-date-or-end"', '"framing-approved"')
    change(theirs, "sources =", 'about = "forum"\nsources =')
    assert len(told(capsys, theirs)) >= 2


def test_a_method_that_was_released_and_changed_tells_its_other_faults_too(
    theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(str(theirs), action="release") == 0
    capsys.readouterr()
    spoil(theirs)
    lines = told(capsys, theirs)
    assert any("was released and has changed" in line for line in lines)
    assert any("'bord'" in line for line in lines)


def test_one_file_is_released_and_the_draft_beside_it_is_not(
    theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(theirs / WALK, theirs / "methods/draft@1")
    change(theirs, 'kind = "board"', 'kind = "bord"', "methods/draft@1/method.toml")
    assert main(str(theirs / WALK / "method.toml"), action="release") == 0
    assert "1 files locked" in capsys.readouterr().out
    assert set(read_lock(theirs)) == {f"{WALK}/method.toml"}
    change(theirs, 'kind = "bord"', 'kind = "board"', "methods/draft@1/method.toml")
    assert main(str(theirs / "methods/draft@1"), action="release") == 0
    assert list(broken_locks(theirs)) == []
    assert len(read_lock(theirs)) == 2


def test_one_file_with_a_fault_is_not_released(
    theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(theirs)
    assert any("'bord'" in one for one in told(capsys, theirs / WALK / "method.toml", "release"))
    assert read_lock(theirs) == {}


@pytest.mark.parametrize(
    ("path", "words"),
    [(f"{WALK}/da.md", "not locked by a release"), (f"{WALK}/none.toml", "no such file")],
)
def test_what_is_nothing_to_release_is_told(
    theirs: Path, capsys: pytest.CaptureFixture[str], path: str, words: str
) -> None:
    (line,) = told(capsys, theirs / path, "release")
    assert words in line
    assert read_lock(theirs) == {}

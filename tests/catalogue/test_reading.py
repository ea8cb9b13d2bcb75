"""The catalogue is read strictly: what cannot be understood is told with file and place."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tovholder.catalogue import Fault
from tovholder.catalogue.check import main
from tovholder.catalogue.lock import broken_locks, release
from tovholder.catalogue.shelf import Catalogue, read_catalogue, read_into
from tovholder.catalogue.words import read_words

OURS = Path(__file__).resolve().parents[2] / "catalogue"
FILES = Path(__file__).parent / "files"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A municipality's folder: the walk, free to be spoiled."""
    folder = tmp_path / "theirs"
    shutil.copytree(FILES, folder)
    return folder


def spoil(folder: Path, old: str, new: str, file: str = "method.toml") -> str:
    """Change one thing in the walk and answer the fault it gives."""
    path = folder / "methods" / "walk-and-talk@1" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = list(read_into(Catalogue(), folder))
    assert len(faults) == 1
    assert path.parent.name in str(faults[0])
    return str(faults[0])


def test_ours_is_whole_and_says_everything_in_three_languages() -> None:
    read = read_catalogue(OURS, [])
    for shelf in ("methods", "instruments", "fora", "professions", "legal-bases", "areas", "roles"):
        for item in read.shelf(shelf).values():
            assert set(item.languages) == {"da", "nb", "en"}, item.reference


def test_what_is_released_has_not_changed() -> None:
    assert list(broken_locks(OURS)) == []
    assert (OURS / "released.lock").exists()


def test_a_municipality_adds_its_own_method() -> None:
    read = read_catalogue(OURS, [FILES])
    assert read.set_aside == []
    assert [step.kind for step in read.method("walk-and-talk@1").steps] == [
        "board", "actions", "close",
    ]  # fmt: skip
    assert read.method("walk-and-talk@1").words("nb").title == "Gå en tur"


def test_a_faulty_file_of_theirs_is_set_aside_and_the_house_goes_on(copy: Path) -> None:
    (copy / "methods" / "walk-and-talk@1" / "method.toml").write_text("[[step", encoding="utf-8")
    read = read_catalogue(OURS, [copy])
    assert "walk-and-talk@1" in read.set_aside[0]
    assert "five-steps@1" in read.methods


def test_a_faulty_file_of_ours_stops_the_house(copy: Path) -> None:
    (copy / "methods" / "walk-and-talk@1" / "da.md").unlink()
    (copy / "methods" / "walk-and-talk@1" / "en.md").unlink()
    with pytest.raises(Fault, match="there are no words"):
        read_catalogue(copy, [])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "board"', 'kind = "bord"', "Did you mean 'board'?"),
        ('guard = "steps-have-words"', 'guard = "steps-have-word"', "steps-have-words"),
        ('otherwise = "hold" }]', 'otherwise = "stop" }]', "hold, park, remind"),
        ('steps = ["walking"]', 'steps = ["running"]', "Known: home, promise, walking"),
        ("sources =", "source =", "unknown key 'source'"),
        ('id = "home"', 'id = "promise"', "another step is called 'promise'"),
        ('wishes_from = ["family"]', 'wishes_from = ["aunt"]', "family, professional"),
        ('["S-60"]', '["S-600"]', "S-600"),
        ('columns = ["ahead", "behind"]', 'columns = ["ahead", "ahead"]', "twice"),
        ('columns = ["ahead", "behind"]', "columns = 3", "A list is wanted"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_known_words(
    copy: Path, old: str, new: str, told: str
) -> None:
    assert told in spoil(copy, old, new)


def test_missing_words_are_told(copy: Path) -> None:
    assert "the words for 'home' are missing" in spoil(copy, "## home: Home again", "", "en.md")


def test_unknown_words_are_told(copy: Path) -> None:
    told = spoil(copy, "## home: Hjemme igen", "## home: Hjemme igen\n## more: Mere", "da.md")
    assert "unknown section 'more'" in told


@given(st.text(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_prose_crashes_the_reader(tmp_path: Path, text: str) -> None:
    file = tmp_path / "da.md"
    file.write_text(text, encoding="utf-8", newline="")
    try:
        read_words(file, "da")
    except Fault as fault:
        assert str(file) in str(fault)  # noqa: PT017 either is right


@given(st.text(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_table_crashes_the_reader(tmp_path: Path, text: str) -> None:
    place = tmp_path / "methods" / "odd@1"
    place.mkdir(parents=True, exist_ok=True)
    (place / "da.md").write_text("# Sær\n", encoding="utf-8")
    (place / "method.toml").write_text(text, encoding="utf-8", newline="")
    faults = list(read_into(Catalogue(), tmp_path))
    assert len(faults) == 1
    assert "odd@1" in str(faults[0])


def test_bytes_that_are_no_text_are_told(copy: Path) -> None:
    (copy / "methods" / "walk-and-talk@1" / "method.toml").write_bytes(b"\xff\xfe\x00")
    (fault,) = read_into(Catalogue(), copy)
    assert "cannot be read: save the file as UTF-8" in str(fault)


def test_check_answers_with_every_fault(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(str(copy)) == 0
    (copy / "methods" / "Bad Name").mkdir()
    (copy / "recipes").mkdir()
    assert main(str(copy)) == 1
    told = capsys.readouterr().err
    assert "name@1" in told
    assert "recipes" in told
    assert main(str(copy / "nowhere")) == 1


def test_a_released_file_that_changes_is_told(copy: Path) -> None:
    assert release(copy) == ["methods/walk-and-talk@1/method.toml"]
    assert list(broken_locks(copy)) == []
    path = copy / "methods" / "walk-and-talk@1" / "method.toml"
    path.write_text(path.read_text() + "\n# kinder\n")
    (told,) = broken_locks(copy)
    assert "make the next version" in str(told)

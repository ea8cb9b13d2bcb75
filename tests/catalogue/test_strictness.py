"""What stands in no example: odd numbers, loose ends, what is ours, and what is locked."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tovholder.catalogue import Fault
from tovholder.catalogue.coverage import read_rows
from tovholder.catalogue.lock import release
from tovholder.catalogue.shelf import Catalogue, read_catalogue, read_into
from tovholder.catalogue.telling.dictionary import PARAMETERS

OURS = Path(__file__).resolve().parents[2] / "catalogue"
FILES = Path(__file__).parent / "files"
WALK = Path("methods") / "walk-and-talk@1"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A municipality's folder, free to be spoiled."""
    return Path(shutil.copytree(FILES, tmp_path / "theirs"))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def forum(folder: Path, table: str) -> None:
    place = folder / "fora" / "circle"
    place.mkdir(parents=True)
    (place / "forum.toml").write_text(table, encoding="utf-8")
    parts = "".join(f"## {name}: Ord\n" for name in ("purpose", "mandate", "routes"))
    (place / "da.md").write_text(f"# Kreds\n\n{parts}", encoding="utf-8")


def test_the_line_is_told(theirs: Path) -> None:
    table = theirs / WALK / "method.toml"
    replace(table, 'otherwise = "hold"', 'otherwise = "stop"')
    lines = table.read_text(encoding="utf-8").splitlines()
    line = 1 + next(at for at, text in enumerate(lines) if "stop" in text)
    (fault,) = read_into(Catalogue(), theirs)
    assert f"method.toml:{line} in step[2].opens[1].otherwise" in str(fault)


def test_an_id_hides_nothing_the_pages_look_for(theirs: Path) -> None:
    replace(theirs / WALK / "method.toml", 'id = "home"', 'id = "points"')
    for code in ("da", "en"):
        replace(theirs / WALK / f"{code}.md", "## home", "## points")
    fault, other = read_into(Catalogue(), theirs)
    assert "da.md" in str(fault)
    assert "en.md" in str(other)
    assert "'points' is a word of the pages' own" in str(fault)


def test_the_line_of_a_heading_is_told(theirs: Path) -> None:
    words = theirs / WALK / "da.md"
    replace(words, "## home: Hjemme igen", "## home")
    (fault,) = read_into(Catalogue(), theirs)
    line = 1 + words.read_text(encoding="utf-8").splitlines().index("## home")
    assert str(fault).startswith(f"{words}:{line} ")
    assert "the title is missing" in str(fault)


@pytest.mark.parametrize(
    "table",
    [
        "every_days = " + "9" * 5000,
        "every_days = " + "[" * 3000,
        'every_days = 0\nprofessions = ["teacher"]',
        "every_days = -7",
        "every_days = true",
        "every_days = 7.5",
    ],
)
def test_impossible_numbers_are_refused_in_words(theirs: Path, table: str) -> None:
    forum(theirs, table)
    (message,) = read_catalogue(OURS, [theirs]).set_aside
    assert "forum.toml" in message


def test_a_moment_is_no_day(theirs: Path) -> None:
    place = theirs / "legal-bases" / "theirs"
    shutil.copytree(OURS / "legal-bases" / "consent", place)
    replace(place / "basis.toml", "checked_on = 2026-11-22", "checked_on = 2026-11-22T12:00:00")
    (message,) = read_catalogue(OURS, [theirs]).set_aside
    assert "without a time" in message


@pytest.mark.parametrize("said", ["", "longest_days = 0", "longest_days = true"])
def test_an_exchange_that_never_ends_is_refused(theirs: Path, said: str) -> None:
    place = theirs / "legal-bases" / "one-time-exchange"
    shutil.copytree(OURS / "legal-bases" / "one-time-exchange", place)
    replace(place / "basis.toml", "longest_days = 28", said)
    (message,) = read_catalogue(OURS, [theirs]).set_aside
    assert "an exchange must say it" in message


def test_a_municipality_sets_how_long_its_exchanges_last(theirs: Path) -> None:
    place = theirs / "legal-bases" / "one-time-exchange"
    shutil.copytree(OURS / "legal-bases" / "one-time-exchange", place)
    replace(place / "basis.toml", "longest_days = 28", "longest_days = 10")
    longest = read_catalogue(OURS, [theirs]).legal_basis("one-time-exchange").longest
    assert longest == timedelta(days=10)


def test_a_name_that_leads_nowhere_is_told_and_only_that_item_left_out(theirs: Path) -> None:
    replace(theirs / WALK / "method.toml", "sources =", 'follow_up = "folow-up@1"\nsources =')
    forum(theirs, 'every_days = 7\nprofessions = ["teecher"]')
    read = read_catalogue(OURS, [theirs])
    assert "walk-and-talk@1" not in read.methods
    assert "circle" not in read.fora
    told = "\n".join(read.set_aside)
    assert "Did you mean 'follow-up@1'?" in told
    assert "Did you mean 'teacher'?" in told
    assert "five-steps@1" in read.methods


def test_what_hangs_on_something_left_out_is_left_out_too(theirs: Path) -> None:
    second = theirs / "methods" / "second@1"
    shutil.copytree(theirs / WALK, second)
    replace(second / "method.toml", "sources =", 'follow_up = "walk-and-talk@1"\nsources =')
    replace(theirs / WALK / "method.toml", "sources =", 'follow_up = "nowhere@1"\nsources =')
    read = read_catalogue(OURS, [theirs])
    assert {"second@1", "walk-and-talk@1"}.isdisjoint(read.methods)
    assert len(read.set_aside) == 2


@pytest.mark.parametrize("ours", ["methods/five-steps@1", "instruments/concern@1", "roles/parent"])
def test_ours_is_not_replaced(theirs: Path, ours: str) -> None:
    shutil.copytree(OURS / ours, theirs / ours)
    whole = read_catalogue(OURS, [])
    read = read_catalogue(OURS, [theirs])
    assert "take another name" in read.set_aside[0]
    folder, _, name = ours.partition("/")
    assert read.shelf(folder)[name] == whole.shelf(folder)[name]


def test_their_own_words_for_a_profession_take_the_place_of_ours(theirs: Path) -> None:
    shutil.copytree(OURS / "professions" / "pedagogue", theirs / "professions" / "pedagogue")
    words = theirs / "professions" / "pedagogue" / "da.md"
    replace(words, words.read_text(encoding="utf-8").splitlines()[0], "# Skovpædagog")
    read = read_catalogue(OURS, [theirs])
    assert read.set_aside == []
    assert read.profession("pedagogue").words("da").title == "Skovpædagog"


def test_every_profession_tells_what_it_knows_and_can() -> None:
    told = read_catalogue(OURS, []).professions.values()
    assert len(told) >= 10
    for profession in told:
        for words in profession.languages.values():
            assert words["knows"].points, profession.id
            assert words["can"].points, profession.id


def test_their_released_method_that_changed_is_set_aside(theirs: Path) -> None:
    release(theirs)
    replace(theirs / WALK / "method.toml", "sources =", "# kinder\nsources =")
    read = read_catalogue(OURS, [theirs])
    assert "walk-and-talk@1" not in read.methods
    assert "make the next version" in read.set_aside[0]


def test_a_spoiled_lock_is_told(theirs: Path) -> None:
    (theirs / "released.lock").write_text("not a hash\n", encoding="utf-8")
    (message,) = read_catalogue(OURS, [theirs]).set_aside
    assert "released.lock:1" in message


def test_a_framing_is_a_list_one_can_say_yes_to(theirs: Path) -> None:
    replace(
        theirs / WALK / "method.toml",
        "[[step]]",
        '[[step]]\nid = "frame"\nkind = "frame"\n\n[[step]]',
    )
    for code in ("da", "en"):
        with (theirs / WALK / f"{code}.md").open("a", encoding="utf-8") as file:
            file.write("\n## frame: Rammen\nLæs den højt.\n")
    messages = read_catalogue(OURS, [theirs]).set_aside
    assert ["a list is wanted here" in message for message in messages] == [True, True]


def test_coverage_takes_no_unknown_key_and_no_unknown_system(tmp_path: Path) -> None:
    whole = (OURS / "coverage.toml").read_text(encoding="utf-8")
    file = tmp_path / "coverage.toml"
    for old, new, told in (
        ("[S-97]", "[S-98]", "unknown system 'S-98'"),
        ("title.", "titel.", "'en' is missing"),
        ("title.da = ", "title.dk = ", "'da' is missing"),
        ("[S-97]\n", '[S-97]\ndone = "yes"\n', "unknown key 'done'"),
    ):
        file.write_text(whole.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Fault, match=told):
            read_rows(file)


def test_every_parameter_of_a_rule_can_be_told() -> None:
    used = {
        key for basis in read_catalogue(OURS, []).legal_bases.values() for key in basis.parameters
    }
    in_words = {"parties", "signed_by", "told_back_to"}
    assert used - in_words == set(PARAMETERS)

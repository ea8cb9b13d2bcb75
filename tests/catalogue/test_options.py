"""What a method file may say about itself and its steps: typed, and in the right book."""

import shutil
from pathlib import Path

import pytest

from tovholder.catalogue import vocabulary
from tovholder.catalogue.options import Steps
from tovholder.catalogue.shelf import Catalogue, read_catalogue, read_into

OURS = Path(__file__).resolve().parents[2] / "catalogue"
FILES = Path(__file__).parent / "files"
WALK = Path("methods") / "walk-and-talk@1" / "method.toml"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A municipality's folder, free to be spoiled."""
    return Path(shutil.copytree(FILES, tmp_path / "theirs"))


def change(theirs: Path, old: str, new: str) -> None:
    table = theirs / WALK
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_key_of_every_kind_has_its_sort_of_value() -> None:
    used = vocabulary.ANY_STEP | {
        key
        for kind in vocabulary.STEP_KINDS.values()
        for key in kind.keys | kind.needs | kind.either
    }
    assert used <= set(vocabulary.OPTIONS)
    assert {key for guard in vocabulary.GUARDS.values() for key in guard} <= set(
        vocabulary.ARGUMENTS
    )


def test_what_is_needed_is_a_key() -> None:
    for kind in vocabulary.STEP_KINDS.values():
        assert kind.needs | kind.either <= kind.keys
        assert kind.books <= vocabulary.BOOKS
    for key, word in vocabulary.ONLY_IN:
        known = getattr(vocabulary.OPTIONS[key], "known", None) or vocabulary.OPTIONS[key].besides
        assert word in known


def test_the_kinds_an_option_looks_at_are_named_as_kinds_are() -> None:
    looked_at = set().union(*vocabulary.LOOKS_AT.values())
    for option in vocabulary.OPTIONS.values():
        looked_at |= option.kinds if isinstance(option, Steps) else set()
    assert all(kind.isidentifier() for kind in looked_at)


def test_a_step_has_a_value_for_every_key_of_its_kind() -> None:
    for method in read_catalogue(OURS, []).methods.values():
        for step in method.steps:
            keys = vocabulary.STEP_KINDS[step.kind].keys | vocabulary.ANY_STEP
            assert set(step.options) == keys


def test_a_method_says_nothing_and_is_about_a_case_with_its_family() -> None:
    walk = read_catalogue(OURS, [FILES]).method("walk-and-talk@1")
    assert (walk.about, walk.company, walk.lasts_minutes, walk.open_days) == (
        "case", "family", 60, 0,
    )  # fmt: skip
    assert walk.step("promise").options["wishes_from"] == ("family",)


def test_a_forum_has_no_family_to_wish(theirs: Path) -> None:
    change(theirs, "sources =", 'about = "forum"\nlasts_minutes = 45\nsources =')
    change(theirs, 'wishes_from = ["family"]\n', "")
    read = read_catalogue(OURS, [theirs])
    assert read.set_aside == []
    walk = read.method("walk-and-talk@1")
    assert walk.is_for_forum
    assert walk.company == "professionals"
    assert walk.step("promise").options["wishes_from"] == ()


def test_what_stands_beside_a_step_is_in_the_catalogue(theirs: Path) -> None:
    change(
        theirs, 'kind = "board"', 'kind = "board"\nminutes = 20\nbeside = ["guides/signs", "child"]'
    )
    read = read_catalogue(OURS, [theirs])
    step = read.method("walk-and-talk@1").step("walking")
    assert (step.options["minutes"], step.options["beside"]) == (20, ("guides/signs", "child"))
    change(theirs, "guides/signs", "guides/sings")
    (told,) = read_catalogue(OURS, [theirs]).set_aside
    assert "step[1].beside: unknown word for 'beside': 'sings'. Did you mean 'signs'?" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("sources =", 'about = "team"\nsources =', "Known: case, forum"),
        ("sources =", 'about = "forum"\ncompany = "family"\nsources =', "nobody of a family"),
        ("sources =", 'about = "forum"\nsources =', "'family': nobody of the family sits"),
        ('kind = "board"', 'kind = "board"\nminutes = 481', "from 1 to 480"),
        ('kind = "board"', 'kind = "board"\nbeside = ["methods/x"]', "guides/…"),
        ('"next-date-or-end"', '"framing-approved"', "this one is no 'frame'"),
        (
            "sources =",
            'calls = [{ guard = "steps-closed", otherwise = "hold" }]\nsources =',
            "word for 'guard'",
        ),
        ('["walking"], otherwise', '["walking"], professions = 0, otherwise', "from 1 to 20"),
    ],
)
def test_what_has_no_place_is_told(theirs: Path, old: str, new: str, told: str) -> None:
    change(theirs, old, new)
    (fault,) = read_into(Catalogue(), theirs)
    assert "method.toml" in str(fault)
    assert told in str(fault)


def test_who_is_refused_is_told_why(theirs: Path) -> None:
    change(theirs, '["ahead", "behind"]', '["ahead", "behind"]\nrefused = ["behind"]')
    change(theirs, 'kind = "actions"\nwishes_from = ["family"]', 'kind = "board"')
    words = theirs / WALK.parent / "da.md"
    (theirs / WALK.parent / "en.md").unlink()
    text = words.read_text(encoding="utf-8")
    for refused, told in (("### refused: Nej\n", ["a sentence is wanted"]), ("", ["'refused'"])):
        words.write_text(text.replace("\n## promise", f"\n{refused}\n## promise", 1), "utf-8")
        assert [told[0] in str(fault) for fault in read_into(Catalogue(), theirs)] == [True]
    words.write_text(
        text.replace("\n## promise", "\n### refused\nSenere.\n\n## promise", 1), "utf-8"
    )
    assert list(read_into(Catalogue(), theirs)) == []


RULER = """
ages = [{ id = "small", from = 0, to = 5 }, { id = "school", from = 6, to = 16 }]
[[help]]
colour = "yellow"
professions = ["teacher"]
invites = ["psychologist"]
"""
RULER_WORDS = "# Lineal\n" + "".join(
    f"## {age}: Alder\n" + "".join(f"### {c}: Farve\n- Tegn.\n" for c in ("green", "yellow", "red"))
    for age in ("small", "school")
)


def test_a_ruler_has_signs_by_age_and_colour(theirs: Path) -> None:
    place = theirs / "rulers" / "school-life@1"
    place.mkdir(parents=True)
    (place / "ruler.toml").write_text(RULER, encoding="utf-8")
    words = RULER_WORDS + "## help: Hjælp\n### yellow: Gul\n### yellow-teacher\n- Taler med dem.\n"
    (place / "da.md").write_text(words, encoding="utf-8")
    ruler = read_catalogue(OURS, [theirs]).ruler("school-life@1")
    assert ruler.ages_at(6).id == "school"
    assert ruler.ages_at(17) is None
    assert ruler.help_at("yellow").invites == ("psychologist",)
    (place / "da.md").write_text(words.replace("- Tegn.", "Tegn.", 1), encoding="utf-8")
    (told,) = read_catalogue(OURS, [theirs]).set_aside
    assert "a list is wanted here" in told


def test_what_is_asked_about_a_team_is_not_answered_at_a_case(theirs: Path) -> None:
    place = theirs / "instruments" / "web@1"
    place.mkdir(parents=True)
    table = 'subject = "team"\n[[question]]\nid = "one"\nkind = "scale"\npoint = "theme 3"\n'
    (place / "instrument.toml").write_text(table, encoding="utf-8")
    (place / "da.md").write_text("# Net\n## one: Vi hører hinanden\n### lowest: Slet ikke\n")
    change(theirs, "sources =", 'instrument_choice = ["web@1"]\nsources =')
    read = read_catalogue(OURS, [theirs])
    assert read.instrument("web@1").question("one").highest == 10
    assert "asks about a team" in read.set_aside[0]
    assert "walk-and-talk@1" not in read.methods

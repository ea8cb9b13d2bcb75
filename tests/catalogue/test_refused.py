"""Files that cannot be understood: each is told with file, line, place and the words known there.

The first line of every file in `faulty/` is what its author is told; `|` stands for words between.
"""

from pathlib import Path

import pytest

from tovholder.catalogue.shelf import read_catalogue

OURS = Path(__file__).resolve().parents[2] / "catalogue"
FAULTY = sorted((Path(__file__).parent / "faulty").glob("*.toml"))
PLACES = {"method": ("methods/odd@1", "method.toml"), "forum": ("fora/odd", "forum.toml")}
WORDS = {
    "method": "# Sær\n## end: Slut\n",
    "forum": "# Sær\n## purpose: Formål\n## mandate: Mandat\n## routes: Veje\n",
}


def test_there_are_ten_and_more() -> None:
    assert len(FAULTY) >= 10


@pytest.mark.parametrize("faulty", FAULTY, ids=lambda file: file.stem)
def test_it_is_refused_in_words_and_the_house_goes_on(faulty: Path, tmp_path: Path) -> None:
    sort = faulty.stem.partition("-")[0]
    folder, name = PLACES[sort]
    place = tmp_path / folder
    place.mkdir(parents=True)
    text = faulty.read_text(encoding="utf-8")
    (place / name).write_text(text, encoding="utf-8")
    (place / "da.md").write_text(WORDS[sort], encoding="utf-8")
    read = read_catalogue(OURS, [tmp_path])
    (told,) = read.set_aside
    wanted = text.splitlines()[0].removeprefix("#").lstrip(" ").split("|")
    assert told.startswith(f"{place / name}{wanted[0]}")
    assert all(words in told for words in wanted[1:])
    assert not any(reference.startswith("odd") for reference in (*read.methods, *read.fora))
    assert "five-steps@1" in read.methods

"""Whoever leads finds a page for the way they meet, beside it and at its first step (S-57)."""

from pathlib import Path

import pytest
from django.test import Client

from tovholder.catalogue import catalogue
from tovholder.catalogue.faults import Fault
from tovholder.catalogue.shelf import Catalogue, read_catalogue, read_into
from tovholder.catalogue.vocabulary import LANGUAGES, LEADING
from tovholder.meetings.dry import table_of

ROOT = Path(__file__).resolve().parents[2] / "catalogue"
METHODS = sorted(catalogue().methods)
OWN = {
    "guide.toml": 'sources = ["S-57"]\nleads = ["five-steps"]\n',
    "da.md": "# Sådan gør vi\n\n## say: Siger\n- A\n## unsaid: Ikke\n- B\n## wrong: Skævt\n- C\n",
}


def own_guide(folder: Path, **changed: str) -> Path:
    place = folder / "guides" / "leading-here"
    place.mkdir(parents=True)
    for name, text in (OWN | changed).items():
        (place / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("reference", METHODS)
def test_every_method_tells_whoever_leads_it_what_to_say_and_what_not(reference: str) -> None:
    guide = catalogue().guide_to_leading(catalogue().method(reference))
    assert guide is not None, f"write catalogue/guides/leading-…, leads = [{reference!r}]"
    for language in LANGUAGES:
        words = guide.words(language)
        assert [name for name in words.parts if words[name].points] == list(LEADING)


@pytest.mark.django_db
def test_it_stands_beside_the_method(client: Client) -> None:
    page = client.get("/catalogue/methods/teachers-share@1/").content.decode()
    assert "/catalogue/guides/leading-teachers-share/" in page
    guide = client.get("/catalogue/guides/leading-teachers-share/").content.decode()
    assert "/catalogue/methods/teachers-share@1/" in guide


@pytest.mark.django_db
@pytest.mark.parametrize("reference", METHODS)
def test_it_lies_at_the_first_step_for_whoever_leads_and_nobody_else(
    client: Client, reference: str
) -> None:
    method = catalogue().method(reference)
    guide = catalogue().guide_to_leading(method)
    assert guide is not None
    address = f"/catalogue/guides/{guide.reference}/"
    leads = len(table_of(method)) - 1

    def page(step: int, seat: int) -> str:
        path = f"/methods/{reference}/try/{method.steps[step].id}/?as={seat}"
        return client.get(path).content.decode()

    assert address in page(0, leads)
    assert address not in page(0, 0)
    assert address not in page(1, leads)


def test_a_municipality_s_own_page_goes_before_ours(tmp_path: Path) -> None:
    read = read_catalogue(ROOT, [own_guide(tmp_path)])
    assert not read.set_aside
    guide = read.guide_to_leading(read.method("five-steps@1"))
    assert guide is not None
    assert guide.reference == "leading-here"


def test_a_guide_to_leading_says_all_three(tmp_path: Path) -> None:
    own_guide(tmp_path, **{"da.md": "# Sådan gør vi\n\n- Sig noget\n"})
    faults: list[Fault] = list(read_into(Catalogue(), tmp_path))
    assert "say" in str(faults[0])


def test_a_guide_leads_what_there_is(tmp_path: Path) -> None:
    own_guide(tmp_path, **{"guide.toml": 'leads = ["five-stairs"]\n'})
    read = read_catalogue(ROOT, [tmp_path])
    assert "five-stairs" in read.set_aside[0]
    assert "leading-here" not in read.guides

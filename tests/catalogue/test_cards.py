"""Every method on one printed page, as PDF that can be read aloud."""

import io
from pathlib import Path

import pytest
import typst
from django.test import Client
from pypdf import PdfReader

from tovholder.catalogue import catalogue
from tovholder.catalogue.cards import card
from tovholder.ui.paper import HOUSE, pdf


def words_on(content: bytes) -> str:
    return " ".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split()
    )


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_every_method_fits_one_tagged_page(language: str) -> None:
    for reference, method in catalogue().methods.items():
        content = card(reference, language)
        read = PdfReader(io.BytesIO(content))
        words = method.words(language)
        assert len(read.pages) == 1, reference
        assert read.metadata.title == words.title
        root = read.trailer["/Root"]
        assert root["/Lang"] == words.language
        assert root["/MarkInfo"]["/Marked"]
        assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
        told = words_on(content)
        for step in method.steps:
            assert words[step.id].title in told, (reference, step.id)


def test_letters_of_the_north_are_read_back() -> None:
    assert "Rammen for mødet" in words_on(card("five-steps@1", "da"))


@pytest.mark.django_db
def test_the_card_is_open_to_all_and_linked_from_the_method(client: Client) -> None:
    page = client.get("/catalogue/methods/five-steps@1/", headers={"accept-language": "nb"})
    assert "/catalogue/methods/five-steps@1/card.pdf" in page.content.decode()
    answer = client.get(
        "/catalogue/methods/five-steps@1/card.pdf", headers={"accept-language": "nb"}
    )
    assert answer["Content-Type"] == "application/pdf"
    assert catalogue().method("five-steps@1").words("nb").title in words_on(answer.content)
    assert client.get("/catalogue/methods/six-steps@1/card.pdf").status_code == 404


def test_what_could_not_be_read_aloud_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "odd.typ").write_text("#rect(width: 1cm)", encoding="utf-8")
    with pytest.raises(typst.TypstError, match="title"):
        typst.compile(str(tmp_path / "odd.typ"), pdf_standards=["ua-1"])


def test_words_are_never_instructions() -> None:
    title = '#panic("x") *bold* $x$ [y]'
    steps = [{"title": title, "paragraphs": [], "points": [title], "parts": [], "conditions": []}]
    data = {"lead": [title], "facts": "", "steps": steps, "foot": ""}
    content = pdf("catalogue/card", data, title="Odd", language="en")
    assert title in words_on(content)
    assert (HOUSE / "catalogue" / "paper" / "card.typ").exists()

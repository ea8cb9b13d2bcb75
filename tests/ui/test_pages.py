"""The vocabulary of views: a page, a part of it, and going on."""

from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse

from tovholder.ui.declare import open_to_all
from tovholder.ui.pages import asks_for_part, go, page

PART = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}
FULL = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "full"}


@pytest.fixture
def written(tmp_path: Path, settings: object) -> str:
    """A template of the test's own, with a part, beside those of the house."""
    name = "page_with_part.html"
    (tmp_path / name).write_text(
        "{% load partials %}<!doctype html><h1>Whole</h1>"
        "{% partialdef board inline %}<div id=board>{{ words }}</div>{% endpartialdef %}"
    )
    kept = list(engines["django"].engine.dirs)
    engines["django"].engine.dirs = [tmp_path]
    yield name
    engines["django"].engine.dirs = kept


def asking(method: str = "get", path: str = "/x/?a=1", **headers: str) -> HttpRequest:
    request = getattr(RequestFactory(), method)(path, **headers)
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def test_a_browser_gets_the_whole_page(written: str) -> None:
    answer = page(asking(), written, {"words": "hej"}, part="board")
    assert b"Whole" in answer.content
    assert b"hej" in answer.content
    assert "HX-Request" in answer["Vary"]


def test_htmx_gets_the_part_the_view_named(written: str) -> None:
    answer = page(asking(**PART), written, {"words": "<b>"}, part="board", status=422)
    assert answer.content.strip() == b"<div id=board>&lt;b&gt;</div>"
    assert answer.status_code == 422


def test_htmx_at_a_page_without_parts_is_told_to_go_there(written: str) -> None:
    answer = page(asking(**PART), written)
    assert answer["HX-Redirect"] == "/x/?a=1"
    assert answer.content == b""


def test_a_refused_form_without_a_part_takes_the_whole_place(written: str) -> None:
    answer = page(asking("post", **PART), written, status=422)
    assert answer["HX-Retarget"] == "body"
    assert b"Whole" in answer.content


def test_whole_pages_are_whole_when_htmx_asks_for_them(written: str) -> None:
    assert not asks_for_part(asking(**FULL))
    assert b"Whole" in page(asking(**FULL), written, part="board").content


def test_going_on_is_303_and_says_what_was_done() -> None:
    request = asking("post")
    answer = go(request, "ui:gallery", message="Saved")
    assert answer.status_code == 303
    assert answer["Location"] == reverse("ui:gallery")
    assert [str(message) for message in get_messages(request)] == ["Saved"]


def test_a_declaration_stands_on_the_view() -> None:
    def view(request: HttpRequest) -> None:
        """Shows nothing."""

    assert open_to_all(view).declares == "open"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_the_gallery_opens_for_anybody(client: Client, language: str) -> None:
    answer = client.get(reverse("ui:gallery"), headers={"Accept-Language": language})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert f'<html lang="{language}"' in html
    assert " style=" not in html
    assert "onclick" not in html


@pytest.mark.django_db
def test_the_choice_of_colours_is_remembered(client: Client) -> None:
    address = reverse("ui:colour-scheme")
    assert client.get(address).status_code == 405
    came_from = "http://testserver/ui/"
    answer = client.post(address, {"scheme": "dark"}, headers={"Referer": came_from})
    assert answer.status_code == 303
    assert answer["Location"] == came_from
    assert 'data-color-scheme="dark"' in client.get(reverse("ui:gallery")).content.decode()
    elsewhere = client.post(
        address, {"scheme": "<x>"}, headers={"Referer": "https://evil.example/"}
    )
    assert elsewhere["Location"] == "/"
    assert client.cookies["colour_scheme"].value == "dark"

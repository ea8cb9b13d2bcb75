"""The foot of every page: what anyone may read about the house, signed in or not."""

import re

import pytest
from django.test import Client

from tests.cast import Gathering

pytestmark = pytest.mark.django_db


def test_every_word_of_the_foot_leads_to_a_page(client: Client, gathering: Gathering) -> None:
    for name in ("", "mother", "social-worker"):
        if name:
            client.force_login(gathering.account(name))
        page = client.get("/sign-in/" if not name else "/").content.decode()
        foot = page[page.index('<footer class="footer">') :]
        led = re.findall(r'<li><a href="([^"]+)">', foot)
        assert len(led) == 3, name
        for address in led:
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("language", "heading"),
    [("da", "Tilgængelighed"), ("nb", "Tilgjengelighet"), ("en", "Accessibility")],
)
def test_accessibility_is_told_in_every_language(
    client: Client, language: str, heading: str
) -> None:
    page = client.get("/accessibility/", headers={"Accept-Language": language}).content.decode()
    assert f"<h1>{heading}</h1>" in page

"""Journey 9: a teacher at another school, a leader, the administrator: nothing, told alike."""

import re
import uuid

import pytest
from playwright.sync_api import Page

from tests.cast import Gathering
from tests.journeys.conftest import Be


def seen(page: Page, path: str) -> tuple[int, str]:
    """What a person sees at a path: its status, and its words without what differs each time."""
    answer = page.goto(path)
    assert answer is not None
    return answer.status, re.sub(r'(nonce|value)="[^"]*"', "", page.locator("body").inner_html())


@pytest.mark.parametrize("name", ["outsider", "leader", "admin", "father"])
def test_a_hidden_case_is_told_as_one_that_never_was(
    served_case: Gathering, be: Be, name: str
) -> None:
    page = be(name)
    for rest in ("", "plan/", "people/", "plan/print/"):
        hidden = seen(page, f"/cases/{served_case.case.pk}/{rest}")
        never = seen(page, f"/cases/{uuid.uuid4()}/{rest}")
        assert hidden == never
        assert hidden[0] == 404
    page.goto("/cases/")
    assert "Lars" not in page.locator("main").inner_text()

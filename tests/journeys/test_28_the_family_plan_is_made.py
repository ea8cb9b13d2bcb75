"""Journey 28: the coordination model from the family's first meeting to its signed plan (S-32,
S-34)."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.journeys.test_11_the_family_decides import day
from tests.journeys.walking import Walk

PREPARATION = "coordination-preparation@1"
MEETING = "coordination-meeting@1"
FAMILY = "[data-side=family]"


def called(worker: Page, case: Gathering, way: str, *, without: tuple[str, ...] = ()) -> str:
    worker.goto(f"/cases/{case.case.pk}/meetings/new/")
    worker.locator(f"[name=method][value='{way}']").evaluate("radio => radio.click()")
    worker.fill("[name=purpose]", "At finde vej sammen med familien")
    worker.fill("[name=day]", day(1))
    for name in without:
        worker.locator(".invite li", has_text=name).locator("[name=invited]").uncheck()
    worker.get_by_role("button", name="Indkald til mødet").click()
    worker.wait_for_url(re.compile(r"/meetings/[0-9a-f-]{36}/$"))
    address = worker.url
    worker.get_by_role("button", name="Begynd mødet").click()
    expect(worker.locator("#table")).to_be_visible()
    worker.goto(f"{address}board/framing/")
    return address


def test_the_family_is_met_first_and_its_plan_is_signed_by_all(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    worker, mother = be("social-worker"), be("mother", phone=True)

    # Given the family is met first, and tells what matters
    address = called(worker, served_case, PREPARATION)
    mother.goto(address)
    accessible(mother)
    Walk(worker, voice=FAMILY).to_the_end()

    # When they meet about the family's plan
    address = called(worker, served_case, MEETING, without=("Ida", "Jonas", "Karen"))
    mother.goto(address)
    walk = Walk(worker, voice=FAMILY)
    walk.to("story")
    walk.answer()
    for colleague in ("Anne", "Mette"):
        walk.voice = f"label:has-text('{colleague}')"
        walk.write(worker.locator("form.pen"))
    walk.voice = FAMILY
    walk.go_on()
    walk.write(worker.locator("form.pen"))
    walk.write(worker.locator("form[id^=sign-]").first)
    walk.go_on()
    walk.to("signing")
    accessible(worker)

    # Then each signs for themselves, the mother on her own phone, and the plan stands
    signed = worker.locator(".approvals > li[data-approved]")
    for page in (mother, be("teacher"), be("psychologist")):
        already = signed.count()
        page.goto(f"{address}board/signing/")
        page.locator(".approvals form button").click()
        expect(signed).to_have_count(already + 1)
    assert walk.to_the_end() == ["signing", "closing"]
    mother.goto(f"{address}minutes/")
    for words in walk.said:
        expect(mother.locator("main")).to_contain_text(words)
    accessible(mother)
